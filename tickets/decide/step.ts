import { type EpochMillis, Fault } from '#core';
import { TicketRefusal } from '../refusal.ts';
import type { Ticket, TicketEvent, TicketEventType, TicketState } from '../model.ts';

/** What a command does: the ticket afterwards and the events of its history; none when nothing changes. */
export type TicketStep = { readonly ok: true; readonly ticket: Ticket; readonly events: readonly TicketEvent[] } | { readonly ok: false; readonly fault: Fault };

export const refused = (...given: ConstructorParameters<typeof TicketRefusal>): TicketStep => ({ ok: false, fault: new TicketRefusal(...given) });

/** A ticket on its way through a command: each change makes an event and a version. */
export class Steps {
  ticket: Ticket;
  readonly events: TicketEvent[] = [];
  readonly #by: string;
  readonly #now: EpochMillis;

  constructor(ticket: Ticket, by: string, now: EpochMillis) {
    this.ticket = ticket;
    this.#by = by;
    this.#now = now;
  }

  add(type: TicketEventType, data: Readonly<Record<string, unknown>>, change: Partial<Ticket> = {}): void {
    // A clock that was set back does not turn the history around.
    const at = Math.max(this.#now, this.ticket.updatedAt);
    const version = this.ticket.version + 1;
    this.ticket = { ...this.ticket, ...change, version, updatedAt: at };
    this.events.push({ seq: version, at, type, by: this.#by, data });
  }

  move(to: TicketState, data: Readonly<Record<string, unknown>> = {}): void {
    const { state, resolvedAt: _resolved, resolution: _by, ...rest } = this.ticket;
    const at = Math.max(this.#now, rest.updatedAt);
    // Only a ticket that is (still) resolved has been so since a moment.
    if (to !== 'closed') this.ticket = { ...rest, state };
    const more = { ...(to === 'resolved' ? { resolvedAt: at, resolution: this.ticket.version + 1 } : {}), ...(to === 'closed' ? { closedAt: at } : {}) };
    this.add('moved', { from: state, to, ...data }, { state: to, stateSince: at, ...more });
  }

  get done(): TicketStep {
    return { ok: true, ticket: this.ticket, events: this.events };
  }
}
