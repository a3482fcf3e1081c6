/** Mining of many stored calls, on a real PostgreSQL: time to build, what the page asks, and whether it finds what was planted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Emitter, Scope, seededRandom, silentLog, systemClock } from '#core';
import { MiningDesk, STANDARD_GROUPS } from '#mining';
import { SqlMining } from '../../store/mining/sql-mining.ts';
import { embeddedPostgres } from '../../store/sql/embedded-postgres.ts';
import { migrate, shippedMigrations } from '../../store/sql/migrate.ts';
import { fill } from '../search/fill.ts';
import { CallMaker, type MadeCall } from '../search/generate.ts';
import { clustersFound, planted, type Planted, termsFound } from './planted.ts';

export const about = 'mining: 100,000 calls: time to build, one call more, what the page asks (goal < 1 s), planted topics and trends found, false ones (`npm run bench -- mining [CALLS]`)';

const CALLS = 100_000;
const BEGIN = Date.UTC(2026, 0, 1);
const CALL_EVERY_MS = 26_000;
const WEEK_MS = 7 * 86_400_000;
const GOAL_MS = 1_000;

export async function run([asked]: readonly string[]): Promise<Record<string, unknown>> {
  const calls = Number(asked ?? CALLS);
  if (!Number.isInteger(calls) || calls < 1_000) throw new Error('how many calls? At least 1000.');
  const dataDir = mkdtempSync(join(tmpdir(), 'huawu-bench-mining-'));
  const opened = await embeddedPostgres({ dataDir, schema: 'huawu_bench', clock: systemClock, log: silentLog });
  if (!opened.ok) throw opened.fault;
  const sql = opened.value;
  const scope = new Scope();
  try {
    await migrate(sql, 'huawu_bench', shippedMigrations());
    const end = BEGIN + calls * CALL_EVERY_MS;
    const maker = new PlantingMaker(end - WEEK_MS);
    await fill(sql, maker, calls);
    console.log(`${calls} calls stored`);
    const began = performance.now();
    const spoken = new Emitter<readonly string[]>();
    const desk = new MiningDesk({ records: new SqlMining(sql, spoken), groups: STANDARD_GROUPS, zone: 'Asia/Shanghai', clock: systemClock, log: silentLog }, scope);
    await desk.settled();
    const buildSeconds = Math.round((performance.now() - began) / 1_000);
    await sql.query('VACUUM ANALYZE mined_calls');
    const { mined } = await desk.state();
    console.log(`${mined} calls mined in ${buildSeconds} s, ${Math.round(mined / Math.max(1, buildSeconds))} a second`);
    const once = await timed(async () => {
      spoken.emit(['bench-000000']);
      await desk.settled();
    });
    const page = await askPage(desk, end);
    const quality = await lookFor(desk, maker, end);
    return { calls: mined, buildSeconds, oneCallMs: once, ...page, goalMs: GOAL_MS, ...quality };
  } finally {
    scope.end('done');
    await sql.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Calls of the search bench; in the last week some are about what was never heard before. */
class PlantingMaker extends CallMaker {
  readonly made = new Map<string, Pick<MadeCall, 'language' | 'topic'> & Planted>();
  readonly #random = seededRandom(11);
  readonly #since: number;

  constructor(since: number) {
    super(BEGIN);
    this.#since = since;
  }

  override next(): MadeCall {
    const call = super.next();
    const { call: with_, term } = planted(call, call.startedAt >= this.#since, this.#random);
    this.made.set(call.id, { language: call.language, topic: call.topic, term });
    return with_;
  }
}

async function askPage(desk: MiningDesk, end: number): Promise<Record<string, number>> {
  const week = { from: end - WEEK_MS, until: end };
  const month = { from: BEGIN, until: end };
  const asked: Record<string, () => Promise<unknown>> = {
    issuesWeekMs: () => desk.issues(week),
    issuesMonthMs: () => desk.issues(month),
    figuresByQueueMs: () => desk.figures(month, 'queue'),
    figuresByAgentMs: () => desk.figures(month, 'agent'),
    figuresByDayMs: () => desk.figures(month, 'day'),
    emergingMs: () => desk.emerging({ ...week, beforeFrom: BEGIN }, 20),
    clustersMs: () => desk.clusters(week),
    groupCallsMs: () => desk.find({ ...month, group: 'refund', limit: 50 }),
    termCallsMs: () => desk.find({ ...month, term: '闪付通', limit: 50 }),
    silenceCallsMs: () => desk.find({ ...month, figure: 'agent-interruptions', limit: 50 }),
  };
  const took: Record<string, number> = {};
  for (const [name, ask] of Object.entries(asked)) {
    took[name] = Math.max(await timed(ask), await timed(ask));
    console.log(`${name.padEnd(20)} ${String(took[name]).padStart(6)} ms`);
  }
  return { ...took, worstMs: Math.max(...Object.values(took)) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return Math.round(performance.now() - began);
}

async function lookFor(desk: MiningDesk, { made }: PlantingMaker, end: number): Promise<Record<string, unknown>> {
  const week = { from: end - WEEK_MS, until: end };
  const terms = termsFound(await desk.emerging({ ...week, beforeFrom: BEGIN }, 100));
  const clusters = clustersFound(await desk.clusters(week), made);
  for (const [name, value] of Object.entries({ ...terms, ...clusters })) console.log(`${name.padEnd(28)} ${JSON.stringify(value)}`);
  return { ...terms, ...clusters };
}
