import { positionOf } from '../timeline/call-page.ts';
import type { FindQuery } from './port.ts';
import { codedText, containing, plainText } from './transcript-text.ts';

/** A page is never longer, whatever was asked for. */
const LONGEST_PAGE = 200;

export interface FindStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly limit: number;
  /** What is looked for, as it is compared; empty when nothing is. */
  readonly phrase: string;
}

/** The statement for one page of ended calls; asks for one row more than the page to know whether there is a next. */
export function findStatement(query: FindQuery): FindStatement {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const when = (at: number) => bind(new Date(Math.round(at)).toISOString());
  const phrase = plainText(query.text ?? '');
  const where = ['c.ended_at IS NOT NULL'];
  let body = 'NULL::text AS body';
  if (phrase !== '') {
    const said = `t.coded LIKE ${bind(containing(codedText(phrase)))} AND t.body LIKE ${bind(containing(phrase))}`;
    where.push(`c.id IN (SELECT t.call_id FROM transcript_turns t WHERE ${said})`);
    body = `(SELECT t.body FROM transcript_turns t WHERE t.call_id = c.id AND ${said} ORDER BY t.start_s LIMIT 1) AS body`;
  }
  if (query.agent !== undefined) where.push(`c.agent = ${bind(query.agent)}`);
  if (query.agents !== undefined) where.push(`c.agent = ANY(${bind(query.agents)})`);
  if (query.queue !== undefined) where.push(`c.queue = ${bind(query.queue)}`);
  if (query.rule !== undefined) where.push(`c.id IN (SELECT b.call_id FROM broken_rules b WHERE b.rule = ${bind(query.rule)})`);
  if (query.status === 'none') where.push('r.call_id IS NULL');
  else if (query.status !== undefined) where.push(`r.status = ${bind(query.status)}`);
  if (query.scoreBelow !== undefined) where.push(`a.score < ${bind(query.scoreBelow)}`);
  if (query.from !== undefined) where.push(`c.started_at >= ${when(query.from)}`);
  if (query.until !== undefined) where.push(`c.started_at < ${when(query.until)}`);
  if (query.cursor !== undefined) {
    const { startedAt, id } = positionOf(query.cursor);
    where.push(`(c.started_at, c.id) < (${when(startedAt)}, ${bind(id)})`);
  }
  const limit = Math.max(1, Math.min(LONGEST_PAGE, Math.trunc(query.limit)));
  const text = `SELECT c.*, r.status, r.score, a.score AS automatic, ${body} FROM calls c LEFT JOIN reviews r ON r.call_id = c.id AND r.copy = '' LEFT JOIN call_analyses a ON a.call_id = c.id
    WHERE ${where.join(' AND ')} ORDER BY c.started_at DESC, c.id DESC LIMIT ${bind(limit + 1)}`;
  return { text, values, limit, phrase };
}
