import { Segmented } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { CountedSurvey, SatisfactionFiguresBody, SatisfactionRow } from '#contract';
import { get } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAgents, useNameOf, useQueues } from '../../parts/list/queue-names.ts';
import { oneOf, queryOf, useAddress } from '../../parts/list/use-address.ts';
import { Name } from '../../parts/names.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { serverNow } from '../../time/server-clock.ts';
import { type CountedOf, CountedDrawer } from './counted-drawer.tsx';
import { shownFigures } from './figure-words.ts';
import { messages } from './messages.ts';

const PERIODS = ['30', '7', '90'] as const;
const BY = ['queue', 'agent', 'day'] as const;
const DAY_MS = 86_400_000;

/** CSAT, NPS, first-contact resolution and response rate of a period; each opens to what it counts. */
export function FiguresView(): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const days = oneOf(search.get('days'), PERIODS);
  const by = oneOf(search.get('by'), BY);
  const [opened, open] = useState<CountedOf>();
  const span = useMemo(() => ({ from: new Date(serverNow() - Number(days) * DAY_MS).toISOString(), until: new Date(serverNow() + DAY_MS).toISOString() }), [days]);
  const { data, error, refetch } = useQuery({ queryKey: ['satisfaction', 'figures', span, by], queryFn: ({ signal }) => get<SatisfactionFiguresBody>(`/api/satisfaction/figures?${queryOf({ ...span, by })}`, { signal }), refetchInterval: 30_000, placeholderData: (before) => before });
  const opens = (row: SatisfactionRow, figure: string) => (as: CountedSurvey) => open({ as, figure, span, ...(row.key === undefined ? {} : { [by]: row.key }) });
  return (
    <>
      <div className="list-bar">
        <Segmented size="small" aria-label={text('period')} value={days} options={PERIODS.toSorted((a, b) => Number(a) - Number(b)).map((value) => ({ value, label: text('days', { count: Number(value) }) }))} onChange={(value) => change({ days: value })} />
        <span className="grow" />
        <Segmented size="small" aria-label={text('by')} value={by} options={BY.map((value) => ({ value, label: text(value) }))} onChange={(value) => change({ by: value })} />
      </div>
      {!data && (error ? <Failure error={error} again={() => void refetch()} /> : <Loading rows={8} />)}
      {data && data.total.resolved + data.total.asked === 0 && <Empty title={text('none')}>{text('noneHint')}</Empty>}
      {data && data.total.resolved + data.total.asked > 0 && <><Keys total={data.total} opens={opens} /><Rows by={data.by === 'total' ? by : data.by} rows={data.rows} opens={opens} /></>}
      {opened && <CountedDrawer counted={opened} close={() => open(undefined)} />}
    </>
  );
}

type Opens = (row: SatisfactionRow, figure: string) => (as: CountedSurvey) => void;

function Keys({ total, opens }: { readonly total: SatisfactionRow; readonly opens: Opens }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const shown = new Map(shownFigures(total, language).map((figure) => [figure.word, figure]));
  const notes = { csat: text('csatWhy'), nps: text('npsWhy'), fcr: text('fcrWhy'), responseRate: text('answered', { answered: total.answered, asked: total.asked }), low: text('of', { count: total.low, all: total.scored }) } as const;
  return (
    <dl className="satisfaction-keys">
      {(['csat', 'nps', 'fcr', 'responseRate', 'low'] as const).map((word) => {
        const figure = shown.get(word);
        return <div key={word} className="panel"><dt>{text(word)}</dt><dd><span className="figures"><Figure name={text(word)} value={figure?.value ?? ''} counts={figure?.counts} open={opens(total, text(word))} /></span><small className="quiet">{notes[word]}</small></dd></div>;
      })}
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly counts: CountedSurvey | undefined;
  readonly open: (as: CountedSurvey) => void;
}

function Figure({ name, value, counts, open }: FigureProps): ReactNode {
  const text = useText(messages);
  if (counts === undefined) return value;
  return <button type="button" className="satisfaction-figure figures" aria-label={text('open', { figure: name, count: value })} onClick={() => open(counts)}>{value}</button>;
}

function Rows({ by, rows, opens }: { readonly by: (typeof BY)[number]; readonly rows: readonly SatisfactionRow[]; readonly opens: Opens }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const queueName = useNameOf(useQueues());
  const agentName = useNameOf(useAgents());
  const nameOf = (key: string | undefined): string => (key === undefined ? text('nobody') : by === 'queue' ? queueName(key) : by === 'agent' ? agentName(key) : key);
  const columns = rows[0] ? shownFigures(rows[0], language).map(({ word }) => word) : [];
  return (
    <table className="list-table">
      <caption className="hidden-text">{text('figures')}</caption>
      <thead><tr><th scope="col">{text(by)}</th>{columns.map((word) => <th key={word} scope="col" className="right">{text(word)}</th>)}</tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key ?? ''}>
            <th scope="row"><Name of={nameOf(row.key)} /></th>
            {shownFigures(row, language).map(({ word, value, counts }) => <td key={word} className="right figures"><Figure name={`${nameOf(row.key)} ${text(word)}`} value={value} counts={row.key === undefined ? undefined : counts} open={opens(row, `${nameOf(row.key)} · ${text(word)}`)} /></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
