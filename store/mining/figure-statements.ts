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

const CALLS = 'FROM mined_calls m JOIN calls c ON c.id = m.call_id';
/** Unnested beside other columns, not joined: a join per call takes twice the time. */
const counted = (where: string) => `SELECT t.term, count(*) AS calls FROM (SELECT unnest(m.terms) AS term ${CALLS} WHERE ${where}) t`;

export type TermPeriods = MiningFilter & { readonly from: number; readonly beforeFrom: number };

const before = ({ from, beforeFrom, ...filter }: TermPeriods): MiningFilter => ({ ...filter, from: beforeFrom, until: Math.min(from, filter.until ?? from) });

/** Terms of the period, the most frequent first. */
export function presentTerms({ beforeFrom: _, ...filter }: TermPeriods): Statement {
  const to = new Bindings();
  return { text: `${counted(narrowing(filter, to).join(' AND '))} GROUP BY 1 HAVING count(*) >= ${FEWEST_CALLS} ORDER BY 2 DESC, 1 LIMIT ${MOST_TERMS}`, values: to.values };
}

/** Of the period before only these are counted, which is most of the work: in two halves, for two connections. */
export function pastTerms(filter: TermPeriods, terms: readonly string[]): readonly [Statement, Statement] {
  const past = before(filter);
  const middle = Math.floor((filter.beforeFrom + (past.until ?? filter.from)) / 2);
  const half = (of: MiningFilter): Statement => {
    const to = new Bindings();
    return { text: `${counted(narrowing(of, to).join(' AND '))} WHERE t.term = ANY(${to.bind(terms)}) GROUP BY 1`, values: to.values };
  };
  return [half({ ...past, until: middle }), half({ ...past, from: middle })];
}

/** Sums of all terms of both periods. */
export function termTotals({ beforeFrom, ...filter }: TermPeriods): Statement {
  const to = new Bindings();
  const sum = (of: MiningFilter) => `(SELECT sum(cardinality(m.terms)) ${CALLS} WHERE ${narrowing(of, to).join(' AND ')})`;
  return { text: `SELECT ${sum(filter)} AS present, ${sum(before({ ...filter, beforeFrom }))} AS past`, values: to.values };
}

/** The newest calls in which something was said. */
export function documentsStatement(filter: MiningFilter, most: number): Statement {
  const to = new Bindings();
  const where = narrowing(filter, to).join(' AND ');
  return { text: `SELECT m.call_id, m.terms FROM mined_calls m JOIN calls c ON c.id = m.call_id WHERE ${where} AND cardinality(m.terms) > 0 ORDER BY c.started_at DESC, c.id DESC LIMIT ${to.bind(most)}`, values: to.values };
}
