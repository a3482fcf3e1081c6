import type { TicketRow, TicketStateName, TicketTemplates } from '#contract';

/** Columns of the board, from what has just come to what is done. */
export const COLUMNS: readonly TicketStateName[] = ['new', 'open', 'pending', 'on-hold', 'resolved'];

/** Where a ticket may go from its column; its own is none of them. */
export function targetsOf({ state, missing }: Pick<TicketRow, 'state' | 'missing'>, moves: TicketTemplates['moves']): readonly TicketStateName[] {
  return COLUMNS.filter((to) => moves[state].includes(to) && (to !== 'resolved' || missing.length === 0));
}

/** The next column in a direction that takes the ticket; undefined when none does. */
export function neighbourOf(ticket: Pick<TicketRow, 'state' | 'missing'>, moves: TicketTemplates['moves'], step: 1 | -1): TicketStateName | undefined {
  const targets = targetsOf(ticket, moves);
  const from = COLUMNS.indexOf(ticket.state);
  const order = step === 1 ? COLUMNS.slice(from + 1) : COLUMNS.slice(0, Math.max(0, from)).toReversed();
  return order.find((to) => targets.includes(to));
}
