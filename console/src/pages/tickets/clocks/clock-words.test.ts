import { expect, test } from 'vitest';
import type { TicketClockRow } from '#contract';
import { leftWords, nextClock, spanOf } from './clock-words.ts';

const clock = (more: Partial<TicketClockRow>): TicketClockRow => ({ kind: 'resolution', n: 1, policy: 'p', targetMs: 3_600_000, startedAt: 0, spentMs: 0, ...more });

test('a clock counts down, warns, is late, rests and ends', () => {
  const running = clock({ warnAt: 2_000_000, dueAt: 3_600_000, runningSince: 0 });
  expect([0, 2_000_000, 3_665_000].map((now) => leftWords(running, now))).toEqual([{ look: 'calm', value: '1:00:00' }, { look: 'soon', value: '26:40' }, { look: 'late', value: '1:05' }]);
  expect([leftWords(clock({ spentMs: 600_000 }), 9e9), leftWords(clock({ metAt: 5 }), 9), leftWords(clock({ metAt: 5, breachedAt: 4 }), 9)]).toEqual([{ look: 'paused', value: '50:00' }, { look: 'met', value: '' }, { look: 'missed', value: '' }]);
});

test('the one that runs out first is shown; those that are over are not', () => {
  expect(nextClock([clock({ dueAt: 9 }), clock({ kind: 'first-response', dueAt: 5 }), clock({ dueAt: 1, metAt: 1 }), clock({})])?.kind).toBe('first-response');
  expect(nextClock([clock({ metAt: 1 })])).toBeUndefined();
});

test('spans are short', () => {
  expect([0, 42_000, 725_000, 11_109_000, 187_800_000].map(spanOf)).toEqual(['0:00', '0:42', '12:05', '3:05:09', '2d 04:10']);
});
