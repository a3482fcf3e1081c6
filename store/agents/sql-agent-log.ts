import type { Clock, EpochMillis, Log, Millis } from '#core';
import type { AgentLog, AgentStep } from '../port.ts';
import { epochOf } from '../timeline/rows.ts';
import type { Sql } from '../sql/sql.ts';

/** A busy floor changes states hundreds of times a second: they are written together. */
const GATHER_MS: Millis = 500;
const AGAIN_AFTER_MS: Millis = 5_000;
/** An hour of a large floor while the database is away; then the oldest are let go. */
const MOST_WAITING = 50_000;
/** An agent without any change for longer has gone home. */
const LONGEST_SHIFT_MS: Millis = 172_800_000;

/** States of agents on any `Sql`. */
export class SqlAgentLog implements AgentLog {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #log: Log;
  #waiting: AgentStep[] = [];
  #writing: Promise<void> | undefined;
  #timer: { cancel(): void } | undefined;

  constructor(sql: Sql, clock: Clock, log: Log) {
    this.#sql = sql;
    this.#clock = clock;
    this.#log = log;
  }

  append(step: AgentStep): void {
    this.#waiting.push(step);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
    this.#later(GATHER_MS);
  }

  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    await this.#writing;
    if (this.#waiting.length === 0) return;
    this.#writing = this.#write();
    await this.#writing;
  }

  async since(from: EpochMillis, until?: EpochMillis): Promise<readonly AgentStep[]> {
    const [begin, before, end] = [from, from - LONGEST_SHIFT_MS, until].map((at) => (at === undefined ? null : new Date(Math.round(at)).toISOString()));
    const rows = await this.#sql.query(
      `SELECT * FROM (
         SELECT DISTINCT ON (agent) * FROM agent_steps WHERE at < $1 AND at >= $2 ORDER BY agent, at DESC, n DESC
       ) AS last_before
       UNION ALL SELECT * FROM agent_steps WHERE at >= $1 AND ($3::timestamptz IS NULL OR at < $3)
       ORDER BY at, n`,
      [begin, before, end],
    );
    return rows.map((row) => ({ agent: String(row.agent), at: epochOf(row.at), state: String(row.state), data: row.data as AgentStep['data'] }));
  }

  #later(delay: Millis): void {
    this.#timer ??= this.#clock.after(delay, () => {
      this.#timer = undefined;
      void this.flush();
    });
  }

  /** Never rejects: what the database does not take now waits on. */
  async #write(): Promise<void> {
    const steps = this.#waiting;
    this.#waiting = [];
    const rows = steps.map(({ agent, at, state, data }) => ({ agent, at: new Date(Math.round(at)).toISOString(), state, data }));
    try {
      await this.#sql.query(
        'INSERT INTO agent_steps (agent, at, state, data) SELECT agent, at, state, data FROM jsonb_to_recordset($1::jsonb) AS s(agent text, at timestamptz, state text, data jsonb)',
        [JSON.stringify(rows)],
      );
    } catch (error) {
      this.#log.warn('states of agents wait for the database', { steps: steps.length, error });
      this.#waiting = [...steps, ...this.#waiting];
      this.#later(AGAIN_AFTER_MS);
    } finally {
      this.#writing = undefined;
    }
  }
}
