import { expect, test } from 'vitest';
import { endingOf } from './answer-caller.ts';
import { outcomeOf } from './finish-call.ts';
import { failureOf } from './queue/offer-phone.ts';
import { recordingFileOf } from './talk/recording-file.ts';
import { promptRef } from '#ivr';

const cause = (code: number, by: 'local' | 'remote' | 'vanished' | 'server' = 'remote') => ({ code, by, text: '' });

test.each([
  [486, 'remote', 'busy'],
  [600, 'remote', 'busy'],
  [603, 'remote', 'rejected'],
  [480, 'remote', 'rejected'],
  [488, 'remote', 'rejected'],
  [503, 'remote', 'unreachable'],
  [408, 'remote', 'unreachable'],
  [408, 'local', 'no-answer'],
  [404, 'remote', 'unreachable'],
] as const)('a phone that answers %i (%s) means its agent is %s', (code, by, why) => {
  expect(failureOf(cause(code, by))).toBe(why);
});

test('a call that spoke with an agent was answered, however it ended', () => {
  expect(outcomeOf({ agent: 'anna', queue: 'sales', caller: undefined }, { by: 'vanished', code: 408, text: '' })).toBe('answered');
});

test('a caller who leaves before an agent came has abandoned', () => {
  expect(outcomeOf({ agent: undefined, queue: 'sales', caller: undefined }, endingOf(cause(200)))).toBe('abandoned');
});

test('a call we refused before answering was rejected', () => {
  expect(outcomeOf({ agent: undefined, queue: undefined, caller: undefined }, { by: 'server', code: 488, text: '' })).toBe('rejected');
});

test('a recording lies in the folder of its day', () => {
  expect(recordingFileOf('/data/recordings', 'c1', Date.UTC(2026, 10, 22, 23, 59))).toBe('/data/recordings/2026/11/22/c1.wav');
});

test('a prompt name may pin its language', () => {
  expect(promptRef('en:welcome', 'zh')).toEqual({ name: 'welcome', language: 'en' });
  expect(promptRef('welcome', 'zh')).toEqual({ name: 'welcome', language: 'zh' });
});
