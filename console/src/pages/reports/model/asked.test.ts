import { expect, test } from 'vitest';
import { askedOf, endOf, filled, spanOf } from './asked.ts';

const ZONE = 'Asia/Shanghai';
const NOW = Date.parse('2026-11-23T02:00:00Z');
const asked = (query: string) => askedOf(new URLSearchParams(query), NOW, ZONE);

test('nothing said: the queues today, by 15 minutes', () => {
  expect(asked('')).toEqual({ view: 'queues', by: 'one', interval: 'quarter', from: '2026-11-23', until: '2026-11-23', id: undefined, team: undefined });
  expect(spanOf(asked(''), ZONE)).toEqual({ from: Date.parse('2026-11-22T16:00:00Z'), until: Date.parse('2026-11-23T16:00:00Z') });
});

test('several days are told by days, more than a week always', () => {
  expect(asked('from=2026-11-20').interval).toBe('day');
  expect(asked('from=2026-11-20&interval=quarter').interval).toBe('quarter');
  expect(asked('from=2026-11-01&interval=quarter').interval).toBe('day');
});

test('an address that asks for too much, or for nonsense, is given what there is', () => {
  expect(asked('from=2020-01-01').from).toBe('2026-09-23');
  expect(asked('from=2026-12-24&until=x&view=cats&by=dogs')).toMatchObject({ from: '2026-11-23', until: '2026-11-23', view: 'queues', by: 'one' });
});

test('intervals have no gaps', () => {
  const [first, last] = [Date.parse('2026-11-23T09:00:00Z'), Date.parse('2026-11-23T09:45:00Z')];
  expect(filled([last, first], 'quarter', ZONE)).toHaveLength(4);
  expect(filled([], 'quarter', ZONE)).toEqual([]);
  expect(endOf(Date.parse('2026-11-22T16:00:00Z'), 'day', ZONE)).toBe(Date.parse('2026-11-23T16:00:00Z'));
});
