/** Search among many tickets, on a real PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { silentLog, systemClock } from '#core';
import { embeddedPostgres } from '../../store/sql/embedded-postgres.ts';
import { migrate, shippedMigrations } from '../../store/sql/migrate.ts';
import { remotePostgres } from '../../store/sql/remote-postgres.ts';
import type { Sql } from '../../store/sql/sql.ts';
import { SqlTicketSearch } from '../../store/tickets/search/sql-ticket-search.ts';
import { SqlTickets } from '../../store/tickets/sql-tickets.ts';
import { fillTickets } from './fill-tickets.ts';
import { EVERY_MS, TicketMaker } from './made-tickets.ts';
import { questions } from './questions.ts';

export const about = 'ticket-search: 1,000,000 tickets by words, filters, order and page, zh and en, and counts of views: p95 (`npm run bench -- ticket-search [TICKETS]`)';

const TICKETS = 1_000_000;
const QUESTIONS = 1_400;
/** As a server that has been asked for a while: the first questions of each kind do not count. */
const WARM_UP = 70;
const BEGIN = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;
const GOAL_MS = 200;
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
export async function measure(sql: Sql, tickets: number): Promise<Record<string, unknown>> {
  const [search, records] = [new SqlTicketSearch(sql), new SqlTickets(sql)];
  const took = new Map<string, number[]>();
  const found = new Map<string, number>();
  let cursor: string | undefined;
  let asked = 0;
  const days = Math.max(1, Math.floor((tickets * EVERY_MS) / DAY_MS));
  for (const { kind, query } of questions({ count: WARM_UP + QUESTIONS, begin: BEGIN, days })) {
    const begin = performance.now();
    const counted = kind.startsWith('count') ? await search.count(query, MOST_COUNTED) : undefined;
    const page = counted === undefined ? await search.search(kind === 'next page' && cursor !== undefined ? { ...query, cursor } : query) : { ids: [], next: undefined };
    const bodies = page.ids.length === 0 ? [] : await records.get(page.ids);
    const ms = performance.now() - begin;
    if (bodies.length !== page.ids.length) throw new Error('a ticket of the index is not there');
    cursor = page.next;
    if (asked++ < WARM_UP) continue;
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

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const round = (ms: number) => Math.round(ms * 10) / 10;
