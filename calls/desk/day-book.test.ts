import { expect, test } from 'vitest';
import { startOfDay } from './day.ts';
import { DayBook } from './day-book.ts';

const at = (text: string) => Date.parse(text);

test('the day begins at midnight of the company', () => {
  expect(startOfDay(at('2026-11-22T15:30:00.500Z'), 'UTC')).toBe(at('2026-11-22T00:00:00Z'));
  expect(startOfDay(at('2026-11-22T17:30:00Z'), 'Asia/Shanghai')).toBe(at('2026-11-22T16:00:00Z'));
});

test('figures begin anew at midnight, and the time signed in goes on from there', () => {
  const book = new DayBook({ startOfDay: (now) => startOfDay(now, 'UTC'), targetSeconds: () => 20 });
  const evening = at('2026-11-22T23:00:00Z');
  book.state('anna', 'ready', evening);
  book.talked('anna', 120, evening);
  book.answered('sales', 30, evening);
  expect([book.today('anna', evening).calls, book.queue('sales', evening)]).toEqual([1, { answered: 1, answeredInTime: 0, abandoned: 0 }]);
  const morning = at('2026-11-23T01:00:00Z');
  book.state('anna', 'busy', morning);
  expect(book.today('anna', at('2026-11-23T02:00:00Z'))).toEqual({ calls: 0, talkSeconds: 0, handleSeconds: 0, occupancy: 0.5, missed: 0 });
  expect(book.queue('sales', morning).answered).toBe(0);
});
