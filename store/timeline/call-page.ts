import { Fault } from '#core';
import type { CallQuery, CallSummary } from '../port.ts';

/** Where the next page begins: after this call, newest first. */
interface Position {
  readonly startedAt: number;
  readonly id: string;
}

/** A page is never longer, whatever was asked for. */
const LONGEST_PAGE = 1_000;
/** The end of the year 9999: later ones are written in a way that PostgreSQL does not read. */
const LAST_MOMENT = 253_402_300_799_999;

export interface PageStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly limit: number;
}

/** The statement for one page of calls; asks for one row more than the page to know whether there is a next. */
export function pageStatement(query: CallQuery): PageStatement {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const when = (at: number) => bind(new Date(Math.round(at)).toISOString());
  const where: string[] = [];
  if (query.ids !== undefined) where.push(`id = ANY(${bind(query.ids)})`);
  if (query.agent !== undefined) where.push(`agent = ${bind(query.agent)}`);
  if (query.queue !== undefined) where.push(`queue = ${bind(query.queue)}`);
  if (query.outcome !== undefined) where.push(`outcome = ${bind(query.outcome)}`);
  if (query.caller !== undefined) where.push(`caller = ${bind(query.caller)}`);
  if (query.from !== undefined) where.push(`started_at >= ${when(query.from)}`);
  if (query.until !== undefined) where.push(`started_at < ${when(query.until)}`);
  if (query.cursor !== undefined) {
    const { startedAt, id } = positionOf(query.cursor);
    where.push(`(started_at, id) < (${when(startedAt)}, ${bind(id)})`);
  }
  const limit = Math.max(1, Math.min(LONGEST_PAGE, Math.trunc(query.limit)));
  const filter = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  return { text: `SELECT * FROM calls ${filter} ORDER BY started_at DESC, id DESC LIMIT ${bind(limit + 1)}`, values, limit };
}

export function cursorAfter({ startedAt, id }: CallSummary): string {
  return Buffer.from(JSON.stringify([startedAt, id])).toString('base64url');
}

export function positionOf(cursor: string): Position {
  try {
    const [startedAt, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (Number.isSafeInteger(startedAt) && Number(startedAt) >= 0 && Number(startedAt) <= LAST_MOMENT && typeof id === 'string' && !id.includes('\u0000')) {
      return { startedAt: Number(startedAt), id };
    }
  } catch {
    // Falls through to the fault: a cursor is either ours or not.
  }
  throw new Fault('store.bad-cursor', 'This cursor was not made by Huawu. Leave it out to begin with the newest call.');
}
