import type { CallId, Clock, Log } from '#core';
import { CallFinder } from '../search/call-finder.ts';
import { epochOf, summaryOf } from '../timeline/rows.ts';
import type { Row, Sql } from '../sql/sql.ts';
import type { FindQuery, FoundCall, ReviewStep, ReviewStore, StoredCorrection, StoredReview } from './port.ts';
import { correctionsOf, TranscriptIndex } from './transcript-index.ts';

const MOST_PUBLISHED = 200;
/** A call with U+0000 in its id cannot be in a database. */
const NUL = '\u0000';
/** What reviewers and rules said of calls. */
const MARKS = `SELECT c.id, r.status, r.score, a.score AS automatic,
  (SELECT array_agg(t.tag ORDER BY t.tag) FROM call_tags t WHERE t.call_id = c.id) AS tags FROM unnest($1::text[]) AS c(id)
  LEFT JOIN reviews r ON r.call_id = c.id AND r.copy = '' LEFT JOIN call_analyses a ON a.call_id = c.id`;

/** Reviews, corrections and the search in transcripts on any `Sql`. */
export class SqlReviewStore implements ReviewStore {
  readonly #sql: Sql;
  readonly #finder: CallFinder;
  readonly index: TranscriptIndex;

  constructor(sql: Sql, clock: Clock, log: Log) {
    this.#sql = sql;
    this.#finder = new CallFinder(sql);
    this.index = new TranscriptIndex(sql, clock, log);
  }

  async find(query: FindQuery): ReturnType<ReviewStore['find']> {
    const { rows, next } = await this.#finder.page(query);
    const ids = rows.map(({ id }) => String(id));
    const [marks, excerpts] = await Promise.all([ids.length === 0 ? [] : this.#sql.query(MARKS, [ids]), this.#finder.excerpts({}, query.text ?? '', ids)]);
    const marksOf = new Map(marks.map((row) => [String(row.id), row]));
    const calls = rows.map((row) => foundCall(row, marksOf.get(String(row.id)), excerpts.get(String(row.id))?.[0]?.text));
    return { calls, ...(next === undefined ? {} : { next }) };
  }

  async review(call: CallId, copy = ''): Promise<StoredReview | undefined> {
    if (call.includes(NUL) || copy.includes(NUL)) return undefined;
    const [row] = await this.#sql.query('SELECT * FROM reviews WHERE call_id = $1 AND copy = $2', [call, copy]);
    return row && storedReview(row);
  }

  async copies(call: CallId): Promise<readonly StoredReview[]> {
    if (call.includes(NUL)) return [];
    return (await this.#sql.query('SELECT * FROM reviews WHERE call_id = $1 ORDER BY copy', [call])).map(storedReview);
  }

  save(review: StoredReview, { by, what, at }: ReviewStep): Promise<boolean> {
    const { callId, copy = '', agent, status, score, revision, scorecard, published } = review;
    const when = new Date(at).toISOString();
    const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value).replaceAll(String.raw`\u0000`, ''));
    return this.#sql.transaction(async (session) => {
      const kept = await session.query(
        `INSERT INTO reviews AS r (call_id, agent, status, score, revision, scorecard, review, published, updated_at, copy)
         SELECT $1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb, $9, $10
         WHERE $5 = 1 OR EXISTS (SELECT 1 FROM reviews WHERE call_id = $1 AND copy = $10)
         ON CONFLICT (call_id, copy) DO UPDATE SET agent = excluded.agent, status = excluded.status, score = excluded.score, revision = excluded.revision,
           review = excluded.review, published = excluded.published, updated_at = excluded.updated_at
         WHERE r.revision = excluded.revision - 1
         RETURNING revision`,
        [callId, agent ?? null, status, score ?? null, revision, json(scorecard), json(review.review), json(published), when, copy],
      );
      if (kept.length === 0) return false;
      await session.query('INSERT INTO review_history (call_id, revision, at, by, what, review, copy) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)', [callId, revision, when, by, what, json(review.review), copy]);
      return true;
    });
  }

  async history(call: CallId, copy = ''): ReturnType<ReviewStore['history']> {
    const rows = await this.#sql.query('SELECT revision, by, what, at FROM review_history WHERE call_id = $1 AND copy = $2 ORDER BY revision', [call, copy]);
    return rows.map(({ revision, by, what, at }) => ({ revision: Number(revision), by: String(by), what: String(what), at: epochOf(at) }));
  }

  async publishedFor(agent: string): ReturnType<ReviewStore['publishedFor']> {
    if (agent.includes(NUL)) return [];
    const reviews = await this.#sql.query('SELECT * FROM reviews WHERE agent = $1 AND published IS NOT NULL ORDER BY updated_at DESC LIMIT $2', [agent, MOST_PUBLISHED]);
    const calls = await this.#sql.query('SELECT * FROM calls WHERE id = ANY($1)', [reviews.map(({ call_id: id }) => id)]);
    const summaries = new Map(calls.map((row) => [row.id, summaryOf(row)]));
    return reviews.flatMap((row) => {
      const summary = summaries.get(row.call_id);
      return summary ? [{ summary, stored: storedReview(row) }] : [];
    });
  }

  async corrections(call: CallId): Promise<readonly StoredCorrection[]> {
    if (call.includes(NUL)) return [];
    return (await correctionsOf(this.#sql, [call])).get(call) ?? [];
  }

  async correct(call: CallId, { speaker, turn, word, was, text, by, at }: StoredCorrection): Promise<void> {
    await this.#sql.query('INSERT INTO corrections (call_id, speaker, turn, word, was, text, by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [call, speaker, turn, word, was, text, by, new Date(at).toISOString()]);
    this.index.add([call]);
  }

  settled(): Promise<void> {
    return this.index.settled();
  }
}

function foundCall(row: Row, marks: Row | undefined, excerpt: string | undefined): FoundCall {
  const { status, score, automatic, tags } = marks ?? {};
  return {
    summary: summaryOf(row),
    ...(typeof status === 'string' ? { review: { status, ...(typeof score === 'number' ? { score } : {}) } } : {}),
    ...(typeof automatic === 'number' ? { automatic } : {}),
    ...(Array.isArray(tags) && tags.length > 0 ? { tags: tags.map(String) } : {}),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}

function storedReview(row: Row): StoredReview {
  const { agent, score, published, copy } = row;
  return {
    callId: String(row.call_id),
    status: String(row.status),
    revision: Number(row.revision),
    scorecard: row.scorecard,
    review: row.review,
    ...(typeof copy === 'string' && copy !== '' ? { copy } : {}),
    ...(typeof agent === 'string' ? { agent } : {}),
    ...(typeof score === 'number' ? { score } : {}),
    ...(published === null || published === undefined ? {} : { published }),
  };
}
