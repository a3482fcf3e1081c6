import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core';
import type { Result } from '#core';
import { memoryReviews, SPOKEN } from '../fixtures/memory-reviews.ts';
import { loadScorecards } from '../scorecard/load-scorecards.ts';
import { openReviewDesk } from './review-desk.ts';

const CARDS = `scorecards:
  - id: card
    version: 1
    name: {zh: 表, en: Card}
    sections:
      - {id: s, name: {zh: 节, en: S}, questions: [{id: secrets, text: {zh: 问, en: Q}, rule: no-secrets}, {id: kind, text: {zh: 问, en: Q}, points: 4}]}`;

function desk(agent?: string) {
  const scorecards = loadScorecards(CARDS, 'cards.yaml', ['no-secrets']);
  if (!scorecards.ok) throw scorecards.fault;
  const memory = memoryReviews('c1', SPOKEN, agent);
  return {
    memory,
    desk: openReviewDesk({ timeline: memory.timeline, reviews: memory.reviews, scorecards: scorecards.value, titleOf: (rule) => (rule === 'no-secrets' ? { zh: '索要密码', en: 'Asked for a password' } : undefined), agentName: () => 'Anna', queueName: () => undefined, clock: new ManualClock(1_000) }),
  };
}

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw result.fault;
  return result.value;
};
const rita = { id: 'p1', name: 'Rita' };
const answered = (revision: number) => ({ revision, answers: [{ question: 'secrets', points: 0, evidence: [] }, { question: 'kind', points: 4, evidence: [] }], comments: [] });

describe('a call opened for review', () => {
  it('is assembled from its timeline, with the answers of the rules', async () => {
    const call = (await desk().desk.open('c1'))?.forReviewer();
    expect(call).toMatchObject({
      call: { id: 'c1', agent: 'anna', agentName: 'Anna', queueName: 'care', talkSeconds: 60 },
      alerts: [{ rule: 'no-secrets', severity: 'critical', title: { zh: '索要密码', en: 'Asked for a password' }, at: 6, evidence: '密码告诉' }],
      holds: [{ from: 10, to: 14 }, { from: 50, to: 62.5 }],
      seconds: 62.5,
      disposition: 'callback',
      notes: '客户要求明天回电',
      review: { status: 'draft', revision: 0, answers: [{ question: 'secrets', points: 0, evidence: [{ from: 4.5, to: 5.5, text: '密码告诉' }] }, { question: 'kind', evidence: [] }] },
    });
    expect(call?.turns.map(({ speaker, turn }) => [speaker, turn])).toEqual([['caller', 0], ['agent', 1]]);
    expect(call?.call.review).toBeUndefined();
  });
  it('does not exist when there is no such call', async () => expect(await desk().desk.open('c2')).toBeUndefined());

  it('shows its agent what was published, not what is changed after a dispute', async () => {
    const { desk: reviews, memory } = desk();
    value((await (await reviews.open('c1'))?.save(rita, answered(0)))!);
    expect((await reviews.open('c1'))?.forAgent()).toBeUndefined();
    value((await (await reviews.open('c1'))?.publish(rita, 1))!);
    value((await (await reviews.open('c1'))?.answer({ id: 'p2', name: 'Anna' }, 'disputed', '不对'))!);
    value((await (await reviews.open('c1'))?.save(rita, { ...answered(3), answers: [{ question: 'secrets', points: 1, evidence: [] }] }))!);
    const opened = await reviews.open('c1');
    expect(opened?.forReviewer().review?.answers).toEqual([{ question: 'secrets', points: 1, evidence: [] }]);
    expect(opened?.forAgent()?.review).toMatchObject({ status: 'disputed', score: 50, revision: 3 });
    expect(await reviews.own('anna')).toMatchObject([{ id: 'c1', review: { status: 'disputed', score: 50 } }]);
    expect(memory.steps).toEqual(['save', 'publish', 'disputed', 'save']);
  });
  it('refuses the second of two saves from the same state', async () => {
    const { desk: reviews } = desk();
    const [one, two] = await Promise.all([reviews.open('c1'), reviews.open('c1')]);
    expect((await one?.save(rita, answered(0)))?.ok).toBe(true);
    expect(await two?.save(rita, answered(0))).toMatchObject({ ok: false, fault: { code: 'qa.review-changed' } });
  });
  it('keeps the recognised word beside a correction', async () => {
    const { desk: reviews } = desk();
    const opened = await reviews.open('c1');
    expect(value((await opened?.correct(rita, { speaker: 'agent', turn: 1, word: 1, text: '号码' }))!)).toEqual({ speaker: 'agent', turn: 1, word: 1, was: '密码', text: '号码', by: 'Rita', at: 1_000 });
    expect(await opened?.correct(rita, { speaker: 'caller', turn: 9, word: 0, text: 'x' })).toMatchObject({ fault: { code: 'qa.no-such-word' } });
    const again = (await reviews.open('c1'))?.forReviewer();
    expect([again?.turns[1]?.words[1]?.text, again?.corrections[0]?.text]).toEqual(['密码', '号码']);
  });
  it('is not published when no agent took part', async () => {
    const { timeline, reviews } = memoryReviews('c1', [], undefined);
    const opened = await openReviewDesk({ timeline: { call: async (id) => { const call = await timeline.call(id); if (!call) return undefined; const { agent: _, ...summary } = call.summary; return { ...call, summary }; } }, reviews, scorecards: [], titleOf: () => undefined, agentName: () => undefined, queueName: () => undefined, clock: new ManualClock(0) }).open('c1');
    expect(await opened?.publish(rita, 0)).toMatchObject({ fault: { code: 'qa.no-agent' } });
    expect(opened?.forReviewer().scorecard.sections).toEqual([]);
  });
});
