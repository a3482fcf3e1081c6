import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { AgentStatistics, AgentStatisticsRow } from '#contract';
import { get } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAgents, useNameOf, useQueues } from '../../parts/list/queue-names.ts';
import { queryOf } from '../../parts/list/use-address.ts';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { useReasonName } from '../floor/tables/use-choices.ts';
import { CallsDrawer } from './calls/calls-drawer.tsx';
import { placesOf, timesChart } from './chart/chart-facts.ts';
import { ReportChart } from './chart/report-chart.tsx';
import { FilterBar } from './filters/filter-bar.tsx';
import { countText, secondsText, shareText } from './format.ts';
import { type KeyFigure, KeyFigures } from './key-figures.tsx';
import { messages } from './messages.ts';
import { spanOf } from './model/asked.ts';
import { agentReport } from './model/report-rows.ts';
import { type ReportProps, useLabels, useReportQuery } from './filters/report-query.ts';
import { AGENT_COLUMNS } from './table/columns.ts';
import { ReportTable } from './table/report-table.tsx';
import { type Opened, useOpened } from './use-opened.ts';

/** What agents did: key figures, a chart and a table of the same rows. */
export function AgentView({ asked, zone, now }: ReportProps): ReactNode {
  const text = useText(messages);
  const agents = useAgents();
  const queues = useQueues();
  const names = useNameOf([...queues, ...agents]);
  const labels = useLabels(asked, zone);
  const opened = useOpened(asked, zone);
  const { interval, id, team, by } = asked;
  const span = spanOf(asked, zone);
  const query = queryOf({ ...span, interval, id, team });
  const answer = useQuery({ queryKey: ['statistics', 'agents', query], queryFn: ({ signal }) => get<AgentStatistics>(`/api/statistics/agents?${query}`, { signal }), ...useReportQuery(span.until) });
  const report = useMemo(() => answer.data && agentReport(answer.data, by, span.from), [answer.data, by, span.from]);
  const facts = useMemo(() => timesChart(placesOf(report?.rows ?? [], labels.begins(report?.rows ?? []), labels), by === 'time'), [report, labels, by]);
  const nothing = report !== undefined && report.total.signedInSeconds + report.total.talks === 0;
  return (
    <>
      <FilterBar asked={asked} zone={zone} now={now} named={agents} />
      {!report && (answer.error ? <Failure error={answer.error} again={() => void answer.refetch()} /> : <Loading rows={10} />)}
      {nothing && <div className="list-empty"><Empty title={text('empty')}>{text('emptyHint')}</Empty></div>}
      {report && !nothing && (
        <>
          <Sums total={report.total} opened={opened} />
          <ReportChart key={by} facts={facts} />
          <ReportTable report={report} columns={AGENT_COLUMNS} head={text(by === 'one' ? 'agent' : 'time')} labelOf={labels.row} open={opened.open} />
        </>
      )}
      <CallsDrawer opened={opened.figure} title={labels.opened(opened, names)} names={names} close={opened.close} />
    </>
  );
}

function Sums({ total, opened }: { readonly total: AgentStatisticsRow; readonly opened: Opened }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const reasonName = useReasonName();
  const reasons = Object.entries(total.reasons).sort(([, a], [, b]) => b - a).map(([reason, seconds]) => `${reasonName(reason)} ${secondsText(seconds)}`).join(' · ');
  const figures: readonly KeyFigure[] = [
    { word: 'conversations', value: countText(total.talks, language), note: `${text('transferred')} ${countText(total.transferred, language)}`, open: total.talks > 0 ? () => opened.open('talks') : undefined },
    { word: 'missed', why: 'missedWhy', value: countText(total.missed, language), open: total.missed > 0 ? () => opened.open('missed') : undefined },
    { word: 'handle', why: 'handleWhy', value: secondsText(total.handleSeconds) },
    { word: 'occupancy', why: 'occupancyWhy', value: shareText(total.occupancy, language) },
    { word: 'utilisation', why: 'utilisationWhy', value: shareText(total.utilisation, language) },
    { word: 'signedIn', value: secondsText(total.signedInSeconds), note: `${text('readyTime')} ${secondsText(total.readySeconds)}` },
    { word: 'notReady', value: secondsText(total.notReadySeconds), ...(reasons === '' ? {} : { note: reasons }) },
  ];
  return <KeyFigures figures={figures} />;
}
