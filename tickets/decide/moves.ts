import type { TicketState } from '../model.ts';

/**
 * ```
 *  new ──▶ open ◀──▶ pending      pending: the customer has to answer
 *           ▲ ▲        ▲          on-hold: somebody else has to act
 *           │ └──────▶ on-hold
 *           ▼
 *        resolved ──▶ closed       resolved opens again; closed is for ever, a follow-up is a child of it
 * ```
 */
export const MOVES: Readonly<Record<TicketState, readonly TicketState[]>> = {
  new: ['open', 'pending', 'on-hold', 'resolved'],
  open: ['pending', 'on-hold', 'resolved'],
  pending: ['open', 'on-hold', 'resolved'],
  'on-hold': ['open', 'pending', 'resolved'],
  resolved: ['open', 'closed'],
  closed: [],
};
