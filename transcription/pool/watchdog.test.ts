import { expect, test } from 'vitest';
import { type Watch, freshWatch, heard, tick } from './watchdog.ts';

function ticks(count: number, phase: 'idle' | 'working' | 'loading', watch: Watch = freshWatch): boolean {
  let hung = false;
  for (let i = 0; i < count; i++) ({ watch, hung } = tick(watch, phase));
  return hung;
}

test('a process with work is hung after five silent seconds', () => {
  expect([4, 5].map((count) => ticks(count, 'working'))).toEqual([false, true]);
});

test('a process that loads a model is given two minutes', () => {
  expect([119, 120].map((count) => ticks(count, 'loading'))).toEqual([false, true]);
});

test('a process without work is never hung', () => {
  expect(ticks(1000, 'idle')).toBe(false);
});

test('an answer starts the count again', () => {
  const nearly: Watch = { silentTicks: 4, heard: 0 };
  expect(tick(heard(nearly), 'working')).toEqual({ watch: freshWatch, hung: false });
});
