import type { Ticket, TicketEvent } from './model.ts';
import type { TicketQuery, TicketRecords, TicketWrite } from './port.ts';
import { marksOf } from './marks.ts';

/** Tickets in memory, for tests. Twin of store/tickets/sql-tickets.ts. */
export class MemoryTickets implements TicketRecords {
  readonly tickets = new Map<string, Ticket>();
  readonly #events = new Map<string, TicketEvent[]>();
  /** Sizes of the batches so far. */
  readonly batches: number[] = [];

  async commit(batch: readonly TicketWrite[]): Promise<ReadonlySet<string>> {
    this.batches.push(batch.length);
    const kept = batch.filter(({ ticket, before }) => (this.tickets.get(ticket.id)?.version ?? 0) === before);
    for (const { ticket, events } of kept) {
      this.tickets.set(ticket.id, JSON.parse(JSON.stringify(ticket)) as Ticket);
      this.#events.set(ticket.id, [...(this.#events.get(ticket.id) ?? []), ...events]);
    }
    return new Set(kept.map(({ ticket }) => ticket.id));
  }

  async get(ids: readonly string[]): Promise<readonly Ticket[]> {
    return ids.flatMap((id) => this.tickets.get(id) ?? []);
  }

  async find(query: TicketQuery): Promise<readonly Ticket[]> {
    return [...this.tickets.values()].filter((ticket) => fits(ticket, query)).toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)).slice(0, query.limit);
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
