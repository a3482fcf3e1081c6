import type { Counted, FigureKey, SurveyListQuery, SurveyQuery } from '#tickets';

/** Values of a statement, bound one by one. */
export class Bound {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  when(at: number): string {
    return `${this.bind(new Date(Math.round(at)).toISOString())}::timestamptz`;
  }
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** As tickets/satisfaction/figures.ts defines them. */
const FIRST = `(kind = 'ticket' AND is_first AND contacts = 0 AND (reopened_at IS NULL OR reopened_at > at + interval '7 days'))`;
const COUNTS: Readonly<Record<Counted, string>> = {
  resolved: `kind = 'ticket'`,
  'first-contact': FIRST,
  'not-first-contact': `kind = 'ticket' AND NOT ${FIRST}`,
  asked: 'asked_at IS NOT NULL',
  answered: 'asked_at IS NOT NULL AND answered_at IS NOT NULL',
  unanswered: 'asked_at IS NOT NULL AND answered_at IS NULL',
  satisfied: 'score >= 4',
  low: 'score < 3',
  promoter: 'nps >= 9',
  detractor: 'nps <= 6',
};
const count = (what: string, as: string) => `count(*) FILTER (WHERE ${what})::int AS ${as}`;
const FIGURES = [
  count(COUNTS.resolved, 'resolved'), count(FIRST, 'first_contact'), count(COUNTS.asked, 'asked'), count(COUNTS.answered, 'answered'),
  count('score IS NOT NULL', 'scored'), 'coalesce(sum(score), 0)::float8 AS score_sum', count(COUNTS.satisfied, 'satisfied'), count(COUNTS.low, 'low'),
  count('nps IS NOT NULL', 'nps_answers'), count(COUNTS.promoter, 'promoters'), count(COUNTS.detractor, 'detractors'),
].join(', ');

function where(bound: Bound, { from, until, queues, queue, agent, kind }: SurveyQuery): string[] {
  return [
    `at >= ${bound.when(from)}`,
    `at < ${bound.when(until)}`,
    ...(queues ? [`queue = ANY(${bound.bind(queues)}::text[])`] : []),
    ...(queue === undefined ? [] : [`queue = ${bound.bind(queue)}`]),
    ...(agent === undefined ? [] : [`agent = ${bound.bind(agent)}`]),
    ...(kind === undefined ? [] : [`kind = ${bound.bind(kind)}`]),
  ];
}

/** The statement for the figures of each queue, agent or day, or of all. */
export function figuresStatement(query: SurveyQuery, by: FigureKey, timeZone: string): Statement {
  const bound = new Bound();
  const filter = where(bound, query).join(' AND ');
  const key = { total: 'NULL', queue: 'queue', agent: 'agent', day: by === 'day' ? `to_char(at AT TIME ZONE ${bound.bind(timeZone)}, 'YYYY-MM-DD')` : '' }[by];
  const group = by === 'total' ? '' : ' GROUP BY 1 ORDER BY 1';
  return { text: `SELECT ${key} AS key, ${FIGURES} FROM surveys WHERE ${filter}${group}`, values: bound.values };
}

/** The statement for what a figure counts, newest first. */
export function listStatement({ as, limit, before, ...query }: SurveyListQuery): Statement {
  const bound = new Bound();
  const filter = [...where(bound, query), ...(as === undefined ? [] : [`(${COUNTS[as]})`]), ...(before ? [`(at, id) < (${bound.when(before.at)}, ${bound.bind(before.id)})`] : [])];
  return { text: `SELECT * FROM surveys WHERE ${filter.join(' AND ')} ORDER BY at DESC, id DESC LIMIT ${bound.bind(limit)}`, values: bound.values };
}
