import { END, NOTHING, patience, SEND, type Step, start, type Terms } from './machine.ts';

/**
 * RFC 3261 §17.2.2: any request but INVITE and ACK that somebody sent us.
 *
 *   ──request──▶ trying ──1xx──▶ proceeding ──200-699──▶ completed ──J──▶ ended
 *                   └──────────200-699───────────────────▲   request again: last response
 */
export type NonInviteServerState =
  | { readonly name: 'trying' }
  | { readonly name: 'proceeding' }
  | { readonly name: 'completed' }
  | { readonly name: 'ended' };

export type NonInviteServerInput =
  | { readonly is: 'request' }
  | { readonly is: 'respond'; readonly status: number }
  | { readonly is: 'timer'; readonly timer: 'J' };

export function nonInviteServer(
  state: NonInviteServerState,
  input: NonInviteServerInput,
  terms: Terms,
): Step<NonInviteServerState> {
  if (state.name === 'ended') return { state, effects: NOTHING };
  if (input.is === 'timer') {
    return state.name === 'completed' ? { state: { name: 'ended' }, effects: [END] } : { state, effects: NOTHING };
  }
  if (input.is === 'request') return { state, effects: state.name === 'trying' ? NOTHING : [SEND] };
  if (state.name === 'completed') return { state, effects: NOTHING };
  if (input.status < 200) return { state: { name: 'proceeding' }, effects: [SEND] };
  return { state: { name: 'completed' }, effects: [SEND, start('J', terms.reliable ? 0 : patience(terms))] };
}
