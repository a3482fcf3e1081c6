import { describe, expect, test } from 'vitest';
import { ScriptedCaller, flowOf } from '../scripted-caller.ts';

const spoken = flowOf(`
start: m
language: en
nodes:
  m:
    type: menu
    prompts: main
    choices: { 1: a, 2: b }
    speech: { words: { 1: { zh: [查余额], en: [balance] }, 2: { zh: [人工], en: [operator] } }, minWords: 2 }
    giveUp: z
  a: { type: hangup, cause: normal }
  b: { type: hangup, cause: closed }
  z: { type: hangup, cause: no-choice }
`);

describe('a menu that listens', () => {
  const walk = (script: string) => new ScriptedCaller(spoken).walk(script);

  test('enough words silence the prompts, the rest decides', () => {
    expect(walk('call begin:uh begin:my_balance say:my_balance')).toEqual([
      'call: speak en, at m, listen in en for 1,2, say main',
      'begin:uh: nothing',
      'begin:my_balance: be quiet, wait 8800 ms',
      'say:my_balance: wait no more, listen no more, note speech choice 0.93, note choice 1, at a, hang up normal',
    ]);
  });

  test('after the prompts one word is enough', () => {
    expect(walk('call heard begin:operator say:operator').slice(1)).toEqual([
      'heard: wait 5000 ms',
      'begin:operator: wait 8800 ms',
      'say:operator: wait no more, listen no more, note speech choice 1, note choice 2, at b, hang up closed',
    ]);
  });

  test('what is not understood is a wrong key, and after the second time only keys count', () => {
    expect(walk('call say:good_morning heard say: heard 2')).toEqual([
      'call: speak en, at m, listen in en for 1,2, say main',
      'say:good_morning: be quiet, listen no more, note speech no-match, note no-match 1 3, listen in en for 1,2, say main',
      'heard: wait 5000 ms',
      'say:: wait no more, listen no more, note speech no-match, note no-match 2 3, say main',
      'heard: wait 5000 ms',
      '2: wait no more, note choice 2, at b, hang up closed',
    ]);
  });

  test('who speaks on and on is not waited for', () => {
    expect(walk('call begin:my_oh silence').slice(1)).toEqual([
      'begin:my_oh: be quiet, wait 8800 ms',
      'silence: listen no more, note no-match 1 3, listen in en for 1,2, say main',
    ]);
  });

  test('a key ends the listening', () => {
    expect(walk('call heard 1').slice(2)).toEqual([
      '1: wait no more, listen no more, note choice 1, at a, hang up normal',
    ]);
  });

  test('nobody speaks: the time for the first key counts', () => {
    expect(walk('call heard silence').slice(2)).toEqual([
      'silence: listen no more, note no-input 1 3, listen in en for 1,2, say main',
    ]);
  });
});

const behind = flowOf(`
start: m
language: en
nodes:
  m: { type: menu, prompts: main, choices: { 1: z }, speech: { words: { 1: { en: [balance] } }, bargeIn: false }, giveUp: z }
  z: { type: hangup }
`);

describe('a menu whose prompts may not be interrupted by words', () => {
  const walk = (script: string) => new ScriptedCaller(behind).walk(script);

  test('listens when they have been said', () => {
    expect(walk('call say:balance heard say:balance')).toEqual([
      'call: speak en, at m, say main',
      'say:balance: nothing',
      'heard: listen in en for 1, wait 5000 ms',
      'say:balance: wait no more, listen no more, note speech choice 1, note choice 1, at z, hang up normal',
    ]);
  });
});

test('prompts that keys may not interrupt are not interrupted by words either', () => {
  const notice = flowOf(`
start: m
language: en
nodes:
  m: { type: menu, prompts: main, bargeIn: false, choices: { 1: z }, speech: { words: { 1: { en: [balance] } } }, giveUp: z }
  z: { type: hangup }
`);
  expect(new ScriptedCaller(notice).walk('call heard')).toEqual(['call: speak en, at m, say main', 'heard: listen in en for 1, wait 5000 ms']);
});

describe('without a recogniser', () => {
  test('the menu goes on by keys, and nobody listens again', () => {
    const caller = new ScriptedCaller(spoken);
    caller.walk('call');
    const told = caller.send({ type: 'outcome', id: caller.listen, outcome: 'failed' });
    expect(told.map((effect) => effect.type === 'note' && effect.note)).toEqual(['no-recogniser']);
    expect(caller.walk('say:my_balance heard 2')).toEqual(['say:my_balance: nothing', 'heard: wait 5000 ms', '2: wait no more, note choice 2, at b, hang up closed']);
  });
});
