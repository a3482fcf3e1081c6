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

describe('a menu for choosing the language', () => {
  const walk = (speech: string, script: string) =>
    new ScriptedCaller(
      flowOf(`
start: l
language: zh
nodes:
  l: { type: language, prompts: choose, choices: { 1: { language: zh, next: a }, 2: { language: en, next: b } }, speech: ${speech}, giveUp: z }
  a: { type: hangup, cause: normal }
  b: { type: hangup, cause: closed }
  z: { type: hangup, cause: no-choice }
`),
    ).walk(script);

  test('is listened to in all its languages; their names need not be listed', () => {
    expect(walk('{ words: {} }', 'call say:English')).toEqual([
      'call: speak zh, at l, listen in zh and en for 1,2, say choose',
      'say:English: be quiet, listen no more, note speech choice 1, note choice 2, speak en, at b, hang up closed',
    ]);
    for (const name of ['中文', '我要_普通话']) expect(walk('{ words: {} }', `call say:${name}`)[1]).toContain('note choice 1');
    for (const name of ['英文', 'press_two', 'english_please']) expect(walk('{ words: {} }', `call say:${name}`)[1]).toContain('note choice 2');
  });

  test('words of one’s own count besides, in each language', () => {
    const words = '{ words: { 2: { zh: [老外], en: [foreigner] } } }';
    for (const name of ['老外', 'foreigner']) expect(walk(words, `call say:${name}`)[1]).toContain('note choice 2');
  });

  test('in one language, where the flow says so', () => {
    expect(walk('{ words: {}, languages: [en] }', 'call')).toEqual(['call: speak zh, at l, listen in en for 1,2, say choose']);
  });
});

test('any question may be listened to in several languages', () => {
  const flow = flowOf(`
start: g
language: zh
variables: { pin: text }
nodes:
  g: { type: gather, prompts: main, into: pin, min: 3, max: 3, speech: { languages: [zh, en] }, next: z, giveUp: z }
  z: { type: hangup }
`);
  const walk = (script: string) => new ScriptedCaller(flow).walk(script).at(-1);
  expect(walk('call')).toContain('listen in zh and en for digits');
  expect(walk('call say:one_two_three')).toContain('gathered pin 3 123');
  expect(walk('call say:幺_两_三')).toContain('gathered pin 3 123');
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
