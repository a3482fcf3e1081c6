import type { EpochMillis, Millis } from '#core';
import type { AgentSpan, CallFacts, Talk } from '../model.ts';
import { type AgentRow, EMPTY_AGENT_ROW, withSpan } from './agent-row.ts';
import { cut, type Intervals } from './intervals.ts';
import { EMPTY_QUEUE_ROW, type Limits, type QueueRow, withStay, withTalk } from './queue-row.ts';

export interface TablesOptions {
  readonly from: EpochMillis;
  readonly until: EpochMillis;
  readonly intervals: Intervals;
  readonly limits: (queue: string) => Limits;
}

/** Wrap-up begins with the end of the conversation; the two are written down by different hands. */
const WRAP_UP_WITHIN_MS: Millis = 2_000;

/** Rows by interval of queues and agents; only what began between `from` and `until` is counted. */
export class Tables {
  readonly queues = new Map<string, Map<EpochMillis, QueueRow>>();
  readonly agents = new Map<string, Map<EpochMillis, AgentRow>>();
  readonly #options: TablesOptions;
  readonly #wrapUps: ReadonlyMap<string, readonly AgentSpan[]>;

  /** `spans`: of all agents, those of one agent in order. */
  constructor(options: TablesOptions, spans: readonly AgentSpan[]) {
    this.#options = options;
    const wrapUps = new Map<string, AgentSpan[]>();
    for (const span of spans) {
      this.#addSpan(span);
      if (span.state !== 'wrap-up') continue;
      const own = wrapUps.get(span.agent);
      if (own) own.push(span);
      else wrapUps.set(span.agent, [span]);
    }
    this.#wrapUps = wrapUps;
  }

  add({ stays, talks, rang }: CallFacts): void {
    const { limits } = this.#options;
    const beginOf = new Map<string, EpochMillis>();
    for (const stay of stays) {
      beginOf.set(stay.queue, stay.since);
      this.#queue(stay.queue, stay.since, (row) => withStay(row, stay, limits(stay.queue)));
    }
    for (const talk of talks) {
      const wrapUpMs = this.#wrapUpOf(talk);
      // Beside the wait that led to it, so that averages of an interval are of its callers.
      this.#queue(talk.queue, beginOf.get(talk.queue) ?? talk.since, (row) => withTalk(row, talk, wrapUpMs));
      const { talkMs, holdMs, transferred } = talk;
      this.#agent(talk.agent, talk.since, (row) => ({
        ...row,
        talks: row.talks + 1,
        talkMs: row.talkMs + talkMs,
        holdMs: row.holdMs + holdMs,
        talkWrapUpMs: row.talkWrapUpMs + wrapUpMs,
        transferred: row.transferred + Number(transferred),
      }));
    }
    for (const { agent, at, as } of rang) {
      const figure = as === 'missed' ? 'missed' : 'answeredElsewhere';
      this.#agent(agent, at, (row) => ({ ...row, [figure]: row[figure] + 1 }));
    }
  }

  #addSpan(span: AgentSpan): void {
    const { from, until, intervals } = this.#options;
    for (const { begin, ms } of cut(intervals, Math.max(from, span.from), Math.min(until, span.until))) {
      change(this.agents, span.agent, begin, EMPTY_AGENT_ROW, (row) => withSpan(row, span, ms));
    }
  }

  #wrapUpOf({ agent, until }: Talk): Millis {
    if (until === undefined) return 0;
    const span = this.#wrapUps.get(agent)?.find(({ from }) => Math.abs(from - until) <= WRAP_UP_WITHIN_MS);
    return span ? span.until - span.from : 0;
  }

  #queue(queue: string, at: EpochMillis, next: (row: QueueRow) => QueueRow): void {
    if (this.#counts(at)) change(this.queues, queue, this.#options.intervals.beginOf(at), EMPTY_QUEUE_ROW, next);
  }

  #agent(agent: string, at: EpochMillis, next: (row: AgentRow) => AgentRow): void {
    if (this.#counts(at)) change(this.agents, agent, this.#options.intervals.beginOf(at), EMPTY_AGENT_ROW, next);
  }

  #counts(at: EpochMillis): boolean {
    return at >= this.#options.from && at < this.#options.until;
  }
}

function change<T>(table: Map<string, Map<EpochMillis, T>>, name: string, begin: EpochMillis, empty: T, next: (row: T) => T): void {
  let rows = table.get(name);
  if (!rows) table.set(name, (rows = new Map()));
  rows.set(begin, next(rows.get(begin) ?? empty));
}
