import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../language/load-policy.ts';
import { analyseCall } from './analyse-call.ts';
import { judgedAfterwards } from './judged-afterwards.ts';

const loaded = loadPolicy('version: 7\nphrases: {secret: {any: [密码]}, hello: {any: [您好]}}\nrules:\n  - {id: no-secrets, when: {forbid: secret, ch: agent}}\n  - {id: greeting, when: {require: hello, ch: agent, within: 10}}', 'rules.yaml');
if (!loaded.ok) throw loaded.fault;
const policy = loaded.value;
const both = { zh: '表', en: 'card' };
const card = { id: 'card', version: 1, name: both, sections: [{ id: 's', name: both, questions: ['no-secrets', 'greeting'].map((rule) => ({ id: rule, text: both, weight: 1, points: 1, autoFail: false, mayNotApply: false, rule })) }] };
const words = (text: string, start: number) => text.split(' ').map((word, i) => ({ text: word, start: start + i * 0.5, end: start + i * 0.5 + 0.4 }));
const summary = { id: 'c1', startedAt: 0, endedAt: 60_000, from: '1', to: '2', language: 'zh', queue: 'care', agent: 'anna', outcome: 'failed', alerts: 0, recording: true };
/** The server was killed in mid-call: words, but no verdicts. */
const STEPS = [
  { type: 'queue.entered', data: { queue: 'care' } },
  { type: 'agent.connected', audioAt: 5, data: { agent: 'anna' } },
  { type: 'transcript.final', audioAt: 6, data: { speaker: 'agent', turn: 0, words: words('您好 请 讲', 6) } },
  { type: 'transcript.final', audioAt: 20, data: { speaker: 'agent', turn: 1, words: words('请 把 密码 告诉 我', 20) } },
].map((step, seq) => ({ seq, ...step }));
const call = { summary, events: STEPS, corrections: [] };

describe('a call that nobody judged while it went on', () => {
  it('is judged when it is over, on its own clock, and scored by that', () => {
    const { automatic, broken } = analyseCall(call, card, policy);
    expect(automatic).toMatchObject({ score: 50, coverage: 1, judgedAfterwards: expect.stringMatching(/^7-/), answers: [{ question: 'no-secrets', points: 0, evidence: [{ from: 21, to: 21.4, text: '密码' }] }, { question: 'greeting', points: 1 }] });
    expect(broken).toEqual(['no-secrets']);
  });
  it('has no score without rules', () => expect(analyseCall(call, card).automatic).not.toHaveProperty('score'));
  it('gives the same again', () => expect(JSON.stringify(analyseCall(structuredClone(call), card, policy))).toBe(JSON.stringify(analyseCall(call, card, policy))));
});
it('verdicts of the call as it went stay what they were', () => {
  const judged = { ...call, events: [...STEPS, { seq: 9, type: 'qa.verdicts', data: { agent: 'anna', verdicts: [{ rule: 'no-secrets', verdict: 'met' }] } }] };
  expect(judgedAfterwards(judged, policy)).toBeUndefined();
  expect(analyseCall(judged, card, policy).automatic).toMatchObject({ score: 100, coverage: 0.5 });
});
it('a call in which nobody spoke is not judged', () => expect(judgedAfterwards({ summary, events: STEPS.slice(0, 2) }, policy)).toBeUndefined());
