import type { CallId, Signal } from '#core';
import type { CallFacts, CallsQuery, FigureBy, FigureSums, MinedCall, MiningFilter, MiningRecords, WordsOfCall } from '#mining';
import type { Row, Sql } from '../sql/sql.ts';
import { CallFinder } from '../search/call-finder.ts';
import type { Statement } from '../search/find-calls.ts';
import { documentsStatement, figuresStatement, groupDaysStatement, pastTerms, presentTerms, termTotals } from './figure-statements.ts';
import { minedCall, sumsOf, TALK_COLUMNS, talkRow } from './mined-rows.ts';

const EXCERPTS_PER_CALL = 3;
const COLUMNS = ['terms', 'groups', ...TALK_COLUMNS];
const STALE = '(m.call_id IS NULL OR m.version <> $1 OR m.made <> s.made)';
const FACTS = 'searchable_calls s LEFT JOIN mined_calls m ON m.call_id = s.call_id';

/** Search in transcripts, and what mining keeps, on any `Sql`. */
export class SqlMining implements MiningRecords {
  readonly #sql: Sql;
  readonly #finder: CallFinder;
  readonly spoken: Signal<readonly CallId[]>;

  constructor(sql: Sql, spoken: Signal<readonly CallId[]>) {
    this.#sql = sql;
    this.#finder = new CallFinder(sql);
    this.spoken = spoken;
  }

  async words(calls: readonly CallId[]): Promise<readonly WordsOfCall[]> {
    // In this order: words that are newer than `made` says are refused by `keep`, and told of once more.
    const made = await this.#sql.query('SELECT call_id, made FROM searchable_calls WHERE call_id = ANY($1)', [calls]);
    const rows = await this.#sql.query('SELECT call_id, speaker, start_s, end_s, body FROM transcript_turns WHERE call_id = ANY($1) ORDER BY call_id, start_s, speaker, turn', [calls]);
    const turns = Map.groupBy(rows, ({ call_id: call }) => String(call));
    return made.map((row) => ({
      call: String(row.call_id),
      made: Number(row.made),
      turns: (turns.get(String(row.call_id)) ?? []).map(({ speaker, start_s: start, end_s: end, body }) => ({ speaker: String(speaker), start: Number(start), end: Number(end), text: String(body) })),
    }));
  }

  async missing(version: string, limit: number): Promise<readonly CallId[]> {
    const rows = await this.#sql.query(`SELECT s.call_id FROM ${FACTS} JOIN calls c ON c.id = s.call_id WHERE s.spoken AND ${STALE} ORDER BY c.started_at DESC LIMIT $2`, [version, limit]);
    return rows.map(({ call_id: call }) => String(call));
  }

  async keep(version: string, facts: readonly (CallFacts & Pick<WordsOfCall, 'call' | 'made'>)[]): Promise<void> {
    const rows = facts.map(({ call, made, terms, groups, ...talk }) => ({ call_id: call, version, made, terms, groups, ...talkRow(talk) }));
    await this.#sql.query(
      `INSERT INTO mined_calls (call_id, version, made, ${COLUMNS.join(', ')})
       SELECT f.call_id, f.version, f.made, ${COLUMNS.map((column) => `f.${column}`).join(', ')} FROM jsonb_populate_recordset(NULL::mined_calls, $1::jsonb) f
       JOIN searchable_calls s ON s.call_id = f.call_id AND s.made = f.made
       ON CONFLICT (call_id) DO UPDATE SET version = excluded.version, made = excluded.made, ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      [JSON.stringify(rows)],
    );
  }

  async clear(): Promise<void> {
    await this.#sql.query('TRUNCATE mined_calls');
  }

  async counts(version: string): Promise<{ mined: number; missing: number }> {
    const [row] = await this.#sql.query(`SELECT count(*) AS calls, count(*) FILTER (WHERE ${STALE}) AS missing FROM ${FACTS} WHERE s.spoken`, [version]);
    const missing = Number(row?.missing ?? 0);
    return { mined: Number(row?.calls ?? 0) - missing, missing };
  }

  async find(query: CallsQuery): Promise<{ calls: readonly MinedCall[]; next?: string }> {
    const { rows, next } = await this.#finder.page(query);
    const ids = rows.map(({ id }) => String(id));
    const [facts, excerpts] = await Promise.all([
      ids.length === 0 ? [] : this.#sql.query(`SELECT call_id, groups, ${TALK_COLUMNS.join(', ')} FROM mined_calls WHERE call_id = ANY($1)`, [ids]),
      this.#finder.excerpts(query, query.text ?? (/\p{Script=Han}/u.test(query.term ?? '') ? (query.term ?? '') : ''), ids),
    ]);
    const factsOf = new Map(facts.map((row) => [String(row.call_id), row]));
    const calls = rows.map((row) => minedCall(row, { facts: factsOf.get(String(row.id)), excerpts: (excerpts.get(String(row.id)) ?? []).slice(0, EXCERPTS_PER_CALL) }));
    return { calls, ...(next === undefined ? {} : { next }) };
  }

  async termsOf(call: CallId): Promise<readonly string[] | undefined> {
    if (call.includes('\u0000')) return undefined;
    const [row] = await this.#sql.query('SELECT terms FROM mined_calls WHERE call_id = $1', [call]);
    return row && (row.terms as readonly string[]);
  }

  async figures(filter: MiningFilter, by: FigureBy, zone: string): Promise<readonly FigureSums[]> {
    const rows = await this.#query(figuresStatement(filter, by, zone));
    return rows.map(sumsOf);
  }

  async groupDays(filter: MiningFilter, zone: string): ReturnType<MiningRecords['groupDays']> {
    const rows = await this.#query(groupDaysStatement(filter, zone));
    return rows.map(({ name, day, calls, begins, ends }) => ({ group: String(name), day: String(day), from: Number(begins), until: Number(ends), calls: Number(calls) }));
  }

  async terms(filter: Parameters<MiningRecords['terms']>[0]): ReturnType<MiningRecords['terms']> {
    const [rows, [sums]] = await Promise.all([this.#query(presentTerms(filter)), this.#query(termTotals(filter))]);
    const present = rows.map(({ term, calls }) => ({ term: String(term), now: Number(calls) }));
    const halves = present.length === 0 ? [] : await Promise.all(pastTerms(filter, present.map(({ term }) => term)).map((half) => this.#query(half)));
    const before = new Map<string, number>();
    for (const { term, calls } of halves.flat()) before.set(String(term), (before.get(String(term)) ?? 0) + Number(calls));
    return {
      terms: present.map(({ term, now }) => ({ term, now, before: before.get(term) ?? 0 })),
      nowTotal: Number(sums?.present ?? 0),
      beforeTotal: Number(sums?.past ?? 0),
    };
  }

  async documents(filter: MiningFilter, limit: number): ReturnType<MiningRecords['documents']> {
    const rows = await this.#query(documentsStatement(filter, limit));
    return rows.map(({ call_id: call, terms }) => ({ call: String(call), terms: terms as readonly string[] })).reverse();
  }

  #query({ text, values }: Statement): Promise<readonly Row[]> {
    return this.#sql.query(text, values);
  }
}
