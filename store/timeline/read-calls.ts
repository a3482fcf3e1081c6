import type { CallId } from '#core';
import type { CallQuery, CallSummary, TimelineEvent } from '../port.ts';
import type { Sql } from '../sql/sql.ts';
import { cursorAfter, pageStatement } from './call-page.ts';
import { eventOf, summaryOf } from './rows.ts';
import { summarise } from './summarise.ts';

/** A page of calls, newest first. */
export async function readCalls(sql: Sql, query: CallQuery): Promise<{ calls: readonly CallSummary[]; next?: string }> {
  const { text, values, limit } = pageStatement(query);
  const rows = await sql.query(text, values);
  const calls = rows.slice(0, limit).map(summaryOf);
  const last = calls.at(-1);
  return rows.length > limit && last ? { calls, next: cursorAfter(last) } : { calls };
}

/** One call with its timeline. */
export async function readCall(sql: Sql, id: CallId): Promise<{ summary: CallSummary; events: readonly TimelineEvent[] } | undefined> {
  if (id.includes('\u0000')) return undefined;
  const rows = await sql.query('SELECT * FROM events WHERE call_id = $1 ORDER BY seq', [id]);
  const events = rows.map(eventOf);
  const summary = events.reduce<CallSummary | undefined>(summarise, undefined);
  return summary && { summary, events };
}
