import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Scope, silentLog, systemClock } from '#core';
import { factMaker, MiningDesk, STANDARD_GROUPS } from '#mining';
import { Analyst, loadScorecardFile } from '#qa';
import { type OpenedStore, openStore } from '#store';
import { SqlDerived } from '../../store/derived/sql-derived.ts';
import { runningDatabase } from '../../store/embedded/running-database.ts';
import { remotePostgres } from '../../store/sql/remote-postgres.ts';
import type { Terminal } from '../terminal.ts';
import { wordsIn } from '../words.ts';
import { analyseCalls } from './analyse-calls.ts';
import { analyse } from './analyse-command.ts';

const T0 = Date.UTC(2026, 0, 5, 2);
const folder = mkdtempSync(join(tmpdir(), 'huawu-analyse-'));
const dataDir = join(folder, 'data');
const CARDS = 'scorecards: [{id: card, version: 1, name: {zh: 表, en: Card}, sections: [{id: s, name: {zh: 节, en: S}, questions: [{id: secrets, text: {zh: 问, en: Q}, rule: no-secrets}]}]}]\nsampling: [{id: low, name: {zh: 低分, en: Low}, scoreBelow: 50}]';
const RULES = 'version: 1\nphrases: {secret: {any: [密码]}}\nrules: [{id: no-secrets, when: {forbid: secret, ch: agent}}]';
const DERIVED = ['transcript_turns', 'broken_rules', 'searchable_calls', 'mined_calls', 'call_analyses', 'samples'];
const words = (text: string, at: number) => text.split(' ').map((word, i) => ({ text: word, start: at + i, end: at + i + 0.5 }));

function tell(store: OpenedStore, n: number): void {
  const callId = `call-${String(n).padStart(3, '0')}`;
  const asks = n % 3 === 0;
  const events: [string, Record<string, unknown>][] = [
    ['call.arrived', { from: '13800000000', to: '4000' }],
    ['call.language', { language: n % 2 === 0 ? 'zh' : 'en' }],
    ['queue.entered', { queue: n % 5 === 0 ? 'sales' : 'care' }],
    ['agent.connected', { agent: n % 4 === 0 ? 'bo' : 'anna' }],
    ...(n % 7 === 0 ? [] : [['transcript.final', { speaker: 'caller', turn: 0, words: words(n % 2 === 0 ? '我 无法 登录 宽带 故障' : 'i cannot log in to my account', 1) }] as [string, Record<string, unknown>]]),
    ...(asks ? [['transcript.final', { speaker: 'agent', turn: 1, words: words('请 告诉 我 密码', 8) }], ['qa.alert', { alert: { rule: 'no-secrets', kind: 'violation', at: 10, evidence: { words: [], from: 9, to: 10 } } }]] as [string, Record<string, unknown>][] : []),
    ['qa.verdicts', { agent: 'anna', verdicts: [{ rule: 'no-secrets', verdict: asks ? 'violated' : 'met' }] }],
    ['call.ended', { outcome: 'answered' }],
  ];
  for (const [seq, [type, data]] of events.entries()) store.append({ callId, seq, at: T0 + n * 60_000 + seq, type, data, ...(type === 'transcript.final' ? { audioAt: seq } : {}) });
}

async function run(args: string) {
  const said: string[] = [];
  const terminal: Terminal = { words: wordsIn('en'), language: 'en', env: { HUAWU_DATA: dataDir }, from: folder, say: (line) => said.push(line), complain: (line) => said.push(line), askHidden: () => Promise.resolve(undefined), readLine: () => Promise.resolve('') };
  const status = await analyse(terminal, args.split(' '));
  return { status, said };
}

/** Ended calls, scored, summed up, drawn and mined as the server does. */
async function live(store: OpenedStore, calls: number): Promise<void> {
  const cards = loadScorecardFile(CARDS, 'cards.yaml', ['no-secrets']);
  if (!cards.ok) throw cards.fault;
  await store.quality.keepForms(cards.value.forms, T0 - 1);
  const scope = new Scope();
  const desk = new MiningDesk({ records: store.mining, groups: STANDARD_GROUPS, zone: 'Asia/Shanghai', clock: systemClock, log: silentLog }, scope);
  const analyst = new Analyst({ quality: store.quality, plans: cards.value.sampling, timeZone: 'Asia/Shanghai', redacted: (turns) => turns, clock: systemClock, log: silentLog });
  for (let n = 0; n < calls; n++) tell(store, n);
  await store.flush();
  await store.reviews.settled();
  await desk.settled();
  analyst.add();
  await analyst.close();
  scope.end('done');
}

describe('huawu analyse, beside a running server', () => {
  let store: OpenedStore;
  let sql: Extract<Awaited<ReturnType<typeof remotePostgres>>, { ok: true }>['value'];
  const dump = async () => Object.fromEntries(await Promise.all(DERIVED.map(async (table) => [table, (await sql.query(`SELECT to_json(t)::text AS row FROM ${table} t ORDER BY 1`)).map(({ row }) => row)] as const)));

  beforeAll(async () => {
    writeFileSync(join(folder, 'cards.yaml'), CARDS);
    writeFileSync(join(folder, 'rules.yaml'), RULES);
    writeFileSync(join(folder, 'site.yaml'), 'version: 1\nagents: [{id: anna, name: Anna, extension: "1001"}]\nrules: {file: rules.yaml}\nscorecards: {file: cards.yaml}\n');
    const opened = await openStore({ dataDir, clock: systemClock, log: silentLog });
    if (!opened.ok) throw opened.fault;
    store = opened.value;
    const reached = await remotePostgres({ url: runningDatabase(dataDir) ?? '', schema: 'huawu', log: silentLog });
    if (!reached.ok) throw reached.fault;
    sql = reached.value;
    await live(store, 120);
    await store.reviews.correct('call-002', { speaker: 'caller', turn: 0, word: 1, was: '无法', text: '不能', by: 'rita', at: T0 });
    await store.reviews.settled();
  });
  afterAll(async () => {
    await sql.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes of all calls what was there before, also where it had been deleted', async () => {
    expect(await run('--config site.yaml')).toEqual({ status: 0, said: [expect.stringMatching(/^120 calls/)] });
    const before = await dump();
    expect(Object.fromEntries(Object.entries(before).map(([table, rows]) => [table, rows.length]))).toEqual({ transcript_turns: 142, broken_rules: 40, searchable_calls: 120, mined_calls: 108, call_analyses: 120, samples: 40 });
    for (const table of DERIVED) await sql.query(`DELETE FROM ${table}`);
    const { status, said } = await run('--config site.yaml --json');
    expect([status, JSON.parse(said[0] ?? '{}')]).toEqual([0, expect.objectContaining({ calls: 120, before: 0 })]);
    expect(await dump()).toEqual(before);
  });
  it('makes what the server makes at hang-up', async () => {
    const derived = new SqlDerived(sql);
    const live = (await store.quality.analysis('call-003')) as object;
    expect(live).toMatchObject({ automatic: { score: 0 }, broken: ['no-secrets'] });
    await derived.forget(['call-003']);
    expect(await store.quality.analysis('call-003')).toBeUndefined();
    expect((await run('--config site.yaml --call call-003')).said).toEqual([expect.stringMatching(/^1 calls analysed anew/)]);
    expect(await store.quality.analysis('call-003')).toEqual(live);
  });
  it('gives figures that open to exactly their calls', async () => {
    const scope = new Scope();
    const desk = new MiningDesk({ records: store.mining, groups: STANDARD_GROUPS, zone: 'Asia/Shanghai', clock: systemClock, log: silentLog }, scope);
    await desk.settled();
    const period = { from: T0 + 60 * 60_000, until: T0 + 120 * 60_000 };
    const opened = async (query: object) => {
      let calls = 0;
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await desk.find({ ...period, ...query, limit: 7, ...(cursor === undefined ? {} : { cursor }) });
        calls += page.calls.length;
        [cursor, more] = [page.next, page.next !== undefined];
      }
      return calls;
    };
    const figures = [
      ...(await desk.issues(period)).map(({ id, calls }) => [{ group: id }, calls] as const),
      ...(await desk.issues(period)).flatMap(({ id, days }) => days.map(({ from, until, calls }) => [{ group: id, from: Math.max(from, period.from), until: Math.min(until, period.until) }, calls] as const)),
      ...(await desk.figures(period, 'queue')).map(({ key, calls }) => [{ queue: key, mined: true }, calls] as const),
      ...(await desk.figures(period, 'agent')).map(({ key, calls }) => [{ agent: key, mined: true }, calls] as const),
      ...(await desk.figures(period, 'all')).map(({ calls }) => [{ mined: true }, calls] as const),
      ...(await store.mining.terms({ ...period, beforeFrom: T0 })).terms.map(({ term, now }) => [{ term }, now] as const),
      ...(await desk.clusters(period)).clusters.map(({ calls }) => [{ ids: calls }, calls.length] as const),
    ];
    expect(figures.filter(([, calls]) => calls > 0).length).toBeGreaterThan(12);
    for (const [query, calls] of figures) expect([query, await opened(query)]).toEqual([query, calls]);
    scope.end('done');
  });
  it('is of those that are meant', async () => {
    for (const table of DERIVED) await sql.query(`DELETE FROM ${table}`);
    await run(`--config site.yaml --queue sales --agent bo --since ${new Date(T0).toISOString()} --until ${new Date(T0 + 41 * 60_000).toISOString()}`);
    expect((await dump())['call_analyses']?.map((row) => JSON.parse(String(row)).call_id)).toEqual(['call-000', 'call-020', 'call-040']);
  });
  it('adds words to a call that has none, once, and never to one that has just ended', async () => {
    const derived = new SqlDerived(sql);
    const turns = [{ speaker: 'caller', turn: 0, words: words('发票 抬头 错了', 2), afterwards: true }, { speaker: 'agent', turn: 1, words: words('请 把 密码 告诉 我', 6), agent: 'anna', afterwards: true }];
    const later = T0 + 24 * 3_600_000;
    expect([await derived.addWords('call-007', turns, T0 + 7 * 60_000 + 1_000), await derived.addWords('call-007', turns, later), await derived.addWords('call-007', turns, later), await derived.addWords('call-001', turns, later)]).toEqual([false, true, false, false]);
    await run('--config site.yaml --call call-007');
    expect((await store.reviews.find({ limit: 5, text: '发票抬头' })).calls.map(({ summary }) => summary.id)).toEqual(['call-007']);
    expect((await store.call('call-007'))?.events.slice(-2).map(({ type, audioAt }) => [type, audioAt])).toEqual([['transcript.final', 2], ['transcript.final', 6]]);
    expect(await store.quality.analysis('call-007')).toMatchObject({ summary: { parts: { reason: [{ text: '发票抬头错了' }] } } });
  });
  it('goes on where it was interrupted, and only there', async () => {
    const parts = { derived: new SqlDerived(sql), facts: factMaker(STANDARD_GROUPS), plans: [], timeZone: 'UTC', clock: systemClock };
    const broken = analyseCalls(parts, {}, true, () => {
      throw new Error('killed');
    });
    await expect(broken).rejects.toThrow('killed');
    expect(await analyseCalls(parts, {}, false, () => {})).toMatchObject({ calls: 120, before: 100 });
    expect(await analyseCalls(parts, {}, false, () => {})).toMatchObject({ calls: 120, before: 0 });
  });
  it('says what it does not understand', async () => {
    expect([await run('now'), await run('--since tomorrow'), await run('--cal x')].map(({ status, said }) => [status, said[0]?.slice(0, 20)])).toEqual([[2, '"now" is one word to'], [2, '--since is a day or '], [2, "Unknown option '--ca"]]);
  });
});
