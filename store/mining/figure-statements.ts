import type { FigureBy, MiningFilter } from '#mining';
import type { Statement } from '../search/find-calls.ts';
import { TALK_COLUMNS } from './mined-rows.ts';
import { Bindings, narrowing } from '../search/narrowing.ts';

/** Fewer calls are no trend, and there are very many such terms. */
const FEWEST_CALLS = 2;
const MOST_TERMS = 20_000;

/** Milliseconds: the last digit of a sum of fractions depends on the order of the rows. */
const summed = (column: string) => (column === 'longest_silence' ? `max(m.${column}) AS ${column}` : `round(sum(m.${column})::numeric, 3)::float8 AS ${column}`);
const midnight = (day: string, zone: string) => `(extract(epoch FROM (${day})::timestamp AT TIME ZONE ${zone}) * 1000)::float8`;

/** Sums over calls in which somebody spoke. */
export function figuresStatement(filter: MiningFilter, by: FigureBy, zone: string): Statement {
  const to = new Bindings();
  const where = [...narrowing(filter, to), 'm.seconds > 0', ...(by === 'queue' || by === 'agent' ? [`c.${by} IS NOT NULL`] : [])];
  const zoned = by === 'day' ? to.bind(zone) : '';
  const key = by === 'day' ? `(c.started_at AT TIME ZONE ${zoned})::date` : by === 'all' ? "''" : `c.${by}`;
  const inner = `SELECT ${key} AS key, count(*) AS calls, ${TALK_COLUMNS.map(summed).join(', ')} FROM mined_calls m JOIN calls c ON c.id = m.call_id WHERE ${where.join(' AND ')} GROUP BY 1`;
  const day = by === 'day' ? `, ${midnight('f.key', zoned)} AS begins, ${midnight('f.key + 1', zoned)} AS ends` : '';
  return { text: `SELECT f.*, f.key::text AS key${day} FROM (${inner}) f ORDER BY ${by === 'day' ? 'f.key' : 'f.calls DESC, f.key'}`, values: to.values };
}

export function groupDaysStatement(filter: MiningFilter, zone: string): Statement {
  const to = new Bindings();
  const where = narrowing(filter, to).join(' AND ');
  const zoned = to.bind(zone);
  return {
    text: `SELECT d.name, d.day::text AS day, d.calls, ${midnight('d.day', zoned)} AS begins, ${midnight('d.day + 1', zoned)} AS ends FROM (
      SELECT g.name, (c.started_at AT TIME ZONE ${zoned})::date AS day, count(*) AS calls FROM mined_calls m JOIN calls c ON c.id = m.call_id CROSS JOIN unnest(m.groups) AS g(name)
      WHERE ${where} GROUP BY 1, 2) d ORDER BY d.name, d.day`,
    values: to.values,
  };
}

/** Terms of the period first; of the one before only these are counted, which is most of the work. */
export function termsStatement({ from, beforeFrom, ...filter }: MiningFilter & { readonly from: number; readonly beforeFrom: number }): Statement {
  const to = new Bindings();
  const now = narrowing({ ...filter, from }, to).join(' AND ');
  const before = narrowing({ ...filter, from: beforeFrom, until: Math.min(from, filter.until ?? from) }, to).join(' AND ');
  const calls = 'FROM mined_calls m JOIN calls c ON c.id = m.call_id';
  return {
    text: `WITH present AS MATERIALIZED (
        SELECT w.term, count(*) AS calls ${calls} CROSS JOIN unnest(m.terms) AS w(term) WHERE ${now} GROUP BY 1 HAVING count(*) >= ${FEWEST_CALLS} ORDER BY 2 DESC, 1 LIMIT ${MOST_TERMS}
      ), past AS (
        SELECT w.term, count(*) AS calls ${calls} CROSS JOIN unnest(m.terms) AS w(term) WHERE ${before} AND w.term IN (SELECT term FROM present) GROUP BY 1
      )
      SELECT NULL AS term, (SELECT sum(cardinality(m.terms)) ${calls} WHERE ${now}) AS present, (SELECT sum(cardinality(m.terms)) ${calls} WHERE ${before}) AS past
      UNION ALL (SELECT p.term, p.calls, coalesce(past.calls, 0) FROM present p LEFT JOIN past ON past.term = p.term ORDER BY p.calls DESC, p.term)`,
    values: to.values,
  };
}

/** The newest calls in which something was said. */
export function documentsStatement(filter: MiningFilter, most: number): Statement {
  const to = new Bindings();
  const where = narrowing(filter, to).join(' AND ');
  return { text: `SELECT m.call_id, m.terms FROM mined_calls m JOIN calls c ON c.id = m.call_id WHERE ${where} AND cardinality(m.terms) > 0 ORDER BY c.started_at DESC, c.id DESC LIMIT ${to.bind(most)}`, values: to.values };
}
