import { ACK, END, NOTHING, PASS, patience, SEND, type Step, start, stop, type Terms, TIMEOUT } from './machine.ts';

/**
 * RFC 3261 §17.1.1 with RFC 6026 §7.2: an INVITE of ours.
 *
 *   ──INVITE──▶ calling ──1xx──▶ proceeding ──300-699──▶ completed ──D──▶ ended
 *               A: again            │                    final again: ACK again
 *               B: timeout          └──2xx──▶ accepted ──M──▶ ended
 *   (every state: a transport error ends it)   2xx again, also of other forks: passed up
 */
export type InviteClientState =
  | { readonly name: 'calling'; readonly interval: number }
  | { readonly name: 'proceeding' }
  | { readonly name: 'completed' }
  | { readonly name: 'accepted' }
  | { readonly name: 'ended' };

export type InviteClientInput =
  | { readonly is: 'begin' }
  | { readonly is: 'response'; readonly status: number }
  | { readonly is: 'timer'; readonly timer: 'A' | 'B' | 'D' | 'M' }
  | { readonly is: 'failed' };

type Out = Step<InviteClientState>;
const ENDED: InviteClientState = { name: 'ended' };

export function inviteClient(state: InviteClientState, input: InviteClientInput, terms: Terms): Out {
  if (state.name === 'ended') return { state, effects: NOTHING };
  if (input.is === 'failed') return failed(state);
  switch (state.name) {
    case 'calling':
      return calling(state, input, terms);
    case 'proceeding':
      return input.is === 'response' ? answered(state, input.status, terms) : { state, effects: NOTHING };
    case 'completed':
      if (input.is === 'response' && input.status >= 300) return { state, effects: [ACK] };
      return input.is === 'timer' && input.timer === 'D' ? { state: ENDED, effects: [END] } : { state, effects: NOTHING };
    case 'accepted':
      if (input.is === 'response' && input.status >= 200 && input.status < 300) return { state, effects: [PASS] };
      return input.is === 'timer' && input.timer === 'M' ? { state: ENDED, effects: [END] } : { state, effects: NOTHING };
  }
}

function calling(state: { name: 'calling'; interval: number }, input: InviteClientInput, terms: Terms): Out {
  if (input.is === 'begin') {
    const again = terms.reliable ? [] : [start('A', state.interval)];
    return { state, effects: [SEND, ...again, start('B', patience(terms))] };
  }
  if (input.is === 'response') return answered(state, input.status, terms);
  if (input.is !== 'timer') return { state, effects: NOTHING };
  if (input.timer === 'B') return { state: ENDED, effects: [stop('A'), TIMEOUT, END] };
  if (input.timer !== 'A') return { state, effects: NOTHING };
  const interval = state.interval * 2;
  return { state: { name: 'calling', interval }, effects: [SEND, start('A', interval)] };
}

function answered(state: InviteClientState, status: number, terms: Terms): Out {
  const quiet = [stop('A'), stop('B')];
  if (status < 200) return { state: { name: 'proceeding' }, effects: state.name === 'calling' ? [...quiet, PASS] : [PASS] };
  if (status < 300) return { state: { name: 'accepted' }, effects: [...quiet, PASS, start('M', patience(terms))] };
  // §17.1.1.2: at least 32 s on unreliable transports, which is 64·T1.
  const linger = start('D', terms.reliable ? 0 : patience(terms));
  return { state: { name: 'completed' }, effects: [...quiet, ACK, PASS, linger] };
}

/** §17.1.4: before a final response a broken transport is told to the user; afterwards it no longer matters. */
function failed(state: InviteClientState): Out {
  if (state.name === 'calling' || state.name === 'proceeding') {
    return { state: ENDED, effects: [stop('A'), stop('B'), TIMEOUT, END] };
  }
  return { state, effects: NOTHING };
}
