import { END, NOTHING, SEND, type Step, start, stop, type Terms, patience, TIMEOUT } from './machine.ts';

/**
 * RFC 3261 §17.2.1 with RFC 6026 §7.1: an INVITE somebody sent us.
 *
 *              1xx ┌──┐ INVITE again: last 1xx
 *                  ▼  │
 *   ──INVITE──▶ proceeding ──300-699──▶ completed ──ACK──▶ confirmed ──I──▶ ended
 *                  │                    G: again, H: give up
 *                  └──2xx──▶ accepted ──L──▶ ended     (2xx are repeated by the dialog, see dialog/success-wait.ts)
 */
export type InviteServerState =
  | { readonly name: 'proceeding' }
  | { readonly name: 'completed'; readonly interval: number }
  | { readonly name: 'confirmed' }
  | { readonly name: 'accepted' }
  | { readonly name: 'ended' };

export type InviteServerInput =
  | { readonly is: 'request' }
  /** `slowly`: a refusal of the stack itself is repeated every T2 only, so that forged INVITEs are not amplified. */
  | { readonly is: 'respond'; readonly status: number; readonly slowly?: boolean }
  | { readonly is: 'ack' }
  | { readonly is: 'timer'; readonly timer: 'G' | 'H' | 'I' | 'L' };

type Out = Step<InviteServerState>;
const ENDED: InviteServerState = { name: 'ended' };

export function inviteServer(state: InviteServerState, input: InviteServerInput, terms: Terms): Out {
  switch (state.name) {
    case 'proceeding':
      if (input.is === 'request') return { state, effects: [SEND] };
      return input.is === 'respond' ? respond(state, input.status, input.slowly ?? false, terms) : { state, effects: NOTHING };
    case 'completed':
      return completed(state, input, terms);
    case 'confirmed':
      // Deviates from §17.2.1: a straggling INVITE gets the final response again, as drachtio-server does.
      if (input.is === 'request') return { state, effects: [SEND] };
      return input.is === 'timer' && input.timer === 'I' ? { state: ENDED, effects: [END] } : { state, effects: NOTHING };
    case 'accepted':
      return input.is === 'timer' && input.timer === 'L' ? { state: ENDED, effects: [END] } : { state, effects: NOTHING };
    case 'ended':
      return { state, effects: NOTHING };
  }
}

function respond(state: InviteServerState, status: number, slowly: boolean, terms: Terms): Out {
  if (status < 200) return { state, effects: [SEND] };
  if (status < 300) return { state: { name: 'accepted' }, effects: [SEND, start('L', patience(terms))] };
  const interval = slowly ? terms.t2 : terms.t1;
  const again = terms.reliable ? [] : [start('G', interval)];
  return { state: { name: 'completed', interval }, effects: [SEND, start('H', patience(terms)), ...again] };
}

function completed(state: { name: 'completed'; interval: number }, input: InviteServerInput, terms: Terms): Out {
  if (input.is === 'request') return { state, effects: [SEND] };
  if (input.is === 'ack') {
    const linger = start('I', terms.reliable ? 0 : terms.t4);
    return { state: { name: 'confirmed' }, effects: [stop('G'), stop('H'), linger] };
  }
  if (input.is !== 'timer') return { state, effects: NOTHING };
  if (input.timer === 'H') return { state: ENDED, effects: [stop('G'), TIMEOUT, END] };
  if (input.timer !== 'G') return { state, effects: NOTHING };
  const interval = Math.min(state.interval * 2, terms.t2);
  return { state: { name: 'completed', interval }, effects: [SEND, start('G', interval)] };
}
