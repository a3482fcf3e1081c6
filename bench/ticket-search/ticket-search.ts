/** Search among many tickets, on a real PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { seededRandom, silentLog, systemClock } from '#core';
import type { TicketSearchQuery } from '#tickets';
import { embeddedPostgres } from '../../store/sql/embedded-postgres.ts';
import { migrate, shippedMigrations } from '../../store/sql/migrate.ts';
import { remotePostgres } from '../../store/sql/remote-postgres.ts';
import type { Sql } from '../../store/sql/sql.ts';
import { SqlTicketSearch } from '../../store/tickets/search/sql-ticket-search.ts';
import { SqlTickets } from '../../store/tickets/sql-tickets.ts';
import { fillTickets } from './fill-tickets.ts';
import { AGENTS, PHRASES, QUEUES, TicketMaker, rareWord } from './made-tickets.ts';

export const about = 'ticket-search: 1,000,000 tickets by words, filters, order and page, zh and en, and counts of views: p95 (`npm run bench -- ticket-search [TICKETS]`)';

const TICKETS = 1_000_000;
const QUESTIONS = 800;
const BEGIN = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;
const GOAL_MS = 200;
const PAGE = 50;
const MOST_COUNTED = 1_000;

export async function run([asked]: readonly string[]): Promise<Record<string, unknown>> {
  const tickets = Number(asked ?? TICKETS);
  if (!Number.isInteger(tickets) || tickets < 1_000) throw new Error('how many tickets? At least 1000.');
  const dataDir = mkdtempSync(join(tmpdir(), 'huawu-bench-ticket-search-'));
  const url = process.env['DATABASE_URL'];
  const schema = 'huawu_bench';
  const opened = url === undefined ? await embeddedPostgres({ dataDir, schema, clock: systemClock, log: silentLog }) : await remotePostgres({ url, schema, log: silentLog });
  if (!opened.ok) throw opened.fault;
  const sql: Sql & { url?: string } = opened.value;
  try {
    if (url !== undefined) await sql.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await migrate(sql, schema, shippedMigrations());
    const began = performance.now();
    await fillTickets(sql, { url: url ?? sql.url ?? '', schema }, new TicketMaker(BEGIN, tickets), tickets);
    const fillSeconds = Math.round((performance.now() - began) / 1_000);
    const [size] = await sql.query('SELECT count(*) AS n FROM ticket_index');
    console.log(`${String(size?.n)} tickets stored in ${fillSeconds} s`);
    return { tickets: Number(size?.n), ...(await measure(sql, tickets)), goalMs: GOAL_MS, fillSeconds };
  } finally {
    await sql.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One question after the other, kinds in turn; a page of 50 with the tickets themselves, or a count up to 1000. */
async function measure(sql: Sql, tickets: number): Promise<Record<string, unknown>> {
  const [search, records] = [new SqlTicketSearch(sql), new SqlTickets(sql)];
  const took = new Map<string, number[]>();
  const found = new Map<string, number>();
  let cursor: string | undefined;
  for (const { kind, query } of questions(tickets)) {
    const begin = performance.now();
    const counted = kind.startsWith('count') ? await search.count(query, MOST_COUNTED) : undefined;
    const page = counted === undefined ? await search.search(kind === 'next page' && cursor !== undefined ? { ...query, cursor } : query) : { ids: [], next: undefined };
    const bodies = page.ids.length === 0 ? [] : await records.get(page.ids);
    const ms = performance.now() - begin;
    if (bodies.length !== page.ids.length) throw new Error('a ticket of the index is not there');
    cursor = page.next;
    took.set(kind, [...(took.get(kind) ?? []), ms]);
    found.set(kind, (found.get(kind) ?? 0) + (counted ?? page.ids.length));
  }
  for (const [kind, times] of took) line(kind, times, `${((found.get(kind) ?? 0) / times.length).toFixed(1).padStart(6)} found`);
  const all = [...took.values()].flat();
  line('all', all, `(${all.length} questions, goal p95 < ${GOAL_MS} ms)`);
  const worstKind = Math.max(...[...took.values()].map((times) => at(times, 0.95)));
  return { p95Ms: round(at(all, 0.95)), p50Ms: round(at(all, 0.5)), worstMs: round(at(all, 1)), worstKindP95Ms: round(worstKind), questions: all.length };
}

const line = (kind: string, times: readonly number[], more: string) =>
  console.log(`${kind.padEnd(24)} p50 ${at(times, 0.5).toFixed(1).padStart(6)} ms   p95 ${at(times, 0.95).toFixed(1).padStart(6)} ms   worst ${at(times, 1).toFixed(1).padStart(6)} ms   ${more}`);

type Wish = Pick<TicketSearchQuery, 'filter'> & Partial<TicketSearchQuery>;

function* questions(tickets: number): Generator<{ readonly kind: string; readonly query: TicketSearchQuery }> {
  const random = seededRandom(7);
  const one = <T>(of: readonly T[]): T => of[random.int(of.length)] as T;
  const phrase = () => one(random.int(2) === 0 ? PHRASES.zh : PHRASES.en);
  const days = Math.max(1, Math.floor((tickets * 30_000) / DAY_MS));
  const working = ['new', 'open', 'pending', 'on-hold'] as const;
  const seen = () => ({ queues: [one(QUEUES), one(QUEUES)], agent: one(AGENTS) });
  const kinds: Record<string, () => Wish> = {
    'words zh': () => ({ filter: { text: one(PHRASES.zh) } }),
    'words en': () => ({ filter: { text: one(PHRASES.en) } }),
    'seldom word': () => ({ filter: { text: rareWord(random.int(2) === 0 ? 'zh' : 'en', random.int(8_000)) } }),
    'beginning of a word': () => ({ filter: { text: rareWord('en', random.int(8_000)).slice(0, 4) } }),
    'two things': () => ({ filter: { text: `${phrase()} ${phrase()}` } }),
    'as it stands there': () => ({ filter: { text: `"${one(PHRASES.en)} ${rareWord('en', random.int(500))}"` } }),
    'one character': () => ({ filter: { text: one([...rareWord('zh', random.int(8_000))]) } }),
    'name': () => ({ filter: { text: `${one([...'王李张刘陈杨黄赵吴周'])}${one([...'伟芳娜敏静丽强磊军洋'])}` } }),
    'last four digits': () => ({ filter: { text: String(1_000 + random.int(9_000)) } }),
    'whole number': () => ({ filter: { text: `13${String(random.int(1_000_000_000)).padStart(9, '0')}` } }),
    'words of an old day': () => {
      const day = BEGIN + random.int(days) * DAY_MS;
      return { filter: { text: phrase(), from: day, until: day + DAY_MS } };
    },
    'words in a queue': () => ({ filter: { text: phrase(), queues: [one(QUEUES)] } }),
    'words, being worked on': () => ({ filter: { text: phrase(), states: working }, sort: 'priority' }),
    'words of an agent': () => ({ filter: { text: phrase(), assignees: [one(AGENTS)] }, sort: 'updated' }),
    'words, own queues': () => ({ filter: { text: phrase() }, seenBy: seen() }),
    'nobody wrote it': () => ({ filter: { text: one(['量子纠缠', 'zebra crossing', '我不您']) } }),
    'next page': () => ({ filter: { text: one(PHRASES.zh) } }),
    'view: mine': () => ({ filter: { assignees: ['me'], states: working }, me: one(AGENTS), sort: 'priority' }),
    'view: nobody has it': () => ({ filter: { assignees: ['none'], states: ['new', 'open'] }, sort: 'priority', seenBy: seen() }),
    'view: all, as changed': () => ({ filter: {}, sort: 'updated', seenBy: seen() }),
    'view: filters': () => ({ filter: { queues: [one(QUEUES)], priorities: ['urgent', 'high'], templates: ['billing'], states: ['closed'] }, sort: 'updated' }),
    'view: tag': () => ({ filter: { tags: ['vip'], states: working }, sort: 'newest' }),
    'count: mine': () => ({ filter: { assignees: ['me'], states: working }, me: one(AGENTS) }),
    'count: working': () => ({ filter: { states: working }, seenBy: seen() }),
    'count: urgent': () => ({ filter: { priorities: ['urgent', 'high'], states: working }, seenBy: seen() }),
    'count: words': () => ({ filter: { text: phrase(), states: working } }),
  };
  const names = Object.keys(kinds);
  let before: Wish = { filter: {} };
  for (let n = 0; n < QUESTIONS; n++) {
    const kind = names[n % names.length] ?? '';
    const query = kind === 'next page' ? before : (kinds[kind]?.() ?? { filter: {} });
    before = kind === 'nobody wrote it' ? { filter: { text: one(PHRASES.zh) } } : query;
    yield { kind, query: { sort: 'newest', limit: PAGE, ...query } };
  }
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const round = (ms: number) => Math.round(ms * 10) / 10;
