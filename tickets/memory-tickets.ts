import type { Ticket, TicketEvent } from './model.ts';
import type { Look, TicketMark, TicketQuery, TicketRecords, TicketWrite } from './port.ts';
import { marksOf } from './marks.ts';
import { unsentMarks } from './rules/unsent.ts';

/** Tickets in memory, for tests. Twin of store/tickets/sql-tickets.ts. */
export class MemoryTickets implements TicketRecords {
  readonly tickets = new Map<string, Ticket>();
  readonly #events = new Map<string, TicketEvent[]>();
  readonly #unsent = new Map<string, TicketMark>();
  readonly #looks = new Map<string, number | undefined>();
  /** Sizes of the batches so far. */
  readonly batches: number[] = [];

  async commit(batch: readonly TicketWrite[]): Promise<ReadonlySet<string>> {
    this.batches.push(batch.length);
    const kept = batch.filter(({ ticket, before }) => (this.tickets.get(ticket.id)?.version ?? 0) === before);
    for (const { ticket, events } of kept) {
      this.#looks.delete(ticket.id);
      this.tickets.set(ticket.id, JSON.parse(JSON.stringify(ticket)) as Ticket);
      this.#events.set(ticket.id, [...(this.#events.get(ticket.id) ?? []), ...events]);
      for (const mark of unsentMarks(events)) this.#unsent.set(`${mark} ${ticket.id}`, { ticket: ticket.id, mark });
    }
    return new Set(kept.map(({ ticket }) => ticket.id));
  }

  async get(ids: readonly string[]): Promise<readonly Ticket[]> {
    return ids.flatMap((id) => this.tickets.get(id) ?? []);
  }

  async find(query: TicketQuery): Promise<readonly Ticket[]> {
    return [...this.tickets.values()].filter((ticket) => fits(ticket, query)).toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)).slice(0, query.limit);
  }

  async toLook(now: number, limit: number): Promise<readonly string[]> {
    const due = [...this.tickets.values()].filter(({ id, lookAt }) => (this.#looks.has(id) ? (this.#looks.get(id) ?? Infinity) : (lookAt ?? Infinity)) <= now);
    return due.map(({ id }) => id).slice(0, limit);
  }

  async lookLater(looks: readonly Look[]): Promise<void> {
    for (const { id, version, at } of looks) if (this.tickets.get(id)?.version === version) this.#looks.set(id, at);
  }

  async dueBefore(until: number, queues: readonly string[] | undefined, limit: number): Promise<readonly Ticket[]> {
    const due = [...this.tickets.values()].filter((ticket) => (ticket.dueAt ?? Infinity) <= until && (queues?.includes(ticket.queue) ?? true));
    return due.toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)).slice(0, limit);
  }

  async unassigned(queue: string, limit: number): Promise<readonly Ticket[]> {
    const waiting = [...this.tickets.values()].filter((one) => one.queue === queue && one.assignee === undefined && (one.state === 'new' || one.state === 'open'));
    return waiting.toSorted((a, b) => byDue(a, b) || a.createdAt - b.createdAt).slice(0, limit);
  }

  async unsent(from: string, until: string, limit: number): Promise<readonly TicketMark[]> {
    return [...this.#unsent.values()].filter(({ mark }) => mark >= from && mark < until).toSorted((a, b) => (a.mark < b.mark ? -1 : 1)).slice(0, limit);
  }

  async sent(messages: readonly TicketMark[]): Promise<void> {
    for (const { ticket, mark } of messages) this.#unsent.delete(`${mark} ${ticket}`);
  }

  async history(id: string, after: number, limit: number): Promise<readonly TicketEvent[]> {
    return (this.#events.get(id) ?? []).filter(({ seq }) => seq > after).slice(0, limit);
  }
}

function fits(ticket: Ticket, query: TicketQuery): boolean {
  const { seenBy, before, marks = [] } = query;
  const own = marksOf(ticket);
  return [
    !seenBy || seenBy.queues.includes(ticket.queue) || (seenBy.agent !== undefined && seenBy.agent === ticket.assignee),
    query.queue === undefined || query.queue === ticket.queue,
    !query.states || query.states.includes(ticket.state),
    query.assignee === undefined || query.assignee === ticket.assignee,
    query.unassigned !== true || ticket.assignee === undefined,
    query.template === undefined || query.template === ticket.template,
    !query.priorities || query.priorities.includes(ticket.priority),
    query.requester === undefined || query.requester === ticket.requester.number,
    marks.every((mark) => own.includes(mark)),
    query.from === undefined || ticket.createdAt >= query.from,
    query.until === undefined || ticket.createdAt < query.until,
    !before || ticket.createdAt < before.at || (ticket.createdAt === before.at && ticket.id < before.id),
  ].every(Boolean);
}

/** Those without a clock behind all others. */
const byDue = ({ dueAt: a }: Ticket, { dueAt: b }: Ticket): number => (a === b ? 0 : (a ?? Infinity) - (b ?? Infinity));
