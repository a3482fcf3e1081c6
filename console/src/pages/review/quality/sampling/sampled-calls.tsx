import { App, Button, Checkbox, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { QueuedCall, ReviewChoices, ReviewQueue } from '#contract';
import { get, post } from '../../../../api/client.ts';
import { messageOf } from '../../../../api/fault.ts';
import { useOwn, useText } from '../../../../i18n/use-text.ts';
import { Name } from '../../../../parts/names.tsx';
import { Empty, Failure, Loading } from '../../../../parts/states.tsx';
import { useMe } from '../../../../session/session.ts';
import { useSettings } from '../../../../settings/settings.ts';
import { formatMoment } from '../../../../time/format.ts';
import { messages } from '../messages.ts';
import { PlanList } from './plan-list.tsx';

const STATES = ['open', 'begun', 'done'] as const;

/** Calls that sampling plans have drawn, with the reason. */
export function SampledCalls(): ReactNode {
  const text = useText(messages);
  const [mine, setMine] = useState(true);
  const [plans, showPlans] = useState(false);
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const queue = useQuery({ queryKey: ['review-queue', mine, state], staleTime: 2_000, refetchInterval: 10_000, queryFn: ({ signal }) => get<ReviewQueue>(`/api/review/queue?mine=${String(mine)}&state=${state}`, { signal }) });
  const items = queue.data?.items ?? [];
  return (
    <>
      <div className="review-filters">
        <Select aria-label={text('state')} value={state} options={STATES.map((value) => ({ value, label: text(value) }))} onChange={setState} popupMatchSelectWidth={false} />
        <Checkbox checked={mine} onChange={(event) => setMine(event.target.checked)}>{text('onlyMine')}</Checkbox>
        <span className="grow" />
        <Button aria-expanded={plans} onClick={() => showPlans(!plans)}>{text('plans')}</Button>
      </div>
      {plans && <PlanList />}
      {queue.isPending && <Loading rows={6} />}
      {queue.isError && <Failure error={queue.error} again={() => void queue.refetch()} />}
      {queue.isSuccess && items.length === 0 && <Empty title={text('queueEmpty')}>{text('queueEmptyHint')}</Empty>}
      {items.length > 0 && (
        <table className="review-table">
          <caption className="hidden-text">{text('queueTitle')}</caption>
          <thead>
            <tr>{(['time', 'agent', 'plan', 'why', 'automaticScore', 'reviewer'] as const).map((head) => <th key={head} scope="col">{text(head)}</th>)}</tr>
          </thead>
          <tbody>{items.map((item) => <Row key={`${item.plan} ${item.call.id}`} item={item} />)}</tbody>
        </table>
      )}
    </>
  );
}

function Row({ item: { call, plan, planName, reason, place, reviewer, state } }: { readonly item: QueuedCall }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { language } = useSettings();
  const { person } = useMe();
  const choices = useQuery({ queryKey: ['review-choices'], queryFn: ({ signal }) => get<ReviewChoices>('/api/review/choices', { signal }), staleTime: 600_000 });
  const titleOf = (rule: string): string => own(choices.data?.rules.find(({ id }) => id === rule)?.title ?? { zh: rule, en: rule });
  const take = useTake();
  const because = reason.because.map((each) => (each === 'alert' ? text('becauseAlert') : each.replace(/^rule:(.*)$/, (_, rule: string) => `⚑ ${titleOf(rule)}`).replace(/^score:/, `${text('automaticScore')} `).replace(/^queue:/, ''))).join(' · ');
  const quota = reason.quota === undefined ? '' : text('ofQuota', { place, quota: reason.quota, period: reason.period });
  return (
    <tr>
      <th scope="row"><Link className="figures" to={`/review/${encodeURIComponent(call.id)}`}>{formatMoment(call.startedAt, language)}</Link></th>
      <td>{call.agentName !== undefined && <Name of={call.agentName} />}</td>
      <td>{own(planName)}</td>
      <td className="quiet">{[because, quota, text('lot', { lot: reason.lot.toFixed(4), share: String(reason.share) })].filter((each) => each !== '').join(' · ')}</td>
      <td className="figures">{call.automatic ?? '—'}</td>
      <td>{reviewer ?? ''} {state === 'open' && reviewer !== person.login && <Button size="small" onClick={() => void take(plan, call.id)}>{text('take')}</Button>}</td>
    </tr>
  );
}

function useTake(): (plan: string, call: string) => Promise<void> {
  const queries = useQueryClient();
  const { message } = App.useApp();
  return async (plan, call) => {
    await post<unknown>('/api/review/queue/give', { plan, call }).catch((error: unknown) => void message.error(messageOf(error)));
    await queries.invalidateQueries({ queryKey: ['review-queue'] });
  };
}
