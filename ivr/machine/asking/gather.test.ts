import { describe, expect, test } from 'vitest';
import { ScriptedCaller, flowOf } from '../scripted-caller.ts';

const card = flowOf(`
start: g
language: en
variables: { card: { type: text, secret: true }, day: date, sum: number }
nodes:
  g:
    type: gather
    prompts: enter
    into: card
    is: card
    min: 4
    max: 6
    confirm: { prompts: [{ say: { en: 'Card {spell(card)}?' } }] }
    maxTries: 2
    noMatch: [bad-1, bad-2]
    speech: {}
    next: d
    giveUp: z
  d: { type: gather, prompts: day, into: day, is: date, min: 8, max: 8, next: s, giveUp: z }
  s: { type: gather, prompts: sum, into: sum, is: amount, next: t, giveUp: z }
  t: { type: say, text: 'Day {day}, sum {sum}, card {card}.', next: z }
  z: { type: hangup, cause: no-choice }
`);

describe('an entry of digits', () => {
  const walk = (script: string) => new ScriptedCaller(card).walk(script);

  test('is ended by its key, said back and confirmed; its note has no digits of a secret', () => {
    expect(walk('call 1 2 3 0 # 1')).toEqual([
      'call: speak en, at g, listen in en for digits secretly, say enter',
      '1: be quiet, listen no more, wait 3000 ms',
      '2: wait no more, wait 3000 ms',
      '3: wait no more, wait 3000 ms',
      '0: wait no more, wait 3000 ms',
      '#: wait no more, note gathered card 4, listen in en for 1,2, say “Card 1 2 3 0?”',
      '1: be quiet, listen no more, note confirmed, at d, say day',
    ]);
  });

  test('can be spoken, and yes too', () => {
    expect(walk('call say:one_two_three_zero heard say:yes')).toEqual([
      'call: speak en, at g, listen in en for digits secretly, say enter',
      'say:one_two_three_zero: be quiet, listen no more, note speech digits 1, note gathered card 4, listen in en for 1,2, say “Card 1 2 3 0?”',
      'heard: wait 5000 ms',
      'say:yes: wait no more, listen no more, note speech choice 1, note confirmed, at d, say day',
    ]);
  });

  test('may be spoken in groups, and ended by keys', () => {
    expect(walk('call heard say:one_two say:three_zero').slice(2)).toEqual([
      'say:one_two: wait no more, listen no more, note speech digits 1, listen in en for digits secretly, wait 3000 ms',
      'say:three_zero: wait no more, listen no more, note speech digits 1, note gathered card 4, listen in en for 1,2, say “Card 1 2 3 0?”',
    ]);
    expect(walk('call heard say:one_two 3 0 #').at(-1)).toBe('#: wait no more, note gathered card 4, listen in en for 1,2, say “Card 1 2 3 0?”');
    expect(walk('call heard say:one_two silence').at(-1)).toBe('silence: listen no more, note no-match 1 2, listen in en for digits secretly, say bad-1 + enter');
  });

  test('that does not fit is asked for again until it is given up', () => {
    expect(walk('call heard 1 silence heard 1 2 3 silence heard').slice(2)).toEqual([
      '1: wait no more, listen no more, wait 3000 ms',
      'silence: note no-match 1 2, listen in en for digits secretly, say bad-1 + enter',
      'heard: wait 5000 ms',
      '1: wait no more, listen no more, wait 3000 ms',
      '2: wait no more, wait 3000 ms',
      '3: wait no more, wait 3000 ms',
      'silence: note no-match 2 2, say bad-2',
      'heard: at z, hang up no-choice',
    ]);
  });

  test('that the caller calls wrong is asked for again', () => {
    expect(walk('call 1 2 3 0 # 2').slice(5)).toEqual([
      '#: wait no more, note gathered card 4, listen in en for 1,2, say “Card 1 2 3 0?”',
      '2: be quiet, listen no more, note refused 1 2, listen in en for digits secretly, say enter',
    ]);
  });

  test('is given up after as many wrong ones as tries', () => {
    expect(walk('call 1 2 3 0 # 2 1 2 3 0 # 2').slice(10)).toEqual([
      '0: wait no more, wait 3000 ms',
      '#: wait no more, note gathered card 4, listen in en for 1,2, say “Card 1 2 3 0?”',
      '2: be quiet, listen no more, note refused 2 2, at z, hang up no-choice',
    ]);
  });

  test('that nobody makes is given up', () => {
    expect(walk('call heard silence heard silence').slice(2)).toEqual([
      'silence: listen no more, note no-input 1 2, listen in en for digits secretly, say enter',
      'heard: wait 5000 ms',
      'silence: listen no more, note no-input 2 2, at z, hang up no-choice',
    ]);
  });

  test('of a day that does not exist is wrong', () => {
    expect(walk('call heard 1 2 3 0 # 1 2 0 2 6 0 2 3 0').slice(14)).toEqual([
      '3: wait no more, wait 3000 ms',
      '0: wait no more, note no-match 1 3, say day',
    ]);
  });

  test('that is whole without its key forgives the key', () => {
    expect(walk('call 1 2 3 4 5 5 # 1').slice(6)).toEqual([
      '5: wait no more, note gathered card 6, listen in en for 1,2, say “Card 1 2 3 4 5 5?”',
      '#: nothing',
      '1: be quiet, listen no more, note confirmed, at d, say day',
    ]);
    // A wrong one is one wrong one.
    expect(walk('call 1 2 3 4 5 6 # #').slice(6)).toEqual([
      '6: wait no more, note no-match 1 2, listen in en for digits secretly, say bad-1 + enter',
      '#: nothing',
      '#: be quiet, listen no more, note no-match 2 2, say bad-2',
    ]);
  });

  test('fills the texts that follow', () => {
    expect(walk('call 1 2 3 0 # 1 2 0 2 6 0 2 2 8 1 2 * 5 #').slice(19)).toEqual([
      '#: wait no more, note gathered sum 4 12*5, at t, say “Day 2026-02-28, sum 12.5, card 1230.”',
    ]);
  });
});

describe('digits typed ahead', () => {
  const ahead = flowOf(`
start: n
variables: { code: { type: number } }
nodes:
  n: { type: play, prompts: notice, next: g }
  g: { type: gather, prompts: enter, into: code, min: 2, max: 3, next: s, giveUp: z }
  s: { type: say, text: '{code}', next: z }
  z: { type: hangup }
`);
  const last = (script: string) => new ScriptedCaller(ahead).walk(script).at(-1);

  test('make the entry without a word', () => expect(last('call 0 4 2 heard')).toBe('heard: at g, note gathered code 3 042, at s, say “42”'));
  test('are its begin when they are too few', () => expect(last('call 4 heard')).toBe('heard: at g, wait 3000 ms'));
  test('beyond it are for the next question', () => expect(last('call 4 2 # 7 heard')).toBe('heard: at g, note gathered code 2 42, at s, say “42”'));
  test('that do not fit are forgotten', () => expect(last('call 4 # 7 heard')).toBe('heard: at g, note no-match 1 3, say enter'));
});
