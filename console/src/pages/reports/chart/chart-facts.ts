import type { AgentStatisticsRow, QueueStatisticsRow } from '#contract';
import type { ReportRow } from '../model/report-rows.ts';
import type { Word } from '../table/columns.ts';

/** What a chart draws: the rows of the table, as bars and a line. Colours are names of the theme, `soft` half seen through. */
export interface ChartFacts {
  readonly title: Word;
  readonly categories: readonly string[];
  readonly bars: readonly { readonly name: Word; readonly colour: string; readonly data: readonly number[] }[];
  readonly barsAre: 'counts' | 'seconds';
  /** Joined over time; between queues or agents there is nothing to join. */
  readonly joined: boolean;
  readonly line?: { readonly name: Word; readonly data: readonly (number | undefined)[] };
}

/** Rows by time without gaps: an interval in which nothing began is an empty place. */
export interface Place<T> {
  readonly label: string;
  readonly figures: T | undefined;
}

export function placesOf<T>(rows: readonly ReportRow<T>[], begins: readonly number[] | undefined, labels: { readonly row: (row: ReportRow<T>) => string; readonly begin: (at: number) => string }): readonly Place<T>[] {
  if (!begins) return rows.map((row) => ({ label: labels.row(row), figures: row.figures }));
  const found = new Map(rows.map((row) => [row.begin, row.figures]));
  return begins.map((at) => ({ label: labels.begin(at), figures: found.get(at) }));
}

export function callsChart(places: readonly Place<QueueStatisticsRow>[], joined: boolean): ChartFacts {
  const each = (of: (row: QueueStatisticsRow) => number): number[] => places.map(({ figures }) => (figures ? of(figures) : 0));
  return {
    title: 'chartCalls',
    joined,
    categories: places.map(({ label }) => label),
    barsAre: 'counts',
    bars: [
      { name: 'answeredInChart', colour: 'link', data: each((row) => row.answered) },
      { name: 'abandonedInChart', colour: 'alarm', data: each((row) => row.abandoned - row.abandonedShort) },
      { name: 'shortInChart', colour: 'warning', data: each((row) => row.abandonedShort) },
      { name: 'otherInChart', colour: 'control', data: each((row) => row.overflowed + row.left + row.lost + row.waiting) },
    ],
    line: { name: 'level', data: places.map(({ figures }) => figures?.serviceLevel) },
  };
}

export function handleChart(places: readonly Place<QueueStatisticsRow>[], joined: boolean): ChartFacts {
  const each = (of: (row: QueueStatisticsRow) => number | undefined): number[] => places.map(({ figures }) => (figures && of(figures)) ?? 0);
  return {
    title: 'chartHandle',
    joined,
    categories: places.map(({ label }) => label),
    barsAre: 'seconds',
    bars: [
      { name: 'talk', colour: 'link', data: each((row) => row.talkSeconds) },
      { name: 'hold', colour: 'warning', data: each((row) => row.holdSeconds) },
      { name: 'wrapUp', colour: 'link soft', data: each((row) => row.wrapUpSeconds) },
    ],
  };
}

export function timesChart(places: readonly Place<AgentStatisticsRow>[], joined: boolean): ChartFacts {
  const each = (of: (row: AgentStatisticsRow) => number): number[] => places.map(({ figures }) => (figures ? of(figures) : 0));
  return {
    title: 'chartTimes',
    joined,
    categories: places.map(({ label }) => label),
    barsAre: 'seconds',
    bars: [
      { name: 'talking', colour: 'link', data: each((row) => row.busySeconds) },
      { name: 'wrapUp', colour: 'link soft', data: each((row) => row.wrapUpSeconds) },
      { name: 'ringing', colour: 'warning', data: each((row) => row.offeredSeconds) },
      { name: 'readyTime', colour: 'control', data: each((row) => row.readySeconds) },
      { name: 'notReady', colour: 'line', data: each((row) => row.notReadySeconds) },
    ],
    line: { name: 'occupancy', data: places.map(({ figures }) => figures?.occupancy) },
  };
}
