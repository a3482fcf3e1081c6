import type { EpochMillis } from '#core';
import { decideTicket } from '../decide/decide.ts';
import type { Ticket, TicketChange, TicketEvent, TicketWish } from '../model.ts';
import type { TicketWorld } from '../world.ts';

export interface DryRun {
  /** The ticket as it would be. */
  readonly ticket: Ticket;
  /** All that would happen; those of type `rule` tell which rules fired and what they did. */
  readonly events: readonly TicketEvent[];
}

/** What rules would do with a new ticket, or with a change of one that is there; nothing is kept. Undefined: the change is refused anyway. */
export function dryRun(given: { readonly wish: TicketWish } | { readonly ticket: Ticket; readonly change: TicketChange; readonly by: string }, now: EpochMillis, world: TicketWorld): DryRun | { readonly refused: string } {
  const step =
    'wish' in given
      ? decideTicket(undefined, { type: 'create', id: '1000000000', wish: given.wish, by: 'token' }, now, world)
      : decideTicket(given.ticket, { type: 'change', change: given.change, by: given.by }, now, world);
  return step.ok ? { ticket: step.ticket, events: step.events } : { refused: step.fault.message };
}
