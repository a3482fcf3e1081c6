import { END, NOTHING, PASS, patience, SEND, type Step, start, stop, type Terms, TIMEOUT } from './machine.ts';

/**
 * RFC 3261 §17.1.2: any request of ours but INVITE and ACK.
 *
 *   ──request──▶ trying ──1xx──▶ proceeding ──200-699──▶ completed ──K──▶ ended
 *                E: again        E: again, every T2      (answers again are swallowed)
 *                F: timeout      F: timeout
 */
export type NonInviteClientState =
  | { readonly name: 'trying'; readonly interval: number }
  | { readonly name: 'proceeding' }
  | { readonly name: 'completed' }
  | { readonly name: 'ended' };

export type NonInviteClientInput =
  | { readonly is: 'begin' }
  | { readonly is: 'response'; readonly status: number }
  | { readonly is: 'timer'; readonly timer: 'E' | 'F' | 'K' }
  | { readonly is: 'failed' };

type Out = Step<NonInviteClientState>;
const ENDED: NonInviteClientState = { name: 'ended' };

export function nonInviteClient(state: NonInviteClientState, input: NonInviteClientInput, terms: Terms): Out {
  switch (state.name) {
    case 'ended':
      return { state, effects: NOTHING };
    case 'completed':
      return input.is === 'timer' && input.timer === 'K' ? { state: ENDED, effects: [END] } : { state, effects: NOTHING };
    case 'trying':
    case 'proceeding':
      return waiting(state, input, terms);
  }
}

function waiting(state: NonInviteClientState, input: NonInviteClientInput, terms: Terms): Out {
  switch (input.is) {
    case 'begin':
      return { state, effects: [SEND, ...(terms.reliable ? [] : [start('E', terms.t1)]), start('F', patience(terms))] };
    case 'response':
      if (input.status < 200) return { state: { name: 'proceeding' }, effects: [PASS] };
      return {
        state: { name: 'completed' },
        effects: [stop('E'), stop('F'), PASS, start('K', terms.reliable ? 0 : terms.t4)],
      };
    case 'failed':
      return { state: ENDED, effects: [stop('E'), stop('F'), TIMEOUT, END] };
    case 'timer': {
      if (input.timer === 'F') return { state: ENDED, effects: [stop('E'), TIMEOUT, END] };
      if (input.timer !== 'E') return { state, effects: NOTHING };
      if (state.name !== 'trying') return { state, effects: [SEND, start('E', terms.t2)] };
      const interval = Math.min(state.interval * 2, terms.t2);
      return { state: { name: 'trying', interval }, effects: [SEND, start('E', interval)] };
    }
  }
}
