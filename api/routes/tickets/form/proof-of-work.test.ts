import { expect, it } from 'vitest';
import { VALID_MS, isSolved, newChallenge } from './proof-of-work.ts';

const solve = (challenge: string, now: number) => {
  for (let n = 0; ; n++) if (isSolved('key', challenge, String(n), now)) return String(n);
};

it('only our own challenge, worked on, in time, counts', () => {
  const { challenge } = newChallenge('key', 'abc', 1_000);
  const answer = solve(challenge, 2_000);
  expect(isSolved('key', challenge, answer, 1_000 + VALID_MS - 1)).toBe(true);
  expect([isSolved('key', challenge, answer, 1_000 + VALID_MS), isSolved('other', challenge, answer, 2_000), isSolved('key', challenge, `${answer}x`, 2_000), isSolved('key', challenge.replace('abc', 'abd'), answer, 2_000), isSolved('key', '', '', 2_000)]).toEqual([false, false, false, false, false]);
});
