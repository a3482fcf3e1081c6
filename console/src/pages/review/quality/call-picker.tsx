import { Button, Checkbox, Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReviewCallList, ReviewCallRow, ReviewChoices } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { OneFilter } from '../../../parts/list/one-filter.tsx';
import { queryOf } from '../../../parts/list/use-address.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { Failure, Loading } from '../../../parts/states.tsx';
import { useSettings } from '../../../settings/settings.ts';
import { formatDuration, formatMoment } from '../../../time/format.ts';
import { messages } from './messages.ts';

export type PickedCall = Pick<ReviewCallRow, 'id'> & Partial<ReviewCallRow>;

interface Props {
  readonly picked: readonly PickedCall[];
  readonly pick: (calls: readonly PickedCall[]) => void;
  readonly most: number;
}

/** Ended calls with somebody to score, found by words, agent and queue; those that are picked stand above. */
export function CallPicker({ picked, pick, most }: Props): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const [asked, setAsked] = useState<{ readonly text?: string; readonly agent?: string | undefined; readonly queue?: string | undefined }>({});
  const choices = useQuery({ queryKey: ['review-choices'], queryFn: ({ signal }) => get<ReviewChoices>('/api/review/choices', { signal }), staleTime: 600_000 });
  const query = queryOf({ ...asked, limit: 50 });
  const found = useQuery<ReviewCallList>({ queryKey: ['review-list', 'picker', query], placeholderData: (before) => before, queryFn: ({ signal }) => get<ReviewCallList>(`/api/review/calls?${query}`, { signal }) });
  const calls = (found.data?.calls ?? []).filter(({ agent }) => agent !== undefined);
  const has = (id: string) => picked.some((each) => each.id === id);
  const toggle = (call: PickedCall) => pick(has(call.id) ? picked.filter(({ id }) => id !== call.id) : [...picked, call]);
  // A link to this form names a call by its id alone.
  const told = (call: PickedCall) => {
    const { startedAt, agentName = '' } = call.startedAt === undefined ? (calls.find(({ id }) => id === call.id) ?? call) : call;
    return startedAt === undefined ? call.id : `${formatMoment(startedAt, language)} · ${agentName}`;
  };
  return (
    <fieldset className="review-picker">
      <legend>{text('sessionCalls', { count: picked.length, most })}</legend>
      {picked.length > 0 && <ul className="review-chips">{picked.map((call) => <li key={call.id} className="review-chip"><span>{told(call)}</span><button type="button" aria-label={text('unpick', { call: told(call) })} onClick={() => toggle(call)}>×</button></li>)}</ul>}
      <div className="list-bar">
        <Input.Search className="review-search" allowClear maxLength={200} placeholder={text('findCalls')} aria-label={text('findCalls')} onSearch={(words) => setAsked((now) => ({ ...now, text: words.trim() }))} />
        <OneFilter label={text('agent')} value={asked.agent} options={choices.data?.agents ?? []} choose={(agent) => setAsked((now) => ({ ...now, agent }))} />
        <OneFilter label={text('queue')} value={asked.queue} options={choices.data?.queues ?? []} choose={(queue) => setAsked((now) => ({ ...now, queue }))} />
      </div>
      {found.isPending && <Loading rows={3} />}
      {found.isError && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && calls.length === 0 && <p className="quiet">{text('noCallsFound')}</p>}
      <ul className="review-picker-list">
        {calls.map((call) => (
          <li key={call.id}>
            <Checkbox checked={has(call.id)} disabled={!has(call.id) && picked.length >= most} onChange={() => toggle(call)}>
              <span className="figures">{formatMoment(call.startedAt, language)}</span> <Name of={call.agentName ?? ''} /> {call.queueName !== undefined && <Name of={call.queueName} className="quiet" />} <Phone number={call.from} /> <span className="figures quiet">{formatDuration(call.talkSeconds)}</span> {call.alerts > 0 && <span className="alarm figures">{text('alertCount', { count: call.alerts })}</span>}
            </Checkbox>
          </li>
        ))}
      </ul>
      {found.data?.next !== undefined && <p className="quiet">{text('narrowCalls')} {picked.length >= most && <Button size="small" onClick={() => pick([])}>{text('unpickAll')}</Button>}</p>}
    </fieldset>
  );
}
