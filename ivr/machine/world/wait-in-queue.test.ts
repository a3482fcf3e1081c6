import { describe, expect, test } from 'vitest';
import { ScriptedCaller, flowOf } from '../scripted-caller.ts';

const queue = flowOf(`
start: q
nodes:
  q: { type: queue, queue: sales, priority: 3, outcomes: { done: mark, full: full }, keys: { 1: offer }, after: [{ seconds: 60, next: offer }, { seconds: 20, next: news }] }
  news: { type: play, prompts: news, next: q }
  offer: { type: menu, prompts: offer, choices: { 1: book }, maxTries: 1, giveUp: q }
  book: { type: callback, queue: sales, next: z, failed: z }
  mark: { type: survey, prompts: rate, question: satisfaction, maxTries: 1, next: z }
  full: { type: hangup, prompts: full }
  z: { type: hangup }
`);

describe('a queue the flow goes on from', () => {
  const walk = (script: string) => new ScriptedCaller(queue).walk(script);

  test('makes each offer once, keeps the age, and is left alone in a conversation; then the survey', () => {
    expect(walk('call silence heard silence heard silence =answered 1 silence =done 5')).toEqual([
      'call: speak zh, at q, queue sales priority 3 and back, wait 20000 ms',
      'silence: leave the queue, at news, say news',
      'heard: at q, queue sales priority 3 and back since 0, wait 60000 ms',
      'silence: leave the queue, at offer, say offer',
      'heard: wait 5000 ms',
      'silence: note no-input 1 1, at q, queue sales priority 3 and back since 0',
      '=answered: nothing',
      '1: nothing',
      'silence: nothing',
      '=done: note queue done, at mark, say rate',
      '5: be quiet, note survey satisfaction 5 5, at z, hang up normal',
    ]);
  });

  test('is left by a key', () => {
    expect(walk('call 9 1 1 =booked')).toEqual([
      'call: speak zh, at q, queue sales priority 3 and back, wait 20000 ms',
      '9: nothing',
      '1: note choice 1, wait no more, leave the queue, at offer, say offer',
      '1: be quiet, note choice 1, at book, ask callback sales [] 0 13800000000 true 0, wait 5000 ms',
      '=booked: wait no more, note callback booked, at z, hang up normal',
    ]);
  });

  test('leads where its outcome is named', () => {
    expect(walk('call =full heard').slice(1)).toEqual([
      '=full: wait no more, note queue full, at full, say full',
      'heard: hang up normal',
    ]);
  });

  test('ends the call by an outcome that is not', () => {
    expect(walk('call =overflow').slice(1)).toEqual([
      '=overflow: wait no more, note queue overflow, hang up no-agent',
    ]);
  });

  test('fails by an outcome nobody knows', () => {
    expect(walk('call =strange').slice(1)).toEqual([
      '=strange: wait no more, note queue failed, hang up fault',
    ]);
  });

  test('forgives a caller who does not rate', () => {
    expect(walk('call =answered =done heard silence').slice(2)).toEqual([
      '=done: note queue done, at mark, say rate',
      'heard: wait 5000 ms',
      'silence: note no-input 1 1, at z, hang up normal',
    ]);
  });
});

describe('keys pressed before the queue', () => {
  const flow = flowOf(`
start: n
nodes:
  n: { type: play, prompts: notice, next: q }
  q: { type: queue, queue: sales, keys: { 1: offer }, after: [{ seconds: 10, next: offer }] }
  offer: { type: menu, prompts: offer, choices: { 3: z }, giveUp: q }
  z: { type: hangup }
`);
  test('lead on from it at once', () => {
    expect(new ScriptedCaller(flow).walk('call 1 heard').at(-1)).toBe('heard: at q, note choice 1, at offer, say offer');
  });

  test('answer no question that comes later', () => {
    expect(new ScriptedCaller(flow).walk('call 3 heard silence').at(-1)).toBe('silence: leave the queue, at offer, say offer');
  });
});
