import { expect, test } from 'vitest';
import type { TimelineEvent } from '#store';
import { callOffers } from './call-offers.ts';

type Step = readonly [at: number, type: string, data: Record<string, unknown>];
const story = (...events: readonly Step[]): TimelineEvent[] =>
  events.map(([at, type, data], seq) => ({ callId: 'c', seq, at, type, data }));

const reason = {
  waitedMs: 12_000,
  strategy: 'best-skill',
  candidates: [{ agent: 'anna', idleMs: 4_000, score: 7 }, { agent: 'bo', idleMs: 9_000, score: 5 }],
  candidateCount: 14,
  step: 1,
  needs: [{ skill: 'billing', level: 3 }],
  contactRank: { priority: 2, since: 0, ahead: 3 },
  excluded: [{ agent: 'cy', why: 'missing skill billing ≥ 3' }, { agent: 'di', why: 'not-ready: lunch' }, { agent: 'ed', why: 'busy' }, { agent: 'fay', why: 'not in the group north' }],
};

test('an offer with everything that was weighed, and how it ended', () => {
  expect(callOffers(story([1_000, 'offer.made', { agent: 'anna', queue: 'care', reason }], [5_000, 'agent.connected', { agent: 'anna' }]))).toEqual([
    {
      at: 1_000,
      queue: 'care',
      agent: 'anna',
      outcome: 'answered',
      seconds: 4,
      waitedSeconds: 12,
      strategy: 'best-skill',
      whyAgent: 'first-by-strategy',
      whyContact: 'others-not-for-this-agent',
      ahead: 3,
      priority: 2,
      step: 1,
      needs: [{ skill: 'billing', level: 3 }],
      candidates: [{ agent: 'anna', idleSeconds: 4, score: 7 }, { agent: 'bo', idleSeconds: 9, score: 5 }],
      candidateCount: 14,
      excluded: [
        { agent: 'cy', why: 'missing-skill', skill: 'billing', level: 3, text: 'missing skill billing ≥ 3' },
        { agent: 'di', why: 'not-ready', reason: 'lunch', text: 'not-ready: lunch' },
        { agent: 'ed', why: 'busy', text: 'busy' },
        { agent: 'fay', why: 'other', text: 'not in the group north' },
      ],
    },
  ]);
});

test('several offers: a phone not answered, one still ringing, several at once of which one answers', () => {
  const made = (agent: string, strategy = 'longest-idle') => ({ agent, queue: 'care', reason: { strategy, candidates: [{ agent, idleMs: 1 }], waitedMs: 0, excluded: [] } });
  const told = (...events: readonly Step[]) => callOffers(story(...events)).map(({ agent, outcome, whyAgent, seconds }) => `${agent} ${outcome} ${whyAgent} ${seconds}`);
  expect(told([0, 'offer.made', made('anna')], [15_000, 'offer.failed', { agent: 'anna', why: 'no-answer' }], [15_000, 'offer.made', made('bo', 'direct')])).toEqual([
    'anna no-answer only-candidate 15',
    'bo ringing asked-for undefined',
  ]);
  expect(
    told([0, 'offer.made', made('anna', 'ring-all')], [0, 'offer.made', made('bo', 'ring-all')], [2_000, 'agent.connected', { agent: 'anna' }], [2_000, 'offer.failed', { agent: 'bo', why: 'answered elsewhere' }]),
  ).toEqual(['anna answered rings-with-others 2', 'bo answered elsewhere rings-with-others 2']);
  expect(told([0, 'offer.made', made('anna')], [3_000, 'queue.left', { queue: 'care', why: 'abandoned' }])).toEqual(['anna abandoned only-candidate 3']);
});

test('a record that tells less, or nothing that can be read', () => {
  expect(callOffers(story([0, 'offer.made', { agent: 'anna', queue: 'care' }]))).toMatchObject([{ strategy: 'longest-idle', whyContact: 'unknown', candidates: [], excluded: [], candidateCount: 0 }]);
  expect(callOffers(story([0, 'offer.made', { agent: 'anna', queue: 'care', reason: 'because' }]))).toMatchObject([{ agent: 'anna', candidates: [] }]);
});
