import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Scope, silentLog, systemClock } from '#core';
import { type CallsQuery, MiningDesk, STANDARD_GROUPS } from '#mining';
import { SqlMining } from '../mining/sql-mining.ts';
import { type EmbeddedSql, embeddedPostgres } from '../sql/embedded-postgres.ts';
import { migrate, shippedMigrations } from '../sql/migrate.ts';
import { SpillFiles } from '../timeline/spill-files.ts';
import { TimelineStore } from '../timeline/timeline-store.ts';
import { SqlQuality } from '../quality/sql-quality.ts';
import type { FindQuery, StoredReview } from './port.ts';
import { beyondStatement } from '../search/find-calls.ts';

const T0 = Date.UTC(2026, 0, 5, 2, 0, 0);
const dataDir = mkdtempSync(join(tmpdir(), 'huawu-reviews-'));
const words = (text: string) => text.split(' ').map((word, i) => ({ text: word, start: i, end: i + 0.5 }));

interface Told {
  readonly agent?: string;
  readonly queue?: string;
  readonly said: string;
  readonly rule?: string;
  readonly tag?: string;
  readonly open?: boolean;
}

async function open(): Promise<{ sql: EmbeddedSql; store: TimelineStore }> {
  const opened = await embeddedPostgres({ dataDir, schema: 'huawu', clock: systemClock, log: silentLog });
  if (!opened.ok) throw opened.fault;
  const sql = opened.value;
  await migrate(sql, 'huawu', shippedMigrations());
  const store = new TimelineStore({ sql, spill: new SpillFiles(dataDir), clock: systemClock, log: silentLog });
  store.reviews.index.add([]);
  return { sql, store };
}

function tell(store: TimelineStore, callId: string, minute: number, { agent = 'anna', queue = 'care', said, rule, tag, open: goesOn }: Told): void {
  const events: [string, Record<string, unknown>][] = [
    ['call.arrived', { from: '13800000000', to: '4000' }],
    ['queue.entered', { queue }],
    ['agent.connected', { agent }],
    ['transcript.final', { speaker: 'caller', turn: 0, words: words('早 上 好') }],
    ['transcript.final', { speaker: 'agent', agent, turn: 1, words: words(said) }],
    ...(rule ? [['qa.alert', { alert: { rule, kind: 'violation' } }] as [string, Record<string, unknown>]] : []),
    ...(tag ? [['call.tagged', { rule: 'any', tag }] as [string, Record<string, unknown>]] : []),
    ...(goesOn ? [] : [['call.ended', { outcome: 'answered' }] as [string, Record<string, unknown>]]),
  ];
  for (const [seq, [type, data]] of events.entries()) store.append({ callId, seq, at: T0 + minute * 60_000 + seq, type, data, ...(type === 'transcript.final' ? { audioAt: seq } : {}) });
}

const review = (revision: number, more: Partial<StoredReview> = {}): StoredReview => ({ callId: 'zh', agent: 'anna', status: 'draft', revision, scorecard: { id: 'card' }, review: { revision }, ...more });
const step = (what: string) => ({ by: 'rita', what, at: T0 });

describe('reviews on the embedded PostgreSQL', () => {
  let store: TimelineStore;
  let sql: EmbeddedSql;
  const found = async (query: Omit<FindQuery, 'limit'>) => (await store.reviews.find({ limit: 50, ...query })).calls.map(({ summary }) => summary.id);

  beforeAll(async () => {
    ({ store, sql } = await open());
    tell(store, 'zh', 1, { said: '请 把 您 的 密 码 告诉 我', rule: 'no-secrets' });
    tell(store, 'en', 2, { agent: 'bo', queue: 'sales', tag: 'vip', said: 'Thank you for calling Huawu' });
    tell(store, 'sorted', 3, { said: '谢谢 您 的 来 电' });
    tell(store, 'goes-on', 4, { said: '密码', open: true });
    await store.flush();
    await store.reviews.settled();
  });
  afterAll(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('find an ended call by a Chinese word of two characters, across the words of the recogniser', async () => {
    const { calls } = await store.reviews.find({ limit: 10, text: '密码' });
    expect(calls.map(({ summary, excerpt }) => [summary.id, excerpt])).toEqual([['zh', '请把您的\u0001密码\u0002告诉我']]);
  });
  it('find a call by English words in any case', async () => expect(await found({ text: 'FOR  calling' })).toEqual(['en']));
  it('do not take % for anything', async () => expect(await found({ text: '%' })).toEqual([]));
  it('list ended calls only, the newest first', async () => expect(await found({})).toEqual(['sorted', 'en', 'zh']));
  it('filter by agent, queue, broken rule and time', async () => {
    expect(await found({ agent: 'bo' })).toEqual(['en']);
    expect(await found({ agents: ['bo'] })).toEqual(['en']);
    expect(await found({ queue: 'care' })).toEqual(['sorted', 'zh']);
    expect(await found({ rule: 'no-secrets' })).toEqual(['zh']);
    expect(await found({ from: T0 + 150_000 })).toEqual(['sorted']);
    expect(await found({ until: T0 + 90_000 })).toEqual(['zh']);
  });
  it('tell tags, and filter by them', async () => {
    expect((await store.reviews.find({ limit: 9, tag: 'vip' })).calls.map(({ summary, tags }) => [summary.id, tags])).toEqual([['en', ['vip']]]);
    expect(await found({ tag: 'vi' })).toEqual([]);
    const { text, values } = beyondStatement({ limit: 10, tag: 'vip' }, { startedAt: T0 + 3_600_000, id: 'z' }, 10);
    expect((await sql.query(text, values)).map(({ id }) => id)).toEqual(['en']);
  });
  it('go page by page', async () => {
    const first = await store.reviews.find({ limit: 2, text: '您的' });
    expect([first.calls.map(({ summary }) => summary.id), first.next]).toEqual([['sorted', 'zh'], undefined]);
    const one = await store.reviews.find({ limit: 1, text: '您的' });
    const next = await store.reviews.find({ limit: 1, text: '您的', ...(one.next === undefined ? {} : { cursor: one.next }) });
    expect(next.calls.map(({ summary }) => summary.id)).toEqual(['zh']);
  });
  it('search by the index of words and facts', async () => {
    const { text, values } = beyondStatement({ limit: 10, text: '密码', rule: 'no-secrets', queue: 'care' }, { startedAt: T0 + 3_600_000, id: 'z' }, 10);
    const plan = await sql.transaction(async (session) => {
      // So few rows would be read without any index.
      for (const way of ['seqscan', 'indexscan']) await session.query(`SET LOCAL enable_${way} = off`);
      return [...(await session.query(`EXPLAIN ${text}`, values)), ...(await session.query(text, values)).map(({ id }) => id)];
    });
    expect(JSON.stringify(plan)).toContain('Bitmap Index Scan on searchable_calls_grams');
    expect(plan.at(-1)).toBe('zh');
  });
  it('find a number however it is said or written', async () => {
    tell(store, 'figures', 6, { said: '退 一百 二十 块' });
    tell(store, 'spoken', 7, { agent: 'bo', said: 'i paid one hundred and twenty yuan' });
    await store.flush();
    await store.reviews.settled();
    expect([await found({ text: '120' }), await found({ text: '一百二十' }), await found({ text: 'one hundred twenty' }), await found({ text: '120块' }), await found({ text: '121' })]).toEqual([['spoken', 'figures'], ['spoken', 'figures'], ['spoken', 'figures'], ['figures'], []]);
    expect((await store.reviews.find({ limit: 5, text: '120' })).calls.map(({ excerpt }) => excerpt)).toEqual(['i paid \u0001one hundred and twenty\u0002 yuan', '退\u0001一百二十\u0002块']);
    await sql.query("DELETE FROM calls WHERE id IN ('figures', 'spoken')");
    for (const table of ['transcript_turns', 'searchable_calls', 'events']) await sql.query(`DELETE FROM ${table} WHERE call_id IN ('figures', 'spoken')`);
  });

  it('are saved in the order of their revisions, and only so', async () => {
    expect(await store.reviews.save(review(2), step('save'))).toBe(false);
    expect(await store.reviews.save(review(1), step('save'))).toBe(true);
    expect(await store.reviews.save(review(1), step('save'))).toBe(false);
    expect(await store.reviews.save(review(2, { status: 'published', score: 87.5, published: { revision: 2 } }), step('publish'))).toBe(true);
    expect(await store.reviews.review('zh')).toEqual(review(2, { status: 'published', score: 87.5, published: { revision: 2 } }));
    expect((await store.reviews.history('zh')).map(({ revision, what }) => [revision, what])).toEqual([
      [1, 'save'],
      [2, 'publish'],
    ]);
  });
  it('of two savers at once let one through', async () => {
    const both = await Promise.all(['a', 'b'].map((what) => store.reviews.save({ ...review(1), callId: 'sorted' }, step(what))));
    expect(both.toSorted()).toEqual([false, true]);
  });
  it('tell the list their status and score', async () => {
    const { calls } = await store.reviews.find({ limit: 10, status: 'published' });
    expect(calls.map((call) => [call.summary.id, call.review])).toEqual([['zh', { status: 'published', score: 87.5 }]]);
    expect(await found({ status: 'none' })).toEqual(['en']);
  });
  it('are seen by the agent once published', async () => {
    expect((await store.reviews.publishedFor('anna')).map(({ summary, stored }) => [summary.id, stored.published])).toEqual([['zh', { revision: 2 }]]);
    expect(await store.reviews.publishedFor('bo')).toEqual([]);
  });

  it('find a call by a corrected word, and keep the recognised one beside it', async () => {
    const correction = { speaker: 'agent', turn: 1, word: 4, was: 'Huawu', text: '话务', by: 'rita', at: T0 };
    await store.reviews.correct('en', correction);
    await store.reviews.settled();
    expect(await found({ text: '话务' })).toEqual(['en']);
    expect(await store.reviews.corrections('en')).toEqual([correction]);
    expect((await store.call('en'))?.events.filter(({ type }) => type === 'transcript.final')[1]?.data.words).toContainEqual({ text: 'Huawu', start: 4, end: 4.5 });
  });
  it('may be several of one call, each with its own revisions', async () => {
    expect(await store.reviews.save({ ...review(1), copy: '2' }, step('save'))).toBe(true);
    expect(await store.reviews.save({ ...review(2), copy: '2' }, step('save'))).toBe(true);
    expect((await store.reviews.copies('zh')).map(({ copy = '', status }) => [copy, status])).toEqual([['', 'published'], ['2', 'draft']]);
    expect((await store.reviews.history('zh', '2')).map(({ revision }) => revision)).toEqual([1, 2]);
    expect(await found({})).toEqual(['sorted', 'en', 'zh']);
  });
  it('have analyses and samples, of a quota those with the lowest lots whatever came first', async () => {
    const quality = new SqlQuality(sql);
    const draw = (callId: string, lot: number, agent = 'anna') => ({ plan: 'random', callId, agent, period: '2026-W02', lot, quota: 1, reason: { lot }, reviewer: 'rita', at: T0 + lot });
    const drawn = async (query = {}) => (await quality.samples({ limit: 10, ...query })).map(({ callId, reviewer, status = '' }) => [callId, reviewer, status].join(' '));
    expect(await quality.unanalysed(2)).toEqual(['sorted', 'en']);
    await quality.keepAnalyses([{ call: 'sorted', score: 40, body: { a: 1 }, draws: [draw('sorted', 0.2)] }, { call: 'en', body: {}, draws: [draw('en', 0.5, 'bo')] }]);
    expect(await drawn()).toEqual(['en rita ', 'sorted rita draft']);
    await quality.keepAnalyses([{ call: 'zh', score: 90, body: { a: 2 }, draws: [draw('zh', 0.1)] }]);
    expect(await drawn({ agents: ['anna'] })).toEqual(['zh rita published']);
    expect(await drawn({ state: 'open' })).toEqual(['en rita ']);
    expect([await quality.give('random', 'en', 'lee'), await quality.give('other', 'en', 'lee')]).toEqual([true, false]);
    expect([await drawn({ reviewer: 'lee' }), await drawn({ reviewer: 'rita' })]).toEqual([['en lee '], ['zh rita published']]);
    expect(await quality.analysis('sorted')).toEqual({ a: 1 });
    expect(await found({ scoreBelow: 50 })).toEqual(['sorted']);
    // What was given by hand stays.
    expect(await quality.forget({})).toBe(3);
    expect([await quality.unanalysed(9), await drawn()]).toEqual([['sorted', 'en', 'zh'], ['en lee ']]);
  });
  it('keep plans made by hand; what a removed one drew goes, but not what somebody has', async () => {
    const quality = new SqlQuality(sql);
    await quality.keepPlan('p', { share: 1 });
    await quality.keepPlan('p', { share: 0.5 });
    const draw = (callId: string) => ({ plan: 'p', callId, agent: 'anna', period: '2026-W02', lot: 0.1, reason: {}, at: T0 });
    await quality.keepAnalyses(['sorted', 'en'].map((call) => ({ call, body: {}, draws: [draw(call)] })));
    await quality.give('p', 'sorted', 'lee');
    expect([await quality.plans(), await quality.removePlan('q', T0)]).toEqual([[{ id: 'p', body: { share: 0.5 }, removed: false }], false]);
    expect([await quality.removePlan('p', T0), await quality.removePlan('p', T0), (await quality.plans())[0]?.removed]).toEqual([true, false, true]);
    expect((await quality.samples({ limit: 9, plan: 'p' })).map(({ callId }) => callId)).toEqual(['sorted']);
    await quality.forget({});
    await sql.query("DELETE FROM samples WHERE plan = 'p'");
  });
  it('keep the scorecards of each time', async () => {
    const quality = new SqlQuality(sql);
    for (const [forms, since] of [[['one'], 1_000], [['one'], 2_000], [['two'], 3_000]] as const) await quality.keepForms(forms, since);
    expect([await quality.formsAt(500), await quality.formsAt(2_500), await quality.formsAt(3_000)]).toEqual([['one'], ['one'], ['two']]);
  });
  it('have calibrations and coaching notes beside them', async () => {
    const quality = new SqlQuality(sql);
    await quality.addCalibration({ id: 'k', createdAt: T0, body: { name: 'x' } });
    expect([await quality.closeCalibration('k', T0 + 1), await quality.closeCalibration('k', T0 + 2), await quality.calibrations('open')]).toEqual([true, false, []]);
    expect(await quality.calibration('k')).toEqual({ id: 'k', createdAt: T0, closedAt: T0 + 1, body: { name: 'x' } });
    await quality.addNote({ id: 'n', callId: 'zh', agent: 'anna', writtenAt: T0, body: { text: '你好' } });
    for (const at of [T0 + 5, T0 + 9]) await quality.seeNote('n', at);
    expect(await quality.notesOf({ agent: 'anna' })).toEqual([{ id: 'n', callId: 'zh', agent: 'anna', writtenAt: T0, seenAt: T0 + 5, body: { text: '你好' } }]);
    await quality.removeNote('n');
    expect(await quality.notesOf({ call: 'zh' })).toEqual([]);
  });
  it('are mined as they end, and every figure opens to its calls', async () => {
    const scope = new Scope();
    const records = new SqlMining(sql, store.reviews.index.spoken);
    const desk = new MiningDesk({ records, groups: STANDARD_GROUPS, zone: 'Asia/Shanghai', clock: systemClock, log: silentLog }, scope);
    const ids = async (query: Omit<CallsQuery, 'limit'>) => (await desk.find({ limit: 50, ...query })).calls.map(({ id }) => id);
    await desk.settled();
    expect(await desk.state()).toMatchObject({ mined: 3, missing: 0 });
    tell(store, 'mined', 5, { agent: 'cy', queue: 'sales', said: '宽带 故障 了 请 退款', rule: 'no-secrets' });
    await store.flush();
    await store.reviews.settled();
    await desk.settled();
    const period = { from: T0, until: T0 + 3_600_000 };
    const issues = await desk.issues(period);
    expect(issues.slice(0, 2).map(({ id, calls, days }) => [id, calls, days.map(({ day }) => day)])).toEqual([['fault', 1, ['2026-01-05']], ['refund', 1, ['2026-01-05']]]);
    expect([await ids({ ...period, group: 'fault' }), await ids({ term: '宽带' })]).toEqual([['mined'], ['mined']]);
    expect([(await desk.one('mined'))?.terms, await desk.one('mined', { agents: ['anna'] })]).toEqual([['早上', '宽带', '故障', '宽带故障', '退款'], undefined]);
    const queues = await desk.figures(period, 'queue');
    expect(queues.map(({ key, calls }) => [key, calls])).toEqual([['care', 2], ['sales', 2]]);
    expect(await ids({ ...period, queue: 'sales', mined: true })).toEqual(['mined', 'en']);
    expect((await desk.figures({ ...period, agent: 'cy' }, 'day')).map(({ key, from, calls, callerSeconds, agentSeconds, agentSyllables }) => [key, from, calls, callerSeconds, agentSeconds, agentSyllables])).toEqual([['2026-01-05', T0 - 10 * 3_600_000, 1, 2.5, 4.5, 8]]);
    expect((await desk.find({ limit: 5, text: '故障', speaker: 'agent', rule: 'no-secrets', queue: 'sales', atFrom: 0, atUntil: 10 })).calls.map(({ id, excerpts }) => [id, excerpts])).toEqual([['mined', [{ speaker: 'agent', at: 0, text: '宽带\u0001故障\u0002了请退款' }]]]);
    expect([await ids({ text: 'CALL' }), await ids({ text: '故障', speaker: 'caller' }), await ids({ text: '密码', atFrom: 60 }), await ids({ text: '%' })]).toEqual([[], [], [], []]);
    const page = await desk.find({ limit: 3, text: '早上好' });
    expect([page.calls.map(({ id }) => id), await ids({ text: '早上好', cursor: page.next ?? '' })]).toEqual([['mined', 'sorted', 'en'], ['zh']]);
    const before = await sql.query('SELECT * FROM mined_calls ORDER BY call_id');
    await desk.rebuild();
    await desk.settled();
    expect(await sql.query('SELECT * FROM mined_calls ORDER BY call_id')).toEqual(before);
    scope.end('done');
  });
  it('of many calls are found beyond the newest, too', async () => {
    await sql.query("INSERT INTO calls SELECT 'filler-' || n, 1, $1::timestamptz + n * interval '1 second', $1::timestamptz + n * interval '2 second', '1', '2', 'zh', 'care', 'anna', 'answered', 1, 1, 0, false FROM generate_series(1, 600) n", [new Date(T0 + 3_600_000).toISOString()]);
    const mining = new SqlMining(sql, store.reviews.index.spoken);
    expect((await mining.find({ limit: 5, text: '密码' })).calls.map(({ id }) => id)).toEqual(['zh']);
    expect((await mining.find({ limit: 5, group: 'refund', text: '退款' })).calls.map(({ id }) => id)).toEqual(['mined']);
    await sql.query("DELETE FROM calls WHERE id LIKE 'filler-%'");
  });
  it('catch up at start with calls that ended before transcripts were searched', async () => {
    await sql.query('DELETE FROM transcript_turns');
    await sql.query('DELETE FROM searchable_calls');
    expect(await found({ text: '密码' })).toEqual([]);
    await store.close();
    ({ store, sql } = await open());
    await store.reviews.settled();
    expect(await found({ text: '密码' })).toEqual(['zh']);
  });
});
