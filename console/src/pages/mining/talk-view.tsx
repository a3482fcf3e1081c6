import { Segmented } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import type { AddressChange } from '../../parts/list/use-address.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { formatCount, formatDuration, formatShare } from '../../time/format.ts';
import type { TalkRow } from './answers.ts';
import { type Asked, periodQuery } from './asked.ts';
import { Figure, type Open } from './figure.tsx';
import { messages } from './messages.ts';

type By = 'queue' | 'agent' | 'day';

interface Props {
  readonly asked: Asked;
  readonly open: Open;
  /** Names of queues and agents. */
  readonly nameOf: (by: By, key: string) => string;
}

/** Who talks how much, silence, interruptions, speed. */
export function TalkView({ asked, open, nameOf }: Props): ReactNode {
  const text = useText(messages);
  const [by, setBy] = useState<By>('queue');
  const query = periodQuery(asked, { by });
  const talk = useQuery({ queryKey: ['mining-talk', query], refetchInterval: 15_000, queryFn: ({ signal }) => get<{ readonly rows: readonly TalkRow[] }>(`/api/mining/figures?${query}`, { signal }) });
  return (
    <section className="mining-part wide" aria-labelledby="mining-talk">
      <h2 id="mining-talk">{text('talk')}</h2>
      <Segmented<By> value={by} aria-label={text('by')} options={[{ value: 'queue', label: text('byQueue') }, { value: 'agent', label: text('byAgent') }, { value: 'day', label: text('byDayChoice') }]} onChange={setBy} />
      {talk.isPending && <Loading rows={4} />}
      {talk.isError && <Failure error={talk.error} again={() => void talk.refetch()} />}
      {talk.data?.rows.length === 0 && <p>{text('noTalk')}</p>}
      {talk.data && talk.data.rows.length > 0 && (
        <div className="mining-scroll" role="region" tabIndex={0} aria-label={text('talk')}>
          <table className="list-table">
            <thead>
              <tr>
                <th scope="col">{text(by === 'queue' ? 'byQueue' : by === 'agent' ? 'byAgent' : 'byDayChoice')}</th>
                {(['calls', 'agentShare', 'silenceShare', 'longestSilence', 'agentBreaks', 'callerBreaks', 'agentPace', 'callerPace'] as const).map((key) => <th key={key} scope="col" className="right">{text(key)}</th>)}
              </tr>
            </thead>
            <tbody>{talk.data.rows.map((row) => <Row key={row.key} row={row} name={nameOf(by, row.key)} opens={opensOf(by, row, asked)} open={open} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** A day at the edge of the period is counted from there. */
function opensOf(by: By, { key, from = 0, until = 0 }: TalkRow, asked: Asked): AddressChange {
  return { mined: 'true', ...(by === 'day' ? { from: String(Math.max(from, asked.from)), until: String(Math.min(until, asked.until)) } : { [by]: key }) };
}

function Row({ row, name, opens, open }: { readonly row: TalkRow; readonly name: string; readonly opens: AddressChange; readonly open: Open }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const share = (value: number | undefined) => (value === undefined ? '' : formatShare(value, language));
  const pace = (value: number | undefined) => (value === undefined ? '' : text('pace', { count: Math.round(value) }));
  const opened = (label: string, shown: string, figure?: string) => (shown === '' ? '' : <Figure what={`${name} · ${label}`} opens={{ ...opens, ...(figure === undefined ? {} : { figure }) }} open={open}>{shown}</Figure>);
  const count = (label: string, value: number, figure: string) => (value > 0 ? opened(label, formatCount(value, language), figure) : formatCount(0, language));
  return (
    <tr>
      <th scope="row"><bdi>{name}</bdi></th>
      <td className="right">{opened(text('calls'), formatCount(row.calls, language))}</td>
      <td className="right">{opened(text('agentShare'), share(row.agentShare))}</td>
      <td className="right">{row.silenceShare ? opened(text('silenceShare'), share(row.silenceShare), 'silence') : share(row.silenceShare)}</td>
      <td className="right figures">{formatDuration(row.longestSilence)}</td>
      <td className="right">{count(text('agentBreaks'), row.agentInterruptions, 'agent-interruptions')}</td>
      <td className="right">{count(text('callerBreaks'), row.callerInterruptions, 'caller-interruptions')}</td>
      <td className="right">{opened(text('agentPace'), pace(row.agentPerMinute))}</td>
      <td className="right">{opened(text('callerPace'), pace(row.callerPerMinute))}</td>
    </tr>
  );
}
