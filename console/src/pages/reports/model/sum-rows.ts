import type { AgentStatisticsRow, QueueStatisticsRow } from '#contract';

/** Rows of several queues or intervals as one. Counts add up; shares are made anew of the counts, means are weighed by what they are means of. */
export function sumQueueRows(rows: readonly QueueStatisticsRow[], begin: number): QueueStatisticsRow {
  const sum = (of: (row: QueueStatisticsRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const counts = Object.fromEntries(QUEUE_COUNTS.map((key) => [key, sum((row) => row[key])])) as Pick<QueueStatisticsRow, (typeof QUEUE_COUNTS)[number]>;
  const { offered, answered, answeredInTime, abandoned, abandonedInTime, abandonedShort, talks } = counts;
  const mean = (key: QueueMean, weight: (row: QueueStatisticsRow) => number, whole: number) => ratio(sum((row) => (row[key] ?? 0) * weight(row)), whole);
  const spoken = (key: QueueMean) => mean(key, (row) => row.talks, talks);
  return given({
    begin,
    ...counts,
    longestWaitSeconds: Math.max(0, ...rows.map((row) => row.longestWaitSeconds)),
    serviceLevel: ratio(answeredInTime, answered + abandoned - abandonedInTime),
    serviceLevelOfAll: ratio(answeredInTime, offered - abandonedShort),
    abandonedShare: ratio(abandoned - abandonedShort, offered - abandonedShort),
    asaSeconds: mean('asaSeconds', (row) => row.answered, answered),
    abandonedAfterSeconds: mean('abandonedAfterSeconds', (row) => row.abandoned, abandoned),
    handleSeconds: spoken('handleSeconds'),
    talkSeconds: spoken('talkSeconds'),
    holdSeconds: spoken('holdSeconds'),
    wrapUpSeconds: spoken('wrapUpSeconds'),
  });
}

const QUEUE_COUNTS = ['offered', 'answered', 'answeredInTime', 'abandoned', 'abandonedInTime', 'abandonedShort', 'overflowed', 'left', 'lost', 'waiting', 'talks', 'transferred'] as const;
type QueueMean = 'asaSeconds' | 'abandonedAfterSeconds' | 'handleSeconds' | 'talkSeconds' | 'holdSeconds' | 'wrapUpSeconds';

const AGENT_COUNTS = ['signedInSeconds', 'readySeconds', 'offeredSeconds', 'busySeconds', 'wrapUpSeconds', 'notReadySeconds', 'talks', 'transferred', 'missed', 'answeredElsewhere'] as const;

/** The same of agents. */
export function sumAgentRows(rows: readonly AgentStatisticsRow[], begin: number): AgentStatisticsRow {
  const sum = (of: (row: AgentStatisticsRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const counts = Object.fromEntries(AGENT_COUNTS.map((key) => [key, sum((row) => row[key])])) as Pick<AgentStatisticsRow, (typeof AGENT_COUNTS)[number]>;
  const { signedInSeconds, readySeconds, offeredSeconds, busySeconds, wrapUpSeconds, talks } = counts;
  const reasons: Record<string, number> = {};
  for (const row of rows) for (const [reason, seconds] of Object.entries(row.reasons)) reasons[reason] = (reasons[reason] ?? 0) + seconds;
  const atWork = offeredSeconds + busySeconds + wrapUpSeconds;
  return given({
    begin,
    ...counts,
    reasons,
    occupancy: ratio(atWork, atWork + readySeconds),
    utilisation: ratio(busySeconds + wrapUpSeconds, signedInSeconds),
    handleSeconds: ratio(sum((row) => (row.handleSeconds ?? 0) * row.talks), talks),
  });
}

const ratio = (part: number, whole: number): number | undefined => (whole > 0 ? part / whole : undefined);

type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** Without what is undefined. */
function given<T extends object>(row: T): Given<T> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Given<T>;
}
