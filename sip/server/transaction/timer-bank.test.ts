import { ManualClock } from '#core';
import { expect, test } from 'vitest';
import { TimerBank } from './timer-bank.ts';

const opened = () => {
  const clock = new ManualClock();
  const fired: string[] = [];
  return { clock, fired, bank: new TimerBank(clock), note: (name: string) => () => void fired.push(`${name} at ${clock.now()}`) };
};

test('timers of one length fall due in turn, those of others between them', () => {
  const { clock, fired, bank, note } = opened();
  bank.after(32_000, note('first'));
  clock.advance(500);
  bank.after(32_000, note('second'));
  bank.after(5_000, note('short'));
  bank.after(200, note('alone'));
  clock.advance(60_000);
  expect(fired).toEqual(['alone at 700', 'short at 5500', 'first at 32000', 'second at 32500']);
  expect(bank.active).toBe(0);
});

test('a cancelled timer does nothing, and the next of its row still falls due in time', () => {
  const { clock, fired, bank, note } = opened();
  const first = bank.after(5_000, note('first'));
  clock.advance(1_000);
  bank.after(5_000, note('second'));
  first.cancel();
  first.cancel();
  expect(bank.active).toBe(1);
  clock.advance(5_000);
  expect(fired).toEqual(['second at 6000']);
});

test('a timer may start another of its length, and a row that ran empty begins anew', () => {
  const { clock, fired, bank, note } = opened();
  bank.after(4_000, () => bank.after(4_000, note('again')));
  clock.advance(10_000);
  bank.after(4_000, note('later'));
  clock.advance(4_000);
  expect(fired).toEqual(['again at 8000', 'later at 14000']);
});

test('thousands of cancelled timers leave no row behind and keep nobody waiting', () => {
  const { clock, fired, bank, note } = opened();
  for (let round = 0; round < 3_000; round++) {
    const timer = bank.after(32_000, note('never'));
    clock.advance(10);
    timer.cancel();
  }
  bank.after(32_000, note('last'));
  clock.advance(32_000);
  expect(fired).toEqual(['last at 62000']);
  expect(bank.active).toBe(0);
});

test('closing ends all of them', () => {
  const { clock, fired, bank, note } = opened();
  bank.after(100, note('short'));
  bank.after(32_000, note('long'));
  bank.close();
  clock.advance(40_000);
  expect([fired, bank.active]).toEqual([[], 0]);
});

test('a chain of timers does not drift: each counts from when the one before was due, however late it came', () => {
  const { clock, fired, note } = opened();
  // A busy machine: every timer comes 40 ms late.
  const bank = new TimerBank({ ...late(clock, 40) });
  const again = (interval: number) => () => {
    note(`${interval}`)();
    if (interval < 16_000) bank.after(interval * 2, again(interval * 2));
  };
  bank.after(500, again(500));
  bank.after(32_000, note('given up'));
  clock.advance(40_000);
  expect(fired).toEqual(['500 at 540', '1000 at 1540', '2000 at 3540', '4000 at 7540', '8000 at 15540', '16000 at 31540', 'given up at 32040']);
});

const late = (clock: ManualClock, by: number) => ({
  now: () => clock.now(), wall: () => clock.wall(),
  after: (delay: number, fn: () => void) => clock.after(delay + by, fn), every: (period: number, fn: () => void) => clock.every(period, fn),
});
