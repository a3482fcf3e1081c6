import { describe, expect, test } from 'vitest';
import { firstTurn, followTurn } from './turn-rule.ts';

/** Turns as `begin..end decided` in ms, for a speaker who talks in the given spans (ms). */
function turns(spans: readonly (readonly [number, number])[], until: number): readonly string[] {
  let state = firstTurn;
  let begun = 0;
  let voicedUntil = -Infinity;
  const found: string[] = [];
  for (let now = 20; now <= until; now += 20) {
    const span = spans.find(([from, to]) => now - 20 >= from && now <= to);
    if (span) voicedUntil = now * 8;
    const talking = (now * 8 - voicedUntil) / 8 < 240;
    const onset = span && span[0] === now - 20 ? span[0] * 8 : undefined;
    const step = followTurn(state, { now: now * 8, talking, onset, voicedUntil });
    state = step.state;
    if (step.event?.kind === 'begin') begun = step.event.at / 8;
    if (step.event?.kind === 'end') found.push(`${begun}..${now}`);
  }
  return found;
}

describe('the turn rule', () => {
  test('ends a first turn after about half a second of pause', () => {
    expect(turns([[1000, 2000]], 5000)).toEqual(['1000..2500']);
  });

  test('keeps a turn together over pauses of 400 ms', () => {
    expect(turns([[1000, 2000], [2400, 3000]], 5000)).toEqual(['1000..3500']);
  });

  test('waits longer for a speaker who goes on right after being cut, up to 600 ms', () => {
    const halting = [0, 1, 2, 3].map((i) => [1000 + i * 1260, 1700 + i * 1260] as const);
    expect(turns(halting, 8000)).toEqual(['1000..2200', '2260..3520', '3520..6080']);
  });

  test('waits less for a speaker who does not, down to 400 ms', () => {
    const brisk = Array.from({ length: 10 }, (_, i) => [1000 + i * 4000, 2000 + i * 4000] as const);
    expect(turns(brisk, 42_000).at(-1)).toBe('37000..38400');
  });

  test('takes a breath of 300 ms after fifteen seconds and of 160 ms after twenty-five', () => {
    expect(turns([[0, 16_000], [16_400, 17_000]], 16_500)).toEqual(['0..16300']);
    expect(turns([[0, 26_000], [26_400, 27_000]], 26_500)).toEqual(['0..26160']);
  });

  test('cuts a turn of forty seconds where it is, and goes on with the next one', () => {
    expect(turns([[0, 50_000]], 51_000)).toEqual(['0..40000', '40000..50500']);
  });
});
