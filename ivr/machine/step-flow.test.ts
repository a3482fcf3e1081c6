import { describe, expect, test } from 'vitest';
import { ScriptedCaller, flowOf } from './scripted-caller.ts';
import { flowEnded } from './step-flow.ts';

const office = flowOf(`
start: choose
nodes:
  choose:
    type: language
    prompts: [zh:hello, en:hello]
    choices: { 1: { language: zh, next: notice }, 2: { language: en, next: notice } }
    giveUp: bye
  notice: { type: play, prompts: notice, note: recording-notice, next: main }
  main:
    type: menu
    prompts: [main-1, main-2]
    choices: { 1: sales, 2: to-support, 0: bye, '*': choose, '#': deep }
    firstDigitSeconds: 4
    noInput: [quiet-1, [quiet-2, hint], quiet-3]
    noMatch: [wrong-1, wrong-2, wrong-3]
    giveUp: bye
  sales: { type: queue, queue: sales, skills: { $language: 5, billing: 3 }, priority: 7 }
  to-support: { type: goto, next: support }
  support: { type: queue, queue: support }
  deep: { type: menu, prompts: deep, choices: { 5: sales }, bargeIn: false, maxTries: 1, giveUp: cut }
  cut: { type: hangup, cause: fault }
  bye: { type: hangup, cause: no-choice, prompts: bye }
`);
const walk = (script: string) => new ScriptedCaller(office).walk(script);
/** The rest of a walk after the caller has come to the main menu in Chinese. */
const atMain = (script: string) => walk(`call 1 heard ${script}`).slice(3);

describe('a walk through the flow', () => {
  test('language, notice, menu, queue with the skill of the language', () => {
    expect(walk('call heard 2 heard heard 1')).toEqual([
      'call: speak zh, at choose, say zh:hello + en:hello',
      'heard: wait 5000 ms',
      '2: wait no more, note choice 2, speak en, at notice, say notice',
      'heard: note recording-notice whole en, at main, say main-1 + main-2',
      'heard: wait 4000 ms',
      '1: wait no more, note choice 1, at sales, queue sales en≥5 billing≥3 priority 7',
    ]);
  });

  test('goto passes at once', () => {
    expect(atMain('2')).toEqual(['2: be quiet, note choice 2, at to-support, at support, queue support priority 0']);
  });

  test('a hang-up says its last words first', () => {
    expect(atMain('0 heard')).toEqual(['0: be quiet, note choice 0, at bye, say bye', 'heard: hang up no-choice']);
  });

  test('a hang-up without words is at once', () => {
    expect(atMain('# heard silence')).toEqual([
      '#: be quiet, note choice #, at deep, say deep',
      'heard: wait 5000 ms',
      'silence: note no-input 1 1, at cut, hang up fault',
    ]);
  });

  test('a key can lead back, and the language can be chosen again', () => {
    expect(atMain('* 2 heard 1').at(-1)).toBe(
      '1: be quiet, note choice 1, at sales, queue sales en≥5 billing≥3 priority 7',
    );
  });

  test('notes tell the node and how long the caller was there', () => {
    const caller = new ScriptedCaller(office);
    caller.walk('call');
    caller.now = 1_250;
    expect(caller.send({ type: 'key', digit: '1' }).find((e) => e.type === 'note')).toEqual({
      type: 'note',
      note: 'choice',
      data: { node: 'choose', afterMs: 1_250, digit: '1' },
    });
  });
});

describe('three tries', () => {
  test('of silence, each with its own words, then giving up', () => {
    expect(atMain('heard silence heard silence heard silence heard heard')).toEqual([
      'heard: wait 4000 ms',
      'silence: note no-input 1 3, say quiet-1 + main-1 + main-2',
      'heard: wait 4000 ms',
      'silence: note no-input 2 3, say quiet-2 + hint + main-1 + main-2',
      'heard: wait 4000 ms',
      'silence: note no-input 3 3, say quiet-3',
      'heard: at bye, say bye',
      'heard: hang up no-choice',
    ]);
  });

  test('of wrong keys, each with its own words, then giving up; the wrong key itself is not noted', () => {
    expect(atMain('7 8 heard 9 heard')).toEqual([
      '7: be quiet, note no-match 1 3, say wrong-1 + main-1 + main-2',
      '8: be quiet, note no-match 2 3, say wrong-2 + main-1 + main-2',
      'heard: wait 4000 ms',
      '9: wait no more, note no-match 3 3, say wrong-3',
      'heard: at bye, say bye',
    ]);
  });

  test('silence and wrong keys are counted each for itself', () => {
    expect(atMain('7 heard silence 7 heard silence 7').filter((line) => line.includes('note'))).toEqual([
      '7: be quiet, note no-match 1 3, say wrong-1 + main-1 + main-2',
      'silence: note no-input 1 3, say quiet-1 + main-1 + main-2',
      '7: be quiet, note no-match 2 3, say wrong-2 + main-1 + main-2',
      'silence: note no-input 2 3, say quiet-2 + hint + main-1 + main-2',
      '7: be quiet, note no-match 3 3, say wrong-3',
    ]);
  });

  test('begin anew when the caller comes back to the menu', () => {
    expect(atMain('7 7 * 1 heard 7').at(-1)).toBe('7: be quiet, note no-match 1 3, say wrong-1 + main-1 + main-2');
  });

  test('without words of their own say the menu again', () => {
    expect(walk('call 9 9 9')).toEqual([
      'call: speak zh, at choose, say zh:hello + en:hello',
      '9: be quiet, note no-match 1 3, say zh:hello + en:hello',
      '9: be quiet, note no-match 2 3, say zh:hello + en:hello',
      '9: be quiet, note no-match 3 3, at bye, say bye',
    ]);
  });
});

describe('keys pressed early', () => {
  test('interrupt a menu', () => {
    expect(walk('call 1')).toEqual([
      'call: speak zh, at choose, say zh:hello + en:hello',
      '1: be quiet, note choice 1, speak zh, at notice, say notice',
    ]);
  });

  test('do not interrupt the notice, but answer the menu after it before a word is said', () => {
    expect(walk('call 1 1 heard').slice(2)).toEqual([
      '1: nothing',
      'heard: note recording-notice whole zh, at main, note choice 1, at sales, queue sales zh≥5 billing≥3 priority 7',
    ]);
  });

  test('are kept one by one for the menus that follow', () => {
    expect(walk('call 1 # 5 heard heard').slice(2)).toEqual([
      '#: nothing',
      '5: nothing',
      'heard: note recording-notice whole zh, at main, note choice #, at deep, say deep',
      'heard: note choice 5, at sales, queue sales zh≥5 billing≥3 priority 7',
    ]);
  });

  test('answer a menu that may not be interrupted when it has been said', () => {
    expect(atMain('# 5 heard')).toEqual([
      '#: be quiet, note choice #, at deep, say deep',
      '5: nothing',
      'heard: note choice 5, at sales, queue sales zh≥5 billing≥3 priority 7',
    ]);
  });

  test('are forgotten after a wrong one', () => {
    expect(walk('call 1 7 1 heard heard').slice(2)).toEqual([
      '7: nothing',
      '1: nothing',
      'heard: note recording-notice whole zh, at main, note no-match 1 3, say wrong-1 + main-1 + main-2',
      'heard: wait 4000 ms',
    ]);
  });

  test('are kept up to twenty', () => {
    const caller = new ScriptedCaller(office);
    caller.walk(`call 1 ${'9 '.repeat(500).trim()}`);
    expect(caller.state.typed).toBe('9'.repeat(20));
  });

  test('while a menu gives up count for the next menu', () => {
    const flow = flowOf(`
start: first
nodes:
  first: { type: menu, prompts: a, choices: { 1: z }, maxTries: 1, noInput: [sorry], giveUp: second }
  second: { type: menu, prompts: b, choices: { 2: z }, giveUp: z }
  z: { type: hangup }
`);
    expect(new ScriptedCaller(flow).walk('call heard silence 2 heard').slice(2)).toEqual([
      'silence: note no-input 1 1, say sorry',
      '2: nothing',
      'heard: at second, note choice 2, at z, hang up normal',
    ]);
  });

  test('skip an announcement that allows it, count for the menu after it, and the note says so', () => {
    const flow = flowOf(`
start: news
nodes:
  news: { type: play, prompts: news, note: news, bargeIn: true, next: menu }
  menu: { type: menu, prompts: menu, choices: { 3: z }, giveUp: z }
  z: { type: hangup }
`);
    expect(new ScriptedCaller(flow).walk('call 3')).toEqual([
      'call: speak zh, at news, say news',
      '3: be quiet, note news interrupted zh, at menu, note choice 3, at z, hang up normal',
    ]);
  });
});

describe('events that come too late', () => {
  test.each([
    ['the end of a sound that was interrupted', 'call 9', { type: 'play-ended', id: 1 }],
    ['the end of a sound while waiting for a key', 'call heard', { type: 'play-ended', id: 1 }],
    ['a timer whose menu was answered', 'call heard 1', { type: 'timer', id: 2 }],
    ['a timer from before the last one', 'call heard silence heard', { type: 'timer', id: 2 }],
    ['an id never given', 'call heard', { type: 'timer', id: 99 }],
    ['a second start', 'call', { type: 'start' }],
    ['a key after the end', 'call 1 heard 1', { type: 'key', digit: '1' }],
    ['the end of a sound after the end', 'call 1 heard 0 heard', { type: 'play-ended', id: 4 }],
    ['a key during the last words', 'call 1 heard 0', { type: 'key', digit: '1' }],
    ['a timer before the start', '', { type: 'timer', id: 0 }],
  ] as const)('%s changes nothing', (_name, script, late) => {
    const caller = new ScriptedCaller(office);
    if (script) caller.walk(script);
    const before = caller.state;
    expect(caller.send(late)).toEqual([]);
    expect(caller.state).toEqual(before);
  });

  test('the flow has ended when it asked for a queue', () => {
    const caller = new ScriptedCaller(office);
    caller.walk('call 1 heard');
    expect(flowEnded(caller.state)).toBe(false);
    caller.walk('2');
    expect(flowEnded(caller.state)).toBe(true);
  });
});
