import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '#store';
import { loadPolicy } from '../language/load-policy.ts';
import { BackTesting } from './back-test.ts';
import { judgeConversation } from './judge-conversation.ts';
import { type HeardRecord, storedConversations } from './stored-conversations.ts';

function policy(rules: string, version = 1) {
  const loaded = loadPolicy(`version: ${version}\nphrases: {notice: {any: [this call may be recorded]}, risk: {any: [no risk at all]}}\nrules:\n${rules}`, 'p.yaml');
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

const OLD = '  - {id: notice, when: {require: notice, ch: agent, within: 10}}\n  - {id: gone, when: {deadAir: 3600}}';
const NEW = '  - {id: notice, when: {require: notice, ch: agent, within: 30}}\n  - {id: risk, when: {forbid: risk, ch: agent}}';
const words = (text: string, from: number) => text.split(' ').map((word, i) => ({ text: word, start: from + i * 0.3, end: from + (i + 1) * 0.3 }));

const HEARD: HeardRecord = {
  agent: 'anna', queue: 'care', language: 'en', skills: [], direction: 'inbound', base: 100, end: 60, goesOn: false,
  voices: { caller: [[1, 3]], agent: [[12, 14], [20, 22]] }, holds: [], measured: [],
};

/** A call that waited 100 s on its clock, judged by the old policy. */
function events(heard = true): TimelineEvent[] {
  const steps: [type: string, data: Record<string, unknown>, audioAt?: number][] = [
    ['queue.entered', { queue: 'care' }],
    ['agent.connected', { agent: 'anna' }, 100],
    ['transcript.final', { speaker: 'caller', turn: 0, words: words('hello you', 101) }, 101],
    ['qa.alert', { agent: 'anna', alert: { rule: 'notice', kind: 'violation', channel: 'agent', at: 110, policyVersion: '1-old', evidence: { words: [], from: 100, to: 110 } } }, 110],
    ['transcript.final', { speaker: 'agent', agent: 'anna', turn: 0, words: words('this call may be recorded', 112) }, 112],
    ['transcript.final', { speaker: 'agent', agent: 'anna', turn: 1, words: words('there is no risk at all', 120) }, 120],
    ['agent.left', { agent: 'anna', by: 'caller' }, 160],
    ...(heard ? ([['qa.heard', HEARD as unknown as Record<string, unknown>]] as [string, Record<string, unknown>][]) : []),
    ['qa.verdicts', { agent: 'anna', policy: '1-old', verdicts: [{ rule: 'notice', verdict: 'violated' }, { rule: 'gone', verdict: 'met' }] }],
  ];
  return steps.map(([type, data, audioAt], seq) => ({ callId: 'c', seq, at: seq, type, data, ...(audioAt === undefined ? {} : { audioAt }) }));
}

describe('a back-test', () => {
  it.each([true, false])('tells which verdicts change, with the evidence on the clock of the call (qa.heard: %s)', (heard) => {
    const testing = new BackTesting(policy(NEW, 2));
    testing.take({ id: 'c', language: 'en', queue: 'care' }, events(heard));
    expect(testing.result()).toEqual({
      policy: expect.stringMatching(/^2-/),
      against: 'as judged',
      calls: 1,
      conversations: 1,
      verdicts: 2,
      changed: [
        { call: 'c', agent: 'anna', queue: 'care', rule: 'notice', was: 'violated', is: 'met', evidence: [{ at: 110, from: 100, to: 110, speaker: 'agent', words: '' }] },
        { call: 'c', agent: 'anna', queue: 'care', rule: 'risk', was: 'none', is: 'violated', evidence: [{ at: 121.8, from: 120.6, to: 121.8, speaker: 'agent', words: 'no risk at all', score: 1 }] },
        { call: 'c', agent: 'anna', queue: 'care', rule: 'gone', was: 'met', is: 'none', evidence: [] },
      ],
      rules: [{ rule: 'notice', was: 1, is: 0, changed: 1 }, { rule: 'risk', was: 0, is: 1, changed: 1 }, { rule: 'gone', was: 0, is: 0, changed: 1 }],
    });
  });

  it('of an unchanged policy changes nothing, by its verdicts or judged again', () => {
    for (const against of [undefined, policy(OLD)]) {
      const testing = new BackTesting(policy(OLD), against);
      testing.take({ id: 'c', language: 'en', queue: 'care' }, events());
      expect(testing.result().changed).toEqual([]);
    }
  });

  it('gives each conversation of a call its own words and verdicts', () => {
    const second: HeardRecord = { ...HEARD, agent: 'bo', base: 119.5, end: 40 };
    const first: HeardRecord = { ...HEARD, end: 19, goesOn: true };
    const all = [...events(false).filter(({ type }) => type !== 'qa.verdicts'), { ...event('qa.heard', first), seq: 50 }, { ...event('qa.heard', second), seq: 51 }];
    const both = storedConversations(all, {});
    expect(both.map(({ facts, turns, goesOn }) => [facts.agent, turns.map((turn) => turn.words.length), goesOn])).toEqual([
      ['anna', [2, 5], true],
      ['bo', [6], false],
    ]);
    expect(both.map((one) => judgeConversation(policy(NEW), one).verdicts.map(({ verdict }) => verdict))).toEqual([['met', 'met'], ['violated', 'violated']]);
  });
});

const event = (type: string, data: unknown): TimelineEvent => ({ callId: 'c', seq: 0, at: 0, type, data: data as Record<string, unknown> });
