import { describe, expect, test } from 'vitest';
import { startOfDay } from '#statistics';
import { DayBook } from './day-book.ts';
import { isOffered } from './queue-day.ts';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-11-22T12:00:00Z');

test('the day begins at midnight of the company', () => {
  expect(startOfDay(at('2026-11-22T15:30:00.500Z'), 'UTC')).toBe(at('2026-11-22T00:00:00Z'));
  expect(startOfDay(at('2026-11-22T17:30:00Z'), 'Asia/Shanghai')).toBe(at('2026-11-22T16:00:00Z'));
});

/** A book with a target of 20 s, and calls told in seconds after noon. */
function book() {
  const days = new DayBook({ startOfDay: (now) => startOfDay(now, 'UTC'), targetSeconds: () => 20 });
  const hear = (callId: string, second: number, type: string, data: Record<string, unknown> = {}) => days.hear({ callId, at: NOON + second * 1_000, type, data });
  return {
    days,
    hear,
    waits: (call: string, second: number, queue = 'sales') => hear(call, second, 'queue.entered', { queue }),
    answered: (call: string, second: number, agent = 'anna') => hear(call, second, 'agent.connected', { agent }),
    abandoned: (call: string, second: number, queue = 'sales') => hear(call, second, 'queue.left', { queue, why: 'abandoned' }),
    talked: (call: string, second: number, talkSeconds: number, agent = 'anna') => hear(call, second, 'agent.left', { agent, talkSeconds }),
    sales: () => days.queue('sales', NOON),
  };
}

describe('the service level of a queue', () => {
  test('counts answers within the target, and callers who gave up after it', () => {
    const { waits, answered, abandoned, sales, days } = book();
    for (const call of ['soon', 'late', 'patient', 'hasty']) waits(call, 0);
    answered('soon', 20);
    answered('late', 20.001);
    abandoned('hasty', 20);
    abandoned('patient', 21);
    expect(sales()).toEqual({ answered: 2, answeredInTime: 1, abandoned: 2, abandonedLate: 1 });
    expect(days.servedIn('sales', NOON).map(({ call, as, inTime, waitSeconds }) => [call, as, inTime, waitSeconds])).toEqual([
      ['patient', 'abandoned', false, 21], ['late', 'answered', false, 20.001], ['soon', 'answered', true, 20], ['hasty', 'abandoned', true, 20],
    ]);
    expect(days.servedIn('sales', NOON).filter(isOffered).map(({ call }) => call)).toEqual(['patient', 'late', 'soon']);
  });

  test('counts a call once in each queue that served it, by its own wait there', () => {
    const { waits, answered, talked, abandoned, sales, days } = book();
    waits('c', 0);
    answered('c', 5);
    talked('c', 65, 60);
    waits('c', 65, 'support');
    abandoned('c', 125, 'support');
    expect(sales()).toMatchObject({ answered: 1, answeredInTime: 1, abandoned: 0 });
    expect(days.queue('support', NOON)).toEqual({ answered: 0, answeredInTime: 0, abandoned: 1, abandonedLate: 1 });
    waits('d', 0);
    answered('d', 1);
    waits('d', 10);
    abandoned('d', 90);
    expect(sales()).toMatchObject({ answered: 2, abandoned: 0 });
  });

  test('a wait for one agent in a transfer is in no queue; an agent lost before the first word costs no new beginning', () => {
    const { hear, waits, answered, sales } = book();
    waits('c', 0);
    answered('c', 5);
    hear('c', 30, 'queue.entered', { queue: 'sales', only: 'bo' });
    hear('c', 60, 'queue.left', { queue: 'sales', why: 'abandoned' });
    waits('d', 0);
    waits('d', 15);
    answered('d', 30);
    expect(sales()).toEqual({ answered: 2, answeredInTime: 1, abandoned: 0, abandonedLate: 0 });
  });
});

describe('the figures of an agent', () => {
  test('count a call once, with all its talk', () => {
    const { talked, days } = book();
    talked('c', 60, 60);
    talked('c', 120, 30);
    talked('d', 200, 30);
    expect(days.today('anna', NOON + 200_000)).toMatchObject({ calls: 2, talkSeconds: 120, handleSeconds: 60 });
    expect(days.servedBy('anna', NOON)).toEqual([{ call: 'd', at: NOON + 200_000 }, { call: 'c', at: NOON + 120_000 }]);
  });

  test('miss an offer that was not answered or rejected, not one that was withdrawn', () => {
    const { hear, days } = book();
    for (const why of ['no-answer', 'rejected', 'abandoned', 'busy']) hear('c', 1, 'offer.failed', { agent: 'anna', why });
    expect(days.today('anna', NOON).missed).toBe(2);
  });

  test('phones that ring together: rounds are one miss when nobody took the call, none for those whose colleague did', () => {
    const { hear, days, answered, abandoned } = book();
    const round = (call: string, second: number) => ['anna', 'bo'].forEach((agent) => hear(call, second, 'offer.failed', { agent, why: 'no-answer', together: true }));
    round('c', 15);
    round('c', 30);
    expect(days.today('anna', NOON).missed).toBe(0);
    abandoned('c', 40);
    round('d', 115);
    hear('d', 120, 'offer.failed', { agent: 'bo', why: 'answered elsewhere' });
    answered('d', 120);
    expect(['anna', 'bo'].map((agent) => [days.today(agent, NOON).missed, days.today(agent, NOON).answeredElsewhere])).toEqual([[1, 0], [1, 1]]);
  });
});

test('figures begin anew at midnight, and the time signed in goes on from there', () => {
  const { days, waits, answered, talked } = book();
  const evening = at('2026-11-22T23:00:00Z');
  days.state('anna', 'ready', evening);
  waits('c', 0);
  answered('c', 30);
  talked('c', 150, 120);
  expect([days.today('anna', evening).calls, days.queue('sales', evening).answered]).toEqual([1, 1]);
  waits('night', 11.99 * 3_600);
  const morning = at('2026-11-23T01:00:00Z');
  days.state('anna', 'busy', morning);
  expect(days.today('anna', at('2026-11-23T02:00:00Z'))).toEqual({ calls: 0, talkSeconds: 0, handleSeconds: 0, occupancy: 0.5, missed: 0, answeredElsewhere: 0 });
  expect(days.queue('sales', morning).answered).toBe(0);
  answered('night', 13.1 * 3_600);
  expect(days.queue('sales', morning)).toMatchObject({ answered: 1, answeredInTime: 0 });
});

test('read again after a restart, calls of yesterday do not count, in whatever order they come', () => {
  const { days, waits, answered, talked } = book();
  days.begin(at('2026-11-23T09:00:00Z'));
  waits('yesterday', 0);
  answered('yesterday', 10);
  talked('yesterday', 20, 10);
  expect(days.queue('sales', at('2026-11-23T09:00:00Z'))).toMatchObject({ answered: 0 });
  expect(days.today('anna', at('2026-11-23T09:00:00Z')).calls).toBe(0);
});
