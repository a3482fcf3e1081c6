import { expect, test } from 'vitest';
import { questionOf } from './question.ts';

const asked = (query: string) => questionOf(new URLSearchParams(query));

test('calls and handling time are enough: 80 % within 20 s', () => {
  expect(asked('calls=200&handle=180')).toEqual({ callsPerHour: 200, handleSeconds: 180, level: 0.8, seconds: 20, patienceSeconds: undefined, occupancy: undefined, shrinkage: undefined });
});

test('shares are told in per cent', () => {
  expect(asked('calls=1&handle=2&level=90&within=10&patience=60&occupancy=85&shrinkage=30')).toMatchObject({ level: 0.9, seconds: 10, patienceSeconds: 60, occupancy: 0.85, shrinkage: 0.3 });
});

test('without calls, or with what is no number, nothing is asked', () => {
  expect([asked('handle=180'), asked('calls=many&handle=180'), asked('calls=1&handle=180&level=100')]).toEqual([undefined, undefined, undefined]);
});
