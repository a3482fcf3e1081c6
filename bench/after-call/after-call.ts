/** What happens when calls with words end: scored, summed up, drawn, searchable and mined. How late, and how dear. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Random, Scope, seededRandom, silentLog, sleep, systemClock } from '#core';
import { MiningDesk, STANDARD_GROUPS } from '#mining';
import { Analyst, loadScorecardFile } from '#qa';
import { openStore, type OpenedStore } from '#store';
import { processTree } from '../full-call/cpu-of.ts';
import { CallMaker, type MadeCall } from '../search/generate.ts';

export const about = 'after-call: calls with words that end, 20 a second: hang-up to score, CPU of each (`npm run bench -- after-call [PER_SECOND]`)';

const PER_SECOND = 20;
const SECONDS = 15;
const GOAL_MS = 5_000;
const CARDS = join(import.meta.dirname, '..', '..', 'config', 'sample', 'scorecards.yaml');

export async function run([asked]: readonly string[]): Promise<Record<string, unknown>> {
  const perSecond = Number(asked ?? PER_SECOND);
  if (!(perSecond > 0 && perSecond <= 1_000)) throw new Error('how many calls a second? 1 to 1000.');
  const before = await after(perSecond, false);
  const { late, ...all } = await after(perSecond, true);
  const sorted = late.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  const derivedMs = Math.round((all.cpuMs - before.cpuMs) * 100) / 100;
  console.log(`${all.calls} calls at ${perSecond} a second: ${late.length} scored, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms after the hang-up (goal ${GOAL_MS} ms)`);
  console.log(`CPU of each call, server and database together: ${all.cpuMs} ms, of it ${derivedMs} ms for scores, summaries, samples and mining`);
  return { perSecond, calls: all.calls, scored: late.length, scoredP50Ms: at(0.5), scoredP95Ms: at(0.95), scoredWorstMs: at(1), goalMs: GOAL_MS, cpuMsPerCall: all.cpuMs, derivedCpuMsPerCall: derivedMs };
}

async function after(perSecond: number, derived: boolean): Promise<{ readonly calls: number; readonly cpuMs: number; readonly late: readonly number[] }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'huawu-bench-after-'));
  const opened = await openStore({ dataDir, clock: systemClock, log: silentLog });
  if (!opened.ok) throw opened.fault;
  const store = opened.value;
  const scope = new Scope();
  try {
    const endedAt = new Map<string, number>();
    const late: number[] = [];
    const settled = derived ? await derive(store, scope, (calls) => late.push(...calls.map((call) => performance.now() - (endedAt.get(call) ?? 0)))) : () => store.reviews.settled();
    const maker = new CallMaker(systemClock.wall());
    const random = seededRandom(3);
    await end(store, perSecond, 2, maker, random, new Map());
    await settled();
    late.length = 0;
    const cpuBefore = cpuMs();
    const calls = await end(store, perSecond, SECONDS, maker, random, endedAt);
    await settled();
    return { calls, cpuMs: Math.round(((cpuMs() - cpuBefore) / calls) * 100) / 100, late };
  } finally {
    scope.end('done');
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** As the server joins it together. */
async function derive(store: OpenedStore, scope: Scope, scored: (calls: readonly string[]) => void): Promise<() => Promise<void>> {
  const text = readFileSync(CARDS, 'utf8');
  const cards = loadScorecardFile(text, CARDS, rulesIn(text));
  if (!cards.ok) throw cards.fault;
  await store.quality.keepForms(cards.value.forms, 0);
  const told = hearingScores(store.quality, scored);
  const desk = new MiningDesk({ records: store.mining, groups: STANDARD_GROUPS, zone: 'UTC', clock: systemClock, log: silentLog }, scope);
  const analyst = new Analyst({ quality: told, plans: cards.value.sampling, timeZone: 'UTC', redacted: (turns) => turns, clock: systemClock, log: silentLog });
  store.ended.on((calls) => analyst.add(calls), scope);
  return async () => {
    await store.reviews.settled();
    await desk.settled();
    await analyst.settled();
  };
}

const rulesIn = (yaml: string) => [...new Set([...yaml.matchAll(/\brule: ([a-z-]+)/g), ...yaml.matchAll(/\brules: \[([^\]]+)\]/g)].flatMap(([, names = '']) => names.split(/, */)))];

/** The store of analyses; tells of each that was written. */
const hearingScores = (quality: OpenedStore['quality'], scored: (calls: readonly string[]) => void) =>
  new Proxy(quality, {
    get(of, name) {
      const method = (of[name as keyof typeof of] as (...given: unknown[]) => Promise<unknown>).bind(of);
      if (name !== 'keepAnalyses') return method;
      return async (made: readonly { readonly call: string }[]) => {
        await method(made);
        scored(made.map(({ call }) => call));
      };
    },
  });

const cpuMs = () => processTree(process.pid).reduce((sum, { cpuSeconds }) => sum + 1_000 * cpuSeconds, 0);

/** Calls with their words, all told at the end; how many. */
async function end(store: OpenedStore, perSecond: number, seconds: number, maker: CallMaker, random: Random, endedAt: Map<string, number>): Promise<number> {
  const began = performance.now();
  const calls = Math.ceil(perSecond * seconds);
  for (let n = 0; n < calls; n++) {
    const call = maker.next();
    for (const [seq, [type, data]] of stepsOf(call, random).entries()) store.append({ callId: call.id, seq, at: systemClock.wall(), type, data });
    endedAt.set(call.id, performance.now());
    const due = began + ((n + 1) / perSecond) * 1_000 - performance.now();
    if (due > 0) await sleep(systemClock, due);
  }
  await store.flush();
  return calls;
}

const VERDICT_RULES = ['greeting', 'recording-notice', 'no-guarantee', 'no-risk-free', 'no-secrets', 'dead-air', 'closing'];

function stepsOf({ language, queue, agent, turns }: MadeCall, random: Random): [string, Record<string, unknown>][] {
  const words = (text: string, start: number) => (language === 'zh' ? (text.match(/.{1,2}/gu) ?? []) : text.split(' ')).map((word, i) => ({ text: word, start: start + i * 0.3, end: start + i * 0.3 + 0.25, confidence: 1 }));
  return [
    ['call.arrived', { from: '13800000000', to: '4000' }],
    ['call.language', { language }],
    ['queue.entered', { queue }],
    ['agent.connected', { agent }],
    ...turns.map(({ speaker, start, text }, turn): [string, Record<string, unknown>] => ['transcript.final', { speaker, turn, words: words(text, start) }]),
    ['qa.verdicts', { agent, verdicts: VERDICT_RULES.map((rule) => ({ rule, verdict: random.int(5) === 0 ? 'violated' : 'met' })) }],
    ['call.ended', { outcome: 'answered' }],
  ];
}
