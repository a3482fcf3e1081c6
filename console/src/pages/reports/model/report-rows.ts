import type { AgentStatistics, AgentStatisticsRow, QueueStatistics, QueueStatisticsRow } from '#contract';
import type { By } from './asked.ts';
import { sumAgentRows, sumQueueRows } from './sum-rows.ts';

/** One line of a table, and one bar of its chart. */
export interface ReportRow<T> {
  readonly key: string;
  /** The queue or agent; absent where the row is of an interval. */
  readonly id?: string;
  readonly name?: string;
  /** The interval; absent where the row is of the whole time. */
  readonly begin?: number;
  readonly figures: T;
  readonly adherence?: number | undefined;
  readonly conformance?: number | undefined;
}

export interface Report<T> {
  readonly rows: readonly ReportRow<T>[];
  readonly total: T;
}

/** Lines of the report, and their sum: both of the same rows, so that they agree. */
export function queueReport({ queues }: QueueStatistics, by: By, from: number): Report<QueueStatisticsRow> {
  const total = sumQueueRows(queues.map((queue) => queue.total), from);
  if (by === 'one') return { rows: queues.map(({ queue, name, total: figures }) => ({ key: queue, id: queue, name, figures })), total };
  return { rows: byTime(queues.flatMap(({ rows }) => rows), sumQueueRows), total };
}

export function agentReport({ agents }: AgentStatistics, by: By, from: number): Report<AgentStatisticsRow> {
  const total = sumAgentRows(agents.flatMap(({ rows }) => rows), from);
  if (by === 'time') return { rows: byTime(agents.flatMap(({ rows }) => rows), sumAgentRows), total };
  return { rows: agents.map(({ agent, name, rows, adherence, conformance }) => ({ key: agent, id: agent, name, figures: sumAgentRows(rows, from), adherence, conformance })), total };
}

function byTime<T extends { readonly begin: number }>(all: readonly T[], sum: (rows: readonly T[], begin: number) => T): readonly ReportRow<T>[] {
  const begins = new Map<number, T[]>();
  for (const row of all) {
    const same = begins.get(row.begin);
    if (same) same.push(row);
    else begins.set(row.begin, [row]);
  }
  return [...begins].sort(([a], [b]) => a - b).map(([begin, rows]) => ({ key: String(begin), begin, figures: sum(rows, begin) }));
}
