import { type CallId, type Clock, Emitter, type Log, type Millis } from '#core';
import { SqlAgentLog } from '../agents/sql-agent-log.ts';
import type { CallQuery, CallSummary, Store, TimelineEvent } from '../port.ts';
import { SqlReviewStore } from '../reviews/sql-review-store.ts';
import type { Sql } from '../sql/sql.ts';
import { BatchSink } from './batch-sink.ts';
import { readCall, readCalls } from './read-calls.ts';
import { eventOf } from './rows.ts';
import type { SpillFiles } from './spill-files.ts';
import { TimelineWriter } from './timeline-writer.ts';

/** A database that has not answered a trivial question by then is not healthy. */
const HEALTH_MS: Millis = 2_000;
/** At the end the database gets this long to take the rest; then the rest goes to the spill files. */
const LAST_WRITE_MS: Millis = 5_000;

export interface TimelineStoreOptions {
  readonly sql: Sql;
  readonly spill: SpillFiles;
  readonly clock: Clock;
  readonly log: Log;
  /** Process id of the database, when it is ours. */
  readonly databasePid?: () => number | undefined;
}

/** The timeline on any `Sql`. */
export class TimelineStore implements Store {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #writer: TimelineWriter;
  readonly #databasePid: () => number | undefined;
  readonly #agents: SqlAgentLog;
  readonly #reviews: SqlReviewStore;
  /** Calls whose last event was written. */
  readonly ended = new Emitter<readonly CallId[]>();
  #closing: Promise<void> | undefined;

  constructor({ sql, spill, clock, log, databasePid = () => undefined }: TimelineStoreOptions) {
    this.#sql = sql;
    this.#clock = clock;
    this.#databasePid = databasePid;
    this.#agents = new SqlAgentLog(sql, clock, log);
    this.#reviews = new SqlReviewStore(sql, clock, log);
    const sink = new BatchSink(sql, log, (calls) => {
      this.#reviews.index.add(calls);
      this.ended.emit(calls);
    });
    this.#writer = new TimelineWriter({ write: (batch) => sink.write(batch), spill, clock, log });
  }

  append(event: TimelineEvent): void {
    this.#writer.append(event);
  }

  flush(): Promise<void> {
    return this.#writer.flush();
  }

  get backlog(): number {
    return this.#writer.backlog;
  }

  get databasePid(): number | undefined {
    return this.#databasePid();
  }

  get agents(): SqlAgentLog {
    return this.#agents;
  }

  get reviews(): SqlReviewStore {
    return this.#reviews;
  }

  calls(query: CallQuery): Promise<{ calls: readonly CallSummary[]; next?: string }> {
    return readCalls(this.#sql, query);
  }

  call(id: CallId): Promise<{ summary: CallSummary; events: readonly TimelineEvent[] } | undefined> {
    return readCall(this.#sql, id);
  }

  async steps(calls: readonly CallId[], types: readonly string[]): Promise<readonly TimelineEvent[]> {
    if (calls.length === 0) return [];
    const rows = await this.#sql.query('SELECT * FROM events WHERE call_id = ANY($1) AND type = ANY($2) ORDER BY call_id, seq', [calls, types]);
    return rows.map(eventOf);
  }

  async unfinished(): Promise<readonly CallId[]> {
    const rows = await this.#sql.query('SELECT id FROM calls WHERE ended_at IS NULL ORDER BY id');
    return rows.map((row) => String(row.id));
  }

  async setting(key: string): Promise<string | undefined> {
    const [row] = await this.#sql.query('SELECT value FROM settings WHERE key = $1', [key]);
    return row && String(row.value);
  }

  async setSetting(key: string, value: string): Promise<void> {
    await this.#sql.query(
      'INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()',
      [key, value],
    );
  }

  async firstSetting(key: string, value: string): Promise<string> {
    await this.#sql.query('INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING', [key, value]);
    return (await this.setting(key)) ?? value;
  }

  async healthy(): Promise<boolean> {
    const answer = this.#sql.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return (await this.#within(HEALTH_MS, answer)) ?? false;
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    await this.#within(LAST_WRITE_MS, Promise.all([this.#writer.flush(), this.#agents.flush()]));
    this.#writer.close();
    await this.#within(LAST_WRITE_MS, this.#reviews.index.close());
    await this.#sql.close();
  }

  /** The result, or undefined when it takes longer than `limit`. */
  #within<T>(limit: Millis, work: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const timer = this.#clock.after(limit, () => resolve(undefined));
      work.then(resolve, reject).finally(() => timer.cancel());
    });
  }
}
