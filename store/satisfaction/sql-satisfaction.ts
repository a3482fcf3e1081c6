import type { FigureKey, ImprovementTask, SatisfactionRecords, Survey, SurveyAnswer, SurveyCounts, SurveyListQuery, SurveyQuery, TaskQuery } from '#tickets';
import type { Row, Sql } from '../sql/sql.ts';
import { epochOf } from '../timeline/rows.ts';
import { Bound, figuresStatement, listStatement } from './survey-statements.ts';

const COLUMNS = 'id, kind, subject, resolution, question, queue, agent, at, language, contacts, is_first, reopened_at, asked_at, expires_at, sent_at';
const PUT = `INSERT INTO surveys AS s (${COLUMNS})
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::int[], $11::boolean[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[], $15::timestamptz[])
  ON CONFLICT (id) DO UPDATE SET reopened_at = coalesce(excluded.reopened_at, s.reopened_at), sent_at = coalesce(s.sent_at, excluded.sent_at)`;
/** The answer and its task in one step: neither is there without the other. */
const ANSWER = `WITH kept AS (
  UPDATE surveys SET answered_at = $2::timestamptz, score = $3::float8, nps = $4::int, comment = $5::text WHERE id = $1 AND answered_at IS NULL RETURNING id
), made AS (
  INSERT INTO improvement_tasks (id, version, state, assignee, queue, agent, due_at, opened_at, body)
  SELECT kept.id, 1, 'open', $6::text, $7::text, $8::text, $9::timestamptz, $2::timestamptz, $10::text::jsonb FROM kept WHERE $10::text IS NOT NULL
  ON CONFLICT (id) DO NOTHING
)
SELECT id FROM kept`;
const CHANGE_TASK = `UPDATE improvement_tasks SET version = $2, state = $3, assignee = $4, body = $5::jsonb WHERE id = $1 AND version = $2 - 1 RETURNING id`;
/** Resolved lately without a survey, and surveys of tickets that are open again. */
const BEHIND = `SELECT t.id FROM (SELECT id, coalesce(content::jsonb, body) ->> 'resolution' AS resolution FROM tickets WHERE state IN ('resolved', 'closed') AND created_at > $1::timestamptz) t
  LEFT JOIN surveys s ON s.id = t.id || '.' || t.resolution WHERE t.resolution IS NOT NULL AND s.id IS NULL
UNION SELECT s.subject FROM surveys s JOIN tickets t ON t.id = s.subject
  WHERE s.kind = 'ticket' AND s.at > $1::timestamptz AND s.reopened_at IS NULL AND t.state NOT IN ('resolved', 'closed')
LIMIT $2`;
/** A server that was away for longer than this asks nobody any more. */
const LATELY_MS = 30 * 86_400_000;

const iso = (at: number) => new Date(Math.round(at)).toISOString();
const isoOr = (at: number | undefined) => (at === undefined ? null : iso(at));

/** `SatisfactionRecords` on any `Sql`. Twin of tickets/satisfaction/memory-satisfaction.ts. */
export class SqlSatisfaction implements SatisfactionRecords {
  readonly #sql: Sql;
  readonly #now: () => number;

  constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
  }

  async put(surveys: readonly Survey[]): Promise<void> {
    const column = (of: (survey: Survey) => unknown) => surveys.map((survey) => of(survey) ?? null);
    await this.#sql.query(PUT, [
      column(({ id }) => id), column(({ kind }) => kind), column(({ subject }) => subject), column(({ resolution }) => resolution), column(({ question }) => question),
      column(({ queue }) => queue), column(({ agent }) => agent), column(({ at }) => iso(at)), column(({ language }) => language), column(({ contacts }) => contacts), column(({ first }) => first),
      column(({ reopenedAt }) => isoOr(reopenedAt)), column(({ askedAt }) => isoOr(askedAt)), column(({ expiresAt }) => isoOr(expiresAt)), column(({ sentAt }) => isoOr(sentAt)),
    ]);
  }

  async answer(id: string, { at, score, nps, comment }: Partial<SurveyAnswer> & { readonly at: number }, task?: ImprovementTask): Promise<boolean> {
    const made = [task?.assignee ?? null, task?.queue ?? null, task?.agent ?? null, isoOr(task?.dueAt), task ? JSON.stringify(task) : null];
    return (await this.#sql.query(ANSWER, [id, iso(at), score ?? null, nps ?? null, comment ?? null, ...made])).length > 0;
  }

  async get(id: string): Promise<Survey | undefined> {
    const [row] = await this.#sql.query('SELECT * FROM surveys WHERE id = $1', [id]);
    return row && surveyOf(row);
  }

  async ofTicket(ticket: string): Promise<readonly Survey[]> {
    return (await this.#sql.query(`SELECT * FROM surveys WHERE subject = $1 AND kind = 'ticket' ORDER BY resolution`, [ticket])).map(surveyOf);
  }

  async list(query: SurveyListQuery): Promise<readonly Survey[]> {
    const { text, values } = listStatement(query);
    return (await this.#sql.query(text, values)).map(surveyOf);
  }

  async figures(query: SurveyQuery, by: FigureKey, timeZone: string): Promise<readonly SurveyCounts[]> {
    const { text, values } = figuresStatement(query, by, timeZone);
    return (await this.#sql.query(text, values)).map(countsOf);
  }

  async behind(limit: number): Promise<readonly string[]> {
    return (await this.#sql.query(BEHIND, [iso(this.#now() - LATELY_MS), limit])).map(({ id }) => String(id));
  }

  async tasks(query: TaskQuery): Promise<readonly ImprovementTask[]> {
    const bound = new Bound();
    const { states, seenBy, assignee, unassigned, queue, agent, dueBefore, after } = query;
    const where = [
      ...(states ? [`state = ANY(${bound.bind(states)}::text[])`] : []),
      ...(seenBy ? [`(queue = ANY(${bound.bind(seenBy.queues)}::text[]) OR assignee = ${bound.bind(seenBy.person)})`] : []),
      ...(assignee === undefined ? [] : [`assignee = ${bound.bind(assignee)}`]),
      ...(unassigned ? ['assignee IS NULL'] : []),
      ...(queue === undefined ? [] : [`queue = ${bound.bind(queue)}`]),
      ...(agent === undefined ? [] : [`agent = ${bound.bind(agent)}`]),
      ...(dueBefore === undefined ? [] : [`due_at < ${bound.when(dueBefore)}`]),
      ...(after ? [`(due_at, id) > (${bound.when(after.at)}, ${bound.bind(after.id)})`] : []),
    ];
    const filter = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
    return (await this.#sql.query(`SELECT body FROM improvement_tasks${filter} ORDER BY due_at, id LIMIT ${bound.bind(query.limit)}`, bound.values)).map(taskOfRow);
  }

  async task(id: string): Promise<ImprovementTask | undefined> {
    const [row] = await this.#sql.query('SELECT body FROM improvement_tasks WHERE id = $1', [id]);
    return row && taskOfRow(row);
  }

  async changeTask(task: ImprovementTask): Promise<boolean> {
    return (await this.#sql.query(CHANGE_TASK, [task.id, task.version, task.state, task.assignee ?? null, JSON.stringify(task)])).length > 0;
  }

  async openTasks(people: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#sql.query(`SELECT assignee, count(*)::int AS open FROM improvement_tasks WHERE assignee = ANY($1::text[]) AND state <> 'done' GROUP BY assignee`, [people]);
    return new Map(rows.map(({ assignee, open }) => [String(assignee), Number(open)]));
  }
}

const taskOfRow = (row: Row): ImprovementTask => row.body as ImprovementTask;

/** What is null in a row is absent. */
const present = <T extends object>(given: T) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));

function surveyOf(row: Row): Survey {
  const { id, kind, subject, resolution, question, queue, agent, language, contacts, score, nps, comment } = row;
  const at = (value: unknown) => (value === null ? null : epochOf(value));
  return present({
    id, kind, subject, resolution, question, queue, agent, at: at(row.at), language, contacts, first: row.is_first,
    reopenedAt: at(row.reopened_at), askedAt: at(row.asked_at), expiresAt: at(row.expires_at), sentAt: at(row.sent_at), answeredAt: at(row.answered_at),
    score, nps, comment,
  }) as unknown as Survey;
}

function countsOf(row: Row): SurveyCounts {
  const number = (key: string) => Number(row[key]);
  return {
    ...(row.key === null ? {} : { key: String(row.key) }),
    resolved: number('resolved'), firstContact: number('first_contact'), asked: number('asked'), answered: number('answered'),
    scored: number('scored'), scoreSum: number('score_sum'), satisfied: number('satisfied'), low: number('low'),
    npsAnswers: number('nps_answers'), promoters: number('promoters'), detractors: number('detractors'),
  };
}
