/** When a remote recogniser counts as gone. */
import { expect, test } from 'vitest';
import { ManualClock } from '#core';
import { AliveProbe } from './alive-probe.ts';

function probe(answers: boolean) {
  const clock = new ManualClock();
  const dead: string[] = [];
  let asked = 0;
  const ask = (answered: (error: string | undefined) => void) => {
    asked++;
    if (answers) answered(undefined);
  };
  const it = new AliveProbe({ ask, dead: (why) => { dead.push(why); it.end(); }, clock });
  it.begin();
  return { clock, dead, it, asked: () => asked };
}

test('one that answers is asked every two seconds and lives, with audio on its way or not', () => {
  const { clock, dead, it, asked } = probe(true);
  it.sent();
  clock.advance(20_000);
  expect([asked(), dead]).toEqual([10, []]);
});

test('one that says nothing to audio is gone within five seconds', () => {
  const { clock, dead, it } = probe(false);
  it.sent();
  clock.advance(4_500);
  expect(dead).toEqual([]);
  clock.advance(500);
  expect(dead).toEqual(['no answer for 3 s']);
});

test('one that hears calls and has no thread for the question lives', () => {
  const { clock, dead, it } = probe(false);
  for (let second = 0; second < 25; second++) {
    it.sent();
    clock.advance(1_000);
    it.heard();
  }
  expect(dead).toEqual([]);
});

test('one that nobody speaks to is gone when it answers nothing for half a minute', () => {
  const { clock, dead } = probe(false);
  clock.advance(31_000);
  expect(dead).toEqual([]);
  clock.advance(1_000);
  expect(dead).toEqual(['no answer for 30 s']);
});
