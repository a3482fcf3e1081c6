/** Search in the transcripts of many stored calls, on a real PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Emitter, seededRandom, silentLog, systemClock } from '#core';
import type { CallsQuery } from '#mining';
import { SqlMining } from '../../store/mining/sql-mining.ts';
import { SqlReviewStore } from '../../store/reviews/sql-review-store.ts';
import { embeddedPostgres } from '../../store/sql/embedded-postgres.ts';
import { migrate, shippedMigrations } from '../../store/sql/migrate.ts';
import { remotePostgres } from '../../store/sql/remote-postgres.ts';
import { fill } from './fill.ts';
import { CallMaker, PHRASES, RULES, rareWord } from './generate.ts';

export const about = 'search: transcripts of 100,000 calls by phrase, number, speaker, time, queue, agent and alert, zh and en: p95 of each (`npm run bench -- search [CALLS]`)';

const CALLS = 100_000;
const QUERIES = 720;
const BEGIN = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;
const GOAL_MS = 200;

export async function run([asked]: readonly string[]): Promise<Record<string, unknown>> {
  const calls = Number(asked ?? CALLS);
  if (!Number.isInteger(calls) || calls < 1_000) throw new Error('how many calls? At least 1000.');
  const dataDir = mkdtempSync(join(tmpdir(), 'huawu-bench-search-'));
  const url = process.env['DATABASE_URL'];
  const schema = 'huawu_bench';
  const opened = url === undefined ? await embeddedPostgres({ dataDir, schema, clock: systemClock, log: silentLog }) : await remotePostgres({ url, schema, log: silentLog });
  if (!opened.ok) throw opened.fault;
  const sql = opened.value;
  try {
    if (url !== undefined) await sql.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await migrate(sql, schema, shippedMigrations());
    const began = performance.now();
    await fill(sql, new CallMaker(BEGIN), calls);
    const fillSeconds = Math.round((performance.now() - began) / 1_000);
    const [size] = await sql.query('SELECT (SELECT count(*) FROM transcript_turns) AS turns, (SELECT count(*) FROM calls) AS calls');
    console.log(`${String(size?.calls)} calls with ${String(size?.turns)} turns stored in ${fillSeconds} s`);
    const figures = await measure(new SqlMining(sql, new Emitter()), new SqlReviewStore(sql, systemClock, silentLog), calls);
    return { calls: Number(size?.calls), turns: Number(size?.turns), ...figures, goalMs: GOAL_MS, fillSeconds };
  } finally {
    await sql.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Asked {
  readonly kind: string;
  readonly query: CallsQuery;
}

/** One question after the other, kinds in turn; a page of 50 each, its excerpts and marks included. */
async function measure(mining: SqlMining, reviews: SqlReviewStore, calls: number): Promise<Record<string, unknown>> {
  const took = new Map<string, number[]>();
  const found = new Map<string, number>();
  let cursor: string | undefined;
  for (const { kind, query } of questions(calls)) {
    const begin = performance.now();
    const page = await (kind.startsWith('reviews') ? reviews : mining).find(kind === 'next page' && cursor !== undefined ? { ...query, cursor } : query);
    const ms = performance.now() - begin;
    cursor = page.next;
    took.set(kind, [...(took.get(kind) ?? []), ms]);
    found.set(kind, (found.get(kind) ?? 0) + page.calls.length);
  }
  for (const [kind, times] of took) console.log(`${kind.padEnd(22)} p50 ${at(times, 0.5).toFixed(1).padStart(6)} ms   p95 ${at(times, 0.95).toFixed(1).padStart(6)} ms   worst ${at(times, 1).toFixed(1).padStart(6)} ms   ${((found.get(kind) ?? 0) / times.length).toFixed(1).padStart(5)} calls a page`);
  const all = [...took.values()].flat();
  console.log(`${'all'.padEnd(22)} p50 ${at(all, 0.5).toFixed(1).padStart(6)} ms   p95 ${at(all, 0.95).toFixed(1).padStart(6)} ms   worst ${at(all, 1).toFixed(1).padStart(6)} ms   (${all.length} questions, goal p95 < ${GOAL_MS} ms)`);
  const worstKind = Math.max(...[...took.values()].map((times) => at(times, 0.95)));
  return { p95Ms: round(at(all, 0.95)), p50Ms: round(at(all, 0.5)), worstMs: round(at(all, 1)), worstKindP95Ms: round(worstKind), p95MsByKind: Object.fromEntries([...took].map(([kind, times]) => [kind, round(at(times, 0.95))])), queries: all.length };
}

function* questions(calls: number): Generator<Asked> {
  const random = seededRandom(7);
  const one = <T>(of: readonly T[]): T => of[random.int(of.length)] as T;
  const phrase = () => one(random.int(2) === 0 ? PHRASES.zh : PHRASES.en);
  const days = Math.max(1, Math.floor((calls * 26_000) / DAY_MS));
  const kinds: Record<string, () => Omit<CallsQuery, 'limit'>> = {
    'phrase zh': () => ({ text: one(PHRASES.zh) }),
    'phrase en': () => ({ text: one(PHRASES.en) }),
    'seldom word': () => ({ text: rareWord(random.int(2) === 0 ? 'zh' : 'en', random.int(8_000)) }),
    'two parts': () => (random.int(2) === 0 ? { text: `${one(PHRASES.zh)}${one(PHRASES.zh)}` } : { text: `${one(PHRASES.en)} ${one(PHRASES.en)}` }),
    'one character': () => ({ text: one([...rareWord('zh', random.int(8_000))]) }),
    'said by the caller': () => ({ text: phrase(), speaker: 'caller' }),
    'said by the agent': () => ({ text: phrase(), speaker: 'agent' }),
    'a time in the call': () => ({ text: phrase(), atFrom: 20, atUntil: 40 }),
    'an old day': () => ({ text: phrase(), from: BEGIN + random.int(days) * DAY_MS, until: BEGIN + (random.int(days) + 1) * DAY_MS }),
    'a queue': () => ({ text: phrase(), queue: `queue-${random.int(12)}` }),
    'an agent': () => ({ text: phrase(), agent: `agent-${random.int(150)}` }),
    'an alert': () => ({ text: phrase(), rule: one(RULES) }),
    'an alert alone': () => ({ rule: one(RULES) }),
    'nobody said it': () => ({ text: one(['量子纠缠', 'zebra crossing', '我不您']) }),
    'a number': () => ({ text: one(['120', '一百二十', 'one hundred twenty', '350块', '2300', '3 dollars', '七百四十块', '999']) }),
    'reviews by phrase': () => ({ text: phrase() }),
    'reviews by alert': () => ({ text: phrase(), rule: one(RULES), agent: `agent-${random.int(150)}` }),
    'next page': () => ({ text: one(PHRASES.zh) }),
  };
  const names = Object.keys(kinds);
  let before: Omit<CallsQuery, 'limit'> = {};
  for (let n = 0; n < QUERIES; n++) {
    const kind = names[n % names.length] ?? '';
    const query = kind === 'next page' ? before : (kinds[kind]?.() ?? {});
    before = kind === 'nobody said it' ? { text: one(PHRASES.zh) } : query;
    yield { kind, query: { ...query, limit: 50 } };
  }
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const round = (ms: number) => Math.round(ms * 10) / 10;
