import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import type { QueueStatistics, QueueStatisticsRow } from '#contract';
import { get } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useNameOf, useAgents, useQueues } from '../../parts/list/queue-names.ts';
import { oneOf, queryOf, useAddress } from '../../parts/list/use-address.ts';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { CallsDrawer } from './calls/calls-drawer.tsx';
import { callsChart, handleChart, placesOf } from './chart/chart-facts.ts';
import { ReportChart } from './chart/report-chart.tsx';
import { FilterBar } from './filters/filter-bar.tsx';
import { countText, secondsText, shareText } from './format.ts';
import { type KeyFigure, KeyFigures } from './key-figures.tsx';
import { messages } from './messages.ts';
import { busiestHour } from './model/busiest-hour.ts';
import { type Asked, spanOf } from './model/asked.ts';
import { queueReport } from './model/report-rows.ts';
import { QUEUE_COLUMNS } from './table/columns.ts';
import { ReportTable } from './table/report-table.tsx';
import { type ReportProps, useLabels, useReportQuery } from './filters/report-query.ts';
import { type Opened, useOpened } from './use-opened.ts';

/** Calls of queues: key figures, a chart and a table of the same rows. */
export function QueueView({ asked, zone, now }: ReportProps): ReactNode {
  const text = useText(messages);
  const queues = useQueues();
  const agents = useAgents();
  const names = useNameOf([...queues, ...agents]);
  const labels = useLabels(asked, zone);
  const opened = useOpened(asked, zone);
  const { interval, id, team, by } = asked;
  const span = spanOf(asked, zone);
  const query = queryOf({ ...span, interval, id, team });
  const answer = useQuery({ queryKey: ['statistics', 'queues', query], queryFn: ({ signal }) => get<QueueStatistics>(`/api/statistics/queues?${query}`, { signal }), ...useReportQuery(span.until) });
  const report = useMemo(() => answer.data && queueReport(answer.data, by, span.from), [answer.data, by, span.from]);
  return (
    <>
      <FilterBar asked={asked} zone={zone} now={now} named={queues} />
      {!report && (answer.error ? <Failure error={answer.error} again={() => void answer.refetch()} /> : <Loading rows={10} />)}
      {report && report.total.offered + report.total.talks === 0 && <div className="list-empty"><Empty title={text('empty')}>{text('emptyHint')}</Empty></div>}
      {report && answer.data && report.total.offered + report.total.talks > 0 && (
        <>
          <Sums total={report.total} opened={opened} />
          <Chart rows={report.rows} asked={asked} labels={labels} />
          <PlanStaff statistics={answer.data} total={report.total} asked={asked} />
          <ReportTable report={report} columns={QUEUE_COLUMNS} head={text(by === 'one' ? 'queue' : 'time')} labelOf={labels.row} open={opened.open} />
        </>
      )}
      <CallsDrawer opened={opened.figure} title={labels.opened(opened, names)} names={names} close={opened.close} />
    </>
  );
}

function Sums({ total, opened }: { readonly total: QueueStatisticsRow; readonly opened: Opened }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const count = (value: number): string => countText(value, language);
  const split = `${text('talk')} ${secondsText(total.talkSeconds)} · ${text('hold')} ${secondsText(total.holdSeconds)} · ${text('wrapUp')} ${secondsText(total.wrapUpSeconds)}`;
  const figures: readonly KeyFigure[] = [
    { word: 'offered', why: 'offeredWhy', value: count(total.offered), open: () => opened.open('offered') },
    { word: 'answered', why: 'answeredWhy', value: count(total.answered), note: `${text('inTime')} ${count(total.answeredInTime)}`, open: () => opened.open('answered') },
    { word: 'abandoned', why: 'abandonedWhy', value: count(total.abandoned), note: `${shareText(total.abandonedShare, language)} · ${text('short')} ${count(total.abandonedShort)}`, open: () => opened.open('abandoned') },
    { word: 'level', why: 'levelWhy', value: shareText(total.serviceLevel, language) },
    { word: 'levelAll', why: 'levelAllWhy', value: shareText(total.serviceLevelOfAll, language) },
    { word: 'asa', why: 'asaWhy', value: secondsText(total.asaSeconds), note: `${text('longest')} ${secondsText(total.longestWaitSeconds)}` },
    { word: 'handle', why: 'handleWhy', value: secondsText(total.handleSeconds), note: split },
  ];
  return <KeyFigures figures={figures} />;
}

const CHARTS = ['calls', 'handling'] as const;

function Chart({ rows, asked, labels }: { readonly rows: ReturnType<typeof queueReport>['rows']; readonly asked: Asked; readonly labels: ReturnType<typeof useLabels> }): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const shown = oneOf(search.get('chart'), CHARTS);
  const facts = useMemo(() => (shown === 'calls' ? callsChart : handleChart)(placesOf(rows, labels.begins(rows), labels), asked.by === 'time'), [rows, labels, shown, asked.by]);
  return (
    <>
      <Segmented size="small" className="report-chart-choice" value={shown} aria-label={text('chart')} options={[{ value: 'calls', label: text('chartCalls') }, { value: 'handling', label: text('chartHandle') }]} onChange={(value) => change({ chart: value === 'calls' ? undefined : value })} />
      <ReportChart key={asked.by} facts={facts} />
    </>
  );
}

/** To the calculator, with the busiest hour of this report. */
function PlanStaff({ statistics, total, asked: { interval } }: { readonly statistics: QueueStatistics; readonly total: QueueStatisticsRow; readonly asked: Asked }): ReactNode {
  const text = useText(messages);
  const calls = busiestHour(statistics, interval);
  if (calls === undefined || total.handleSeconds === undefined) return null;
  const query = queryOf({ view: 'staff', calls, handle: Math.max(1, Math.round(total.handleSeconds)) });
  return <p className="report-plan"><Link to={`/reports?${query}`}>{text('planStaff')}</Link></p>;
}
