import { Button, Popconfirm } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReviewChoices, SamplingPlanRow } from '#contract';
import { get } from '../../../../api/client.ts';
import { useOwn, useText } from '../../../../i18n/use-text.ts';
import { Failure, Loading } from '../../../../parts/states.tsx';
import { useMe } from '../../../../session/session.ts';
import { serverNow } from '../../../../time/server-clock.ts';
import { useOrders } from '../use-quality.ts';
import { messages } from './messages.ts';
import { orderOf, percentOf, type PlanDraft } from './plan-draft.ts';
import { PlanForm } from './plan-form.tsx';

/** The plans that draw calls; who leads makes, changes and removes them. */
export function PlanList(): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  const leads = person.role === 'administrator' || person.role === 'supervisor';
  const [open, setOpen] = useState<{ readonly plan?: SamplingPlanRow }>();
  const plans = useQuery({ queryKey: ['sampling-plans'], staleTime: 2_000, queryFn: ({ signal }) => get<{ readonly plans: readonly SamplingPlanRow[] }>('/api/review/plans', { signal }) });
  const choices = useQuery({ queryKey: ['review-choices'], queryFn: ({ signal }) => get<ReviewChoices>('/api/review/choices', { signal }), staleTime: 600_000 });
  const { busy, run } = useOrders(['sampling-plans', 'review-queue']);
  const save = async (draft: PlanDraft): Promise<void> => {
    const id = open?.plan?.id;
    if (await run(`/api/review/plans${id === undefined ? '' : `/${encodeURIComponent(id)}`}`, orderOf(draft, serverNow()))) setOpen(undefined);
  };
  const rows = plans.data?.plans ?? [];
  return (
    <section className="panel review-begin" aria-labelledby="sampling-plans">
      <div className="review-score-line">
        <h2 id="sampling-plans">{text('plans')}</h2>
        <span className="grow" />
        {leads && open === undefined && <Button onClick={() => setOpen({})}>{text('newPlan')}</Button>}
      </div>
      {plans.isPending && <Loading rows={3} />}
      {plans.isError && <Failure error={plans.error} again={() => void plans.refetch()} />}
      {plans.isSuccess && rows.length === 0 && <p className="quiet">{text('noPlans')}</p>}
      {rows.length > 0 && (
        <div className="review-scroll">
          <table className="review-table review-plans">
            <caption className="hidden-text">{text('plans')}</caption>
            <thead><tr>{(['plan', 'draws', 'reviewers', 'actions'] as const).map((head) => <th key={head} scope="col">{text(head)}</th>)}</tr></thead>
            <tbody>{rows.map((plan) => <Row key={plan.id} plan={plan} choices={choices.data} edit={() => setOpen({ plan })} remove={() => run(`/api/review/plans/${encodeURIComponent(plan.id)}/remove`, {})} />)}</tbody>
          </table>
        </div>
      )}
      {open !== undefined && <PlanForm key={open.plan?.id ?? ''} plan={open.plan} choices={choices.data} busy={busy} save={(draft) => void save(draft)} close={() => setOpen(undefined)} />}
    </section>
  );
}

interface RowProps {
  readonly plan: SamplingPlanRow;
  readonly choices: ReviewChoices | undefined;
  readonly edit: () => void;
  readonly remove: () => Promise<boolean>;
}

function Row({ plan, choices, edit, remove }: RowProps): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { share, queues, agents, rules, alert, scoreBelow, perAgent, per, reviewers, unknownReviewers = [] } = plan;
  const named = (ids: readonly string[], of: readonly { readonly id: string; readonly name: string }[] = []): string => ids.map((id) => of.find((each) => each.id === id)?.name ?? id).join(' · ');
  const titles = choices?.rules.map(({ id, title }) => ({ id, name: own(title) }));
  const draws = [
    text('drawShare', { percent: percentOf(share) }),
    ...(queues ? [text('drawQueues', { names: named(queues, choices?.queues) })] : []),
    ...(agents ? [text('drawAgents', { names: named(agents, choices?.agents) })] : []),
    ...(rules ? [text('drawRules', { names: named(rules, titles) })] : []),
    ...(alert ? [text('drawAlert')] : []),
    ...(scoreBelow === undefined ? [] : [text('drawScore', { score: scoreBelow })]),
    ...(perAgent === undefined ? [] : [text('drawQuota', { count: perAgent, per: text(per) })]),
  ];
  const name = own(plan.name);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{draws.join(' · ')}</td>
      <td>{reviewers.length === 0 ? <span className="quiet">{text('whoever')}</span> : reviewers.join(' · ')}{unknownReviewers.length > 0 && <div className="warning">⚠ {text('unknownReviewers', { logins: unknownReviewers.join(' · ') })}</div>}</td>
      <td>
        {plan.ofFile && <span className="quiet">{text('ofFile')}</span>}
        {plan.changeable && (
          <span className="review-points">
            <Button size="small" aria-label={text('editNamed', { name })} onClick={edit}>{text('edit')}</Button>
            <Popconfirm title={text('removeAsk')} okText={text('remove')} cancelText={text('cancel')} onConfirm={() => remove()}>
              <Button size="small" aria-label={text('removeNamed', { name })}>{text('remove')}</Button>
            </Popconfirm>
          </span>
        )}
      </td>
    </tr>
  );
}
