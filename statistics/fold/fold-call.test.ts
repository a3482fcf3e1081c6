import { expect, test } from 'vitest';
import type { CallFacts, Step } from '../model.ts';
import { foldCall } from './fold-call.ts';

/** Seconds, type, data. */
type Short = readonly [number, string, Record<string, unknown>?];
const fold = (steps: readonly Short[], now = 1_000): CallFacts => {
  const whole: Step[] = steps.map(([seconds, type, data = {}]) => ({ callId: 'c', at: seconds * 1000, type, data }));
  return foldCall('c', whole, now * 1000);
};
const stays = (facts: CallFacts) => facts.stays.map(({ queue, end, waitMs }) => `${queue} ${end} after ${waitMs / 1000}`);
const talks = (facts: CallFacts) =>
  facts.talks.map(({ agent, queue, talkMs, holdMs, transferred }) => `${agent} from ${queue} ${talkMs / 1000} s, ${holdMs / 1000} on hold${transferred ? ', transferred' : ''}`);

test('a caller waits, talks with one pause, and both hang up', () => {
  const facts = fold([
    [0, 'queue.entered', { queue: 'sales' }],
    [12, 'agent.connected', { agent: 'anna' }],
    [30, 'call.held', { by: 'agent' }],
    [31, 'call.held', { by: 'caller' }],
    [40, 'call.resumed', { by: 'agent' }],
    [72, 'agent.left', { agent: 'anna', talkSeconds: 60 }],
    [72, 'call.ended'],
  ]);
  expect(stays(facts)).toEqual(['sales answered after 12']);
  expect(talks(facts)).toEqual(['anna from sales 60 s, 10 on hold']);
});

test('who gives up, whose phone rang, and what the flow took out again', () => {
  const facts = fold([
    [0, 'queue.entered', { queue: 'sales' }],
    [15, 'offer.failed', { agent: 'anna', why: 'no-answer' }],
    [16, 'offer.failed', { agent: 'ben', why: 'unreachable' }],
    [20, 'queue.left', { queue: 'sales', why: 'abandoned' }],
    [20, 'call.ended'],
  ]);
  expect(stays(facts)).toEqual(['sales abandoned after 20']);
  expect(facts.rang).toEqual([{ agent: 'anna', at: 15_000, as: 'missed', why: 'no-answer' }]);
  expect(stays(fold([[0, 'queue.entered', { queue: 'sales' }], [9, 'queue.left', { why: 'removed' }]]))).toEqual(['sales left after 9']);
});

test('an overflow ends one wait and begins another', () => {
  const facts = fold([
    [0, 'queue.entered', { queue: 'sales' }],
    [60, 'queue.overflowed', { from: 'sales', to: 'support', why: 'max-wait' }],
    [75, 'agent.connected', { agent: 'cleo' }],
    [80, 'agent.left', { agent: 'cleo', talkSeconds: 5 }],
  ]);
  expect(stays(facts)).toEqual(['sales overflowed after 60', 'support answered after 15']);
  expect(talks(facts)).toEqual(['cleo from support 5 s, 0 on hold']);
});

test('a transfer to an agent is one talk more and no wait more; a phone that let go early transferred, too', () => {
  const facts = fold([
    [0, 'queue.entered', { queue: 'sales' }],
    [5, 'agent.connected', { agent: 'anna' }],
    [50, 'transfer.requested', { by: 'anna', target: 'ben' }],
    [50, 'queue.entered', { queue: 'sales', only: 'ben' }],
    [52, 'agent.left', { agent: 'anna', by: 'transfer', talkSeconds: 47 }],
    [55, 'transfer.accepted', { target: 'ben' }],
    [55, 'agent.connected', { agent: 'ben' }],
    [90, 'agent.left', { agent: 'ben', talkSeconds: 35 }],
  ]);
  expect(stays(facts)).toEqual(['sales answered after 5']);
  expect(talks(facts)).toEqual(['anna from sales 47 s, 0 on hold, transferred', 'ben from sales 35 s, 0 on hold']);
});

test('a caller sent back to the same queue was offered there once', () => {
  const facts = fold([
    [0, 'queue.entered', { queue: 'sales' }],
    [5, 'agent.connected', { agent: 'anna' }],
    [10, 'transfer.accepted', { target: 'sales' }],
    [10, 'agent.left', { agent: 'anna', talkSeconds: 5 }],
    [10, 'queue.entered', { queue: 'sales' }],
    [40, 'queue.left', { why: 'abandoned' }],
  ]);
  expect(stays(facts)).toEqual(['sales answered after 5']);
});

test('an agent lost before the first word: one wait goes on', () => {
  const facts = fold([
    [0, 'queue.entered', { queue: 'sales' }],
    [5, 'offer.made', { agent: 'anna' }],
    [6, 'queue.entered', { queue: 'sales' }],
    [20, 'agent.connected', { agent: 'ben' }],
    [21, 'agent.left', { agent: 'ben', talkSeconds: 1 }],
  ]);
  expect(stays(facts)).toEqual(['sales answered after 20']);
});

test('what goes on is told as of now; what a crash cut off ends with the call', () => {
  expect(stays(fold([[0, 'queue.entered', { queue: 'sales' }]], 30))).toEqual(['sales open after 30']);
  expect(talks(fold([[0, 'queue.entered', { queue: 'sales' }], [4, 'agent.connected', { agent: 'anna' }], [10, 'call.held']], 30))).toEqual(['anna from sales 26 s, 20 on hold']);
  const crashed = fold([[0, 'queue.entered', { queue: 'sales' }], [4, 'agent.connected', { agent: 'anna' }], [44, 'call.ended']]);
  expect(talks(crashed)).toEqual(['anna from sales 40 s, 0 on hold']);
  expect(stays(fold([[0, 'queue.entered', { queue: 'sales' }], [9, 'call.ended']]))).toEqual(['sales lost after 9']);
});
