import { describe, expect, it } from 'vitest';
import { type LockOut, type LockOutInput, NO_LOCK_OUT, isForgotten, lockOut } from './lock-out.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

/** Plays inputs at instants; `…` what was refused, in seconds. */
function play(inputs: readonly (readonly [at: number, input: LockOutInput])[]): { refused: (number | undefined)[]; state: LockOut } {
  let state = NO_LOCK_OUT;
  const refused = inputs.map(([at, input]) => {
    const decided = lockOut(state, input, at);
    state = decided.state;
    return decided.refusedFor === undefined ? undefined : decided.refusedFor / SECOND;
  });
  return { refused, state };
}
const attempts = (...at: number[]) => at.map((each) => [each, 'attempt'] as const);

describe('lock-out', () => {
  it('refuses the sixth attempt after five wrong ones, until the pause is over', () => {
    const { refused } = play(attempts(0, 1 * SECOND, 2 * SECOND, 3 * SECOND, 4 * SECOND, 5 * SECOND, 33 * SECOND, 34 * SECOND));
    expect(refused).toEqual([undefined, undefined, undefined, undefined, undefined, 29, 1, undefined]);
  });

  it('does not count wrong attempts older than 15 minutes', () => {
    const { refused } = play(attempts(0, 1, 2, 3, 15 * MINUTE + 10, 15 * MINUTE + 11, 15 * MINUTE + 12));
    expect(refused).toEqual(Array(7).fill(undefined));
  });

  it('pauses longer each time, but never longer than 15 minutes', () => {
    let state: LockOut = { wrong: [0, 0, 0, 0], pauses: 0, until: 0, last: 0 };
    let now = 0;
    const pauses = Array.from({ length: 8 }, () => {
      state = lockOut(state, 'attempt', now).state;
      const pause = state.until - now;
      // The window is kept full, as an attacker does.
      state = { ...state, wrong: Array(4).fill(state.until) };
      now = state.until;
      return pause / SECOND;
    });
    expect(pauses).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('forgets all after a right password', () => {
    const { refused, state } = play([...attempts(0, 1, 2, 3), [4, 'right'], ...attempts(5, 6, 7, 8)]);
    expect(refused).toEqual(Array(9).fill(undefined));
    expect(state.pauses).toBe(0);
  });

  it('takes back an attempt nobody looked at, with the pause it began', () => {
    const { refused } = play([...attempts(0, 1, 2, 3, 4), [5, 'untried'], ...attempts(6, 7)]);
    expect(refused.slice(-2)).toEqual([undefined, 29.999]);
  });

  it('forgets pauses an hour after the last attempt', () => {
    const { state } = play(attempts(0, 1, 2, 3, 4));
    expect([isForgotten(state, 59 * MINUTE), isForgotten(state, 61 * MINUTE)]).toEqual([false, true]);
    expect(lockOut(state, 'attempt', 61 * MINUTE).state).toEqual({ wrong: [61 * MINUTE], pauses: 0, until: 0, last: 61 * MINUTE });
  });
});
