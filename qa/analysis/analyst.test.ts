import { describe, expect, it } from 'vitest';
import { failed, Fault, ManualClock, ok, silentLog } from '#core';
import type { QualityStore } from '#store';
import { memoryQuality } from '../fixtures/memory-quality.ts';
import { memoryReviews, SPOKEN } from '../fixtures/memory-reviews.ts';
import { loadScorecardFile } from '../scorecard/load-scorecards.ts';
import type { SummaryModel } from '../summary/summary-model.ts';
import { Analyst } from './analyst.ts';

const card = (version: number) => `scorecards: [{id: card, version: ${version}, name: {zh: 表, en: Card}, sections: [{id: s, name: {zh: 节, en: S}, questions: [{id: secrets, text: {zh: 问, en: Q}, weight: 3, rule: no-secrets}, {id: greeting, text: {zh: 问, en: Q}, rule: greeting}, {id: kind, text: {zh: 问, en: Q}, weight: 4}]}]}]
sampling: [{id: low, name: {zh: 低分, en: Low}, scoreBelow: 50}]`;

async function analyst(model?: SummaryModel) {
  const read = loadScorecardFile(card(1), 'cards.yaml', ['no-secrets', 'greeting']);
  const later = loadScorecardFile(card(2), 'cards.yaml', ['no-secrets', 'greeting']);
  if (!read.ok || !later.ok) throw new Error('cards');
  const memory = memoryReviews('c1', SPOKEN);
  const quality = memoryQuality('c1', memory);
  await quality.keepForms(read.value.forms, 0);
  const made = new Analyst({ quality, plans: read.value.sampling, timeZone: 'UTC', model, redacted: (turns) => turns.map((turn) => ({ ...turn, words: turn.words.filter(({ text }) => text !== '密码') })), clock: new ManualClock(9_000), log: silentLog });
  return { made, quality, memory, later: later.value.forms };
}
const SUMMARY = { reason: [{ text: 'x' }], actions: [], promises: [], unresolved: [] };

describe('an ended call', () => {
  it('is scored by the rules, summarised, and drawn for review', async () => {
    const { made, quality } = await analyst();
    made.add(['c1']);
    await made.settled();
    expect(await quality.analysis('c1')).toMatchObject({
      automatic: { scorecard: 'card', scorecardVersion: 1, score: 25, coverage: 0.5, answers: [{ question: 'secrets', points: 0, evidence: [{ from: 4.5, to: 5.5, text: '密码告诉' }] }, { question: 'greeting', points: 1 }] },
      summary: { madeBy: 'rules' },
      broken: ['no-secrets'],
    });
    expect(quality.draws).toMatchObject([{ plan: 'low', reason: { because: ['score:25'] } }]);
  });
  it('is done again with the same result, on the scorecard of its day', async () => {
    const { made, quality, later } = await analyst();
    made.add();
    await made.settled();
    const before = JSON.stringify([await quality.analysis('c1'), quality.draws]);
    await quality.keepForms(later, 5_000);
    expect(await made.again({})).toBe(1);
    expect(JSON.stringify([await quality.analysis('c1'), quality.draws])).toBe(before);
  });
  it('is summarised by a model as well, which is told redacted words only and keeps nothing waiting', async () => {
    const told: string[] = [];
    let answer = () => {};
    const waited = new Promise<void>((done) => (answer = done));
    const { made, quality } = await analyst({ name: 'qwen', summarise: async (turns) => {
      told.push(turns.map(({ words }) => words.map(({ text }) => text).join('')).join('|'));
      await waited;
      return ok(SUMMARY);
    } });
    made.add(['c1']);
    await made.settled();
    expect(await quality.analysis('c1')).toMatchObject({ summary: { madeBy: 'rules' } });
    expect(await quality.modelSummary('c1')).toBeUndefined();
    answer();
    await expect.poll(() => quality.modelSummary('c1')).toEqual({ madeBy: 'model', model: 'qwen', at: 9_000, parts: SUMMARY });
    expect(told).toEqual(['你好|把告诉我']);
    await made.again({ calls: ['c1'] });
    expect(told).toHaveLength(1);
  });
  it('that cannot be analysed does not keep the others waiting, nor is it tried for ever', async () => {
    const { made, quality } = await analyst();
    let tries = 0;
    Object.assign(quality, { keepAnalyses: async () => { tries++; throw new Fault('store.query', 'refused'); } });
    made.add(['c1']);
    await made.settled();
    expect(tries).toBe(1);
  });
  it('has its own summary when the model fails', async () => {
    let asked = 0;
    const { made, quality } = await analyst({ name: 'qwen', summarise: async () => (asked++, failed(new Fault('qa.model-away', 'away'))) });
    made.add(['c1']);
    await made.settled();
    await expect.poll(() => asked).toBe(1);
    expect(await quality.modelSummary('c1')).toBeUndefined();
    expect(await quality.analysis('c1')).toMatchObject({ summary: { madeBy: 'rules' } });
  });
});

/** Ended calls without words in a store that counts how often it is asked. */
function manyCalls(ids: readonly string[], fault?: () => Fault | undefined) {
  const kept: string[][] = [];
  const read: number[] = [];
  const done = new Set<string>();
  const summary = (id: string) => ({ id, startedAt: 0, endedAt: 1, from: '1', to: '2', outcome: 'answered', alerts: 0, recording: false });
  const quality = {
    plans: async () => [],
    unanalysed: async (limit: number) => ids.filter((id) => !done.has(id)).slice(0, limit),
    analysable: async (calls: readonly string[]) => (read.push(calls.length), calls.map((id) => ({ summary: summary(id), events: [], corrections: [], forms: undefined }))),
    keepAnalyses: async (made: readonly { call: string }[]) => {
      const refused = fault?.();
      if (refused) throw refused;
      kept.push(made.map(({ call }) => call));
      for (const { call } of made) done.add(call);
    },
  } as unknown as QualityStore;
  return { quality, kept, read, done };
}
const turn = () => new Promise((done) => setImmediate(done));
const idsTo = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);
const parts = (quality: QualityStore, clock: ManualClock) => ({ quality, plans: [], timeZone: 'UTC', redacted: () => [], clock, log: silentLog });

describe('calls that end together', () => {
  it('are read once and written once, half a second after the first', async () => {
    const { quality, kept, read } = manyCalls([]);
    const clock = new ManualClock(0);
    const made = new Analyst(parts(quality, clock));
    made.add();
    await made.settled();
    made.add(['c0', 'c1']);
    clock.advance(300);
    made.add(['c2', 'c0']);
    await turn();
    expect(kept).toEqual([]);
    clock.advance(200);
    await made.settled();
    expect([kept, read]).toEqual([[['c0', 'c1', 'c2']], [3]]);
  });
  it('in crowds have their turn in the order they ended, 50 at a time, before old ones that are missing', async () => {
    const { quality, kept } = manyCalls(idsTo(130));
    const made = new Analyst(parts(quality, new ManualClock(0)));
    made.add(Array.from({ length: 60 }, (_, i) => `c${100 - i}`));
    await made.settled();
    expect(kept.map((calls) => [calls.length, calls[0]])).toEqual([[50, 'c100'], [10, 'c50'], [50, 'c0'], [20, 'c110']]);
  });
  it('are found by the next start when a server is killed before they were written, each once', async () => {
    const store = manyCalls(idsTo(70));
    const killed = new Analyst(parts(store.quality, new ManualClock(0)));
    killed.add(['c3', 'c4']);
    const next = new Analyst(parts(store.quality, new ManualClock(0)));
    next.add();
    await next.settled();
    expect([store.kept.flat().length, new Set(store.kept.flat()).size]).toEqual([70, 70]);
  });
  it('wait for a database that is away, and one that it refuses keeps no other waiting', async () => {
    let away: Fault | undefined = new Fault('store.away', 'away', { retryable: true });
    const { quality, kept } = manyCalls([], () => away);
    const clock = new ManualClock(0);
    const made = new Analyst(parts(quality, clock));
    made.add(['c0', 'c1']);
    await made.settled();
    expect(kept).toEqual([]);
    away = undefined;
    clock.advance(10_000);
    await made.settled();
    expect(kept).toEqual([['c0', 'c1']]);
    let tries = 0;
    const refusing = manyCalls([], () => (tries++ < 2 ? new Fault('store.query', 'refused') : undefined));
    const other = new Analyst(parts(refusing.quality, new ManualClock(0)));
    other.add(['c0', 'c1', 'c2']);
    await other.settled();
    expect(refusing.kept).toEqual([['c1'], ['c2']]);
  });
});
