import type { AgentStatisticsRow, CountedAs, QueueStatisticsRow } from '#contract';
import type { messages } from '../messages.ts';
import type { ReportRow } from '../model/report-rows.ts';

export type Word = keyof (typeof messages)['en'];

/** A column of a report. `as`: its figure counts calls, which it opens. */
export interface Column<T> {
  readonly word: Word;
  readonly why?: Word;
  readonly kind: 'count' | 'share' | 'seconds';
  readonly of: (figures: T, row?: ReportRow<T>) => number | undefined;
  readonly as?: CountedAs;
  /** Only where any row has it. */
  readonly ifAny?: boolean;
}

export const QUEUE_COLUMNS: readonly Column<QueueStatisticsRow>[] = [
  { word: 'offered', why: 'offeredWhy', kind: 'count', of: (row) => row.offered, as: 'offered' },
  { word: 'answered', why: 'answeredWhy', kind: 'count', of: (row) => row.answered, as: 'answered' },
  { word: 'inTime', why: 'inTimeWhy', kind: 'count', of: (row) => row.answeredInTime, as: 'in-time' },
  { word: 'abandoned', why: 'abandonedWhy', kind: 'count', of: (row) => row.abandoned, as: 'abandoned' },
  { word: 'short', why: 'shortWhy', kind: 'count', of: (row) => row.abandonedShort, as: 'abandoned-short' },
  { word: 'overflowed', kind: 'count', of: (row) => row.overflowed, as: 'overflowed', ifAny: true },
  { word: 'left', why: 'leftWhy', kind: 'count', of: (row) => row.left, as: 'left', ifAny: true },
  { word: 'lost', kind: 'count', of: (row) => row.lost, as: 'lost', ifAny: true },
  { word: 'stillWaiting', kind: 'count', of: (row) => row.waiting, as: 'waiting', ifAny: true },
  { word: 'level', why: 'levelWhy', kind: 'share', of: (row) => row.serviceLevel },
  { word: 'levelAll', why: 'levelAllWhy', kind: 'share', of: (row) => row.serviceLevelOfAll },
  { word: 'abandonedShare', why: 'abandonedShareWhy', kind: 'share', of: (row) => row.abandonedShare },
  { word: 'asa', why: 'asaWhy', kind: 'seconds', of: (row) => row.asaSeconds },
  { word: 'longest', kind: 'seconds', of: (row) => (row.offered > 0 ? row.longestWaitSeconds : undefined) },
  { word: 'handle', why: 'handleWhy', kind: 'seconds', of: (row) => row.handleSeconds },
  { word: 'talk', kind: 'seconds', of: (row) => row.talkSeconds },
  { word: 'hold', kind: 'seconds', of: (row) => row.holdSeconds },
  { word: 'wrapUp', kind: 'seconds', of: (row) => row.wrapUpSeconds },
  { word: 'conversations', why: 'conversationsWhy', kind: 'count', of: (row) => row.talks, as: 'talks' },
  { word: 'transferred', why: 'transferredWhy', kind: 'count', of: (row) => row.transferred, as: 'transferred' },
];

export const AGENT_COLUMNS: readonly Column<AgentStatisticsRow>[] = [
  { word: 'signedIn', kind: 'seconds', of: (row) => row.signedInSeconds },
  { word: 'readyTime', kind: 'seconds', of: (row) => row.readySeconds },
  { word: 'ringing', kind: 'seconds', of: (row) => row.offeredSeconds },
  { word: 'talking', kind: 'seconds', of: (row) => row.busySeconds },
  { word: 'wrapUp', kind: 'seconds', of: (row) => row.wrapUpSeconds },
  { word: 'notReady', kind: 'seconds', of: (row) => row.notReadySeconds },
  { word: 'conversations', kind: 'count', of: (row) => row.talks, as: 'talks' },
  { word: 'transferred', why: 'transferredWhy', kind: 'count', of: (row) => row.transferred, as: 'transferred' },
  { word: 'missed', why: 'missedWhy', kind: 'count', of: (row) => row.missed, as: 'missed' },
  { word: 'elsewhere', why: 'elsewhereWhy', kind: 'count', of: (row) => row.answeredElsewhere, as: 'answered-elsewhere', ifAny: true },
  { word: 'handle', why: 'handleWhy', kind: 'seconds', of: (row) => row.handleSeconds },
  { word: 'occupancy', why: 'occupancyWhy', kind: 'share', of: (row) => row.occupancy },
  { word: 'utilisation', why: 'utilisationWhy', kind: 'share', of: (row) => row.utilisation },
  { word: 'adherence', why: 'adherenceWhy', kind: 'share', of: (_, row) => row?.adherence, ifAny: true },
  { word: 'conformance', why: 'conformanceWhy', kind: 'share', of: (_, row) => row?.conformance, ifAny: true },
];

/** Columns that have something to tell. */
export function shownColumns<T>(columns: readonly Column<T>[], rows: readonly ReportRow<T>[]): readonly Column<T>[] {
  return columns.filter(({ ifAny, of }) => ifAny !== true || rows.some((row) => (of(row.figures, row) ?? 0) > 0));
}
