import { expect, test } from 'vitest';
import { fieldTime, ordersOf, stageOf, statesOf, timeOfField, tomorrowMorning } from './stages.ts';

const NOW = 1_000;

test('an open callback waits for its turn, or for its time', () => {
  const told = (['open', 'attempting', 'done', 'given-up', 'expired', 'cancelled'] as const).map((state) => stageOf({ state, notBefore: NOW }, NOW));
  expect(told).toEqual(['waiting', 'running', 'done', 'failed', 'failed', 'cancelled']);
  expect(stageOf({ state: 'open', notBefore: NOW + 1 }, NOW)).toBe('scheduled');
});

test('the API is asked for the states of a stage', () => {
  expect([statesOf('all'), statesOf('failed'), statesOf('scheduled')]).toEqual([undefined, 'given-up,expired', 'open']);
});

test('only what is open is moved; what is being called can still be cancelled', () => {
  expect(ordersOf({ state: 'open', notBefore: NOW }, NOW)).toEqual({ startNow: false, move: true, cancel: true });
  expect(ordersOf({ state: 'open', notBefore: NOW + 1 }, NOW)).toEqual({ startNow: true, move: true, cancel: true });
  expect(ordersOf({ state: 'attempting', notBefore: NOW }, NOW)).toEqual({ startNow: false, move: false, cancel: true });
  expect(ordersOf({ state: 'done', notBefore: NOW }, NOW)).toEqual({ startNow: false, move: false, cancel: false });
});

test('fields of date and time are read as they are written', () => {
  const at = new Date(2026, 10, 23, 9, 5).getTime();
  expect([fieldTime(at), timeOfField('2026-11-23T09:05'), timeOfField(''), timeOfField('soon')]).toEqual(['2026-11-23T09:05', at, undefined, undefined]);
  expect(fieldTime(tomorrowMorning(at))).toBe('2026-11-24T09:00');
});
