import { type Result, failed, ok } from '#core';
import type { ChangeBy, TicketDesk } from '../desk/ticket-desk.ts';
import type { Requester, Ticket, TicketEvent } from '../model.ts';
import { TicketRefusal } from '../refusal.ts';

export interface Merged {
  /** The one that lives on in the other. */
  readonly ticket: Ticket;
  readonly into: Ticket;
}

/** A step of a ticket or of one that was merged into it. */
export interface FamilyEvent extends TicketEvent {
  readonly ticket: string;
}

/** Behind this event; the order of a timeline is by moment, then ticket, then number. */
export type TimelinePlace = Pick<FamilyEvent, 'at' | 'ticket' | 'seq'>;

export interface MergeBy extends ChangeBy {
  /** The customers are different people, and that is known: what is told to one may be read by the other. */
  readonly otherCustomer?: boolean;
}

/** Merged into merged into …: deeper ones are read on their own. */
const GENERATIONS = 8;
const PAGE = 500;
/** Steps of one ticket that a timeline shows. */
const MOST_STEPS = 5_000;

/** Merging by people. Nothing is moved or copied: each ticket keeps its history, and a timeline shows all of them as one. */
export class MergeDesk {
  readonly #desk: TicketDesk;

  constructor(desk: TicketDesk) {
    this.#desk = desk;
  }

  /**
   * Two writes, the second one counts; interrupted between them it is sent again.
   * Faults: tickets.unknown, tickets.bad-merge, tickets.other-customer, tickets.merged, tickets.too-many-merged, those of `TicketDesk.change`.
   */
  async merge(id: string, into: string, { by, key, version, otherCustomer = false }: MergeBy): Promise<Result<Merged>> {
    const [ticket, target] = await Promise.all([this.#desk.get(id), this.#desk.get(into)]);
    if (!ticket || !target) return failed(new TicketRefusal('tickets.unknown', 'There is no ticket with this number.'));
    const wrong = whyNot(ticket, target, otherCustomer);
    if (wrong) return failed(wrong);
    if (version !== undefined && ticket.version !== version && ticket.mergedInto !== into) return failed(new TicketRefusal('tickets.changed', `Somebody else changed the ticket: it is version ${ticket.version} now, not ${version}. Read it again and decide anew.`));
    const absorbed = await this.#desk.change(into, { type: 'absorb', other: ticket }, { by });
    if (!absorbed.ok) return absorbed;
    const merged = await this.#desk.change(id, { type: 'merge', into }, { by, ...(key === undefined ? {} : { key }), ...(version === undefined || ticket.mergedInto === into ? {} : { version }) });
    if (merged.ok) return ok({ ticket: merged.value, into: absorbed.value });
    if (ticket.mergedInto === undefined) await this.#desk.change(into, { type: 'release', ticket: id }, { by });
    return merged;
  }

  /** Faults: tickets.unknown, tickets.not-merged, those of `TicketDesk.change`. */
  async unmerge(id: string, { by, key }: ChangeBy): Promise<Result<Merged>> {
    const ticket = await this.#desk.get(id);
    if (!ticket) return failed(new TicketRefusal('tickets.unknown', 'There is no ticket with this number.'));
    const from = ticket.mergedInto;
    if (from === undefined) return failed(new TicketRefusal('tickets.not-merged', 'This ticket is not merged into another one.', [{ field: 'id', zh: '此工单未合并到其他工单', en: 'This ticket is not merged into another one' }]));
    const released = await this.#desk.change(from, { type: 'release', ticket: id }, { by });
    if (!released.ok) return released;
    const parted = await this.#desk.change(id, { type: 'unmerge' }, { by, ...(key === undefined ? {} : { key }) });
    return parted.ok ? ok({ ticket: parted.value, into: released.value }) : parted;
  }

  /** The ticket and all that were merged into it, each once. */
  async familyOf(id: string): Promise<readonly string[]> {
    const found = new Set<string>();
    let next: readonly string[] = [id];
    for (let generation = 0; next.length > 0 && generation <= GENERATIONS; generation += 1) {
      for (const one of next) found.add(one);
      const tickets = await Promise.all(next.map((one) => this.#desk.get(one)));
      next = tickets.flatMap((ticket) => ticket?.absorbed?.map((one) => one.ticket) ?? []).filter((one) => !found.has(one));
    }
    return [...found];
  }

  /** What happened to the ticket and to those merged into it, as one story, oldest first. */
  async timeline(id: string, after: TimelinePlace | undefined, limit: number): Promise<readonly FamilyEvent[]> {
    const family = await this.familyOf(id);
    const histories = await Promise.all(family.map((ticket) => this.#history(ticket)));
    const all = histories.flat().toSorted(inOrder);
    return all.filter((event) => after === undefined || inOrder(event, after) > 0).slice(0, limit);
  }

  async #history(ticket: string): Promise<readonly FamilyEvent[]> {
    const events: FamilyEvent[] = [];
    for (let page: readonly TicketEvent[] | undefined; page === undefined || (page.length === PAGE && events.length < MOST_STEPS); ) {
      page = await this.#desk.history(ticket, events.at(-1)?.seq ?? 0, PAGE);
      events.push(...page.map((event) => ({ ...event, ticket })));
    }
    return events;
  }
}

const inOrder = (a: TimelinePlace, b: TimelinePlace): number => a.at - b.at || (a.ticket === b.ticket ? a.seq - b.seq : a.ticket < b.ticket ? -1 : 1);

function whyNot(ticket: Ticket, target: Ticket, otherCustomer: boolean): TicketRefusal | undefined {
  if (ticket.id === target.id) return bad('A ticket cannot be merged into itself.', '工单不能合并到自身');
  if (target.mergedInto !== undefined) return bad(`The other ticket was merged itself: take ${target.mergedInto}.`, `目标工单已合并到 ${target.mergedInto}，请选择该工单`);
  if (target.state === 'closed') return bad('The other ticket is closed: open tickets take others in.', '目标工单已关闭，不能并入');
  if (ticket.mergedInto !== undefined && ticket.mergedInto !== target.id) return bad(`This ticket was merged into ${ticket.mergedInto}: part them first.`, `此工单已合并到 ${ticket.mergedInto}，请先取消合并`);
  if (!otherCustomer && areDifferent(ticket.requester, target.requester)) {
    return new TicketRefusal('tickets.other-customer', 'The tickets belong to different customers: what is answered to one would be read by the other. Say so (otherCustomer) if that is wanted, or make a common parent.', [{ field: 'into', zh: '两张工单属于不同客户，合并后答复会互相可见；确需合并请确认，或改用上级工单（事件）', en: 'The tickets belong to different customers' }]);
  }
  return undefined;
}

const bad = (en: string, zh: string) => new TicketRefusal('tickets.bad-merge', en, [{ field: 'into', zh, en }]);

/** Known to be different: by the list of customers, else by number. */
export function areDifferent(one: Requester, other: Requester): boolean {
  if (one.customer !== undefined && other.customer !== undefined) return one.customer !== other.customer;
  return one.number !== undefined && other.number !== undefined && one.number !== other.number;
}
