import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { CalibrationChoices, ReviewChoices, SamplingPlanRow } from '#contract';
import { get } from '../../../../api/client.ts';
import { useOwn, useText } from '../../../../i18n/use-text.ts';
import { useMe } from '../../../../session/session.ts';
import { messages } from './messages.ts';
import { draftOfPlan, NEW_PLAN, type PlanDraft } from './plan-draft.ts';

interface Props {
  readonly plan: SamplingPlanRow | undefined;
  readonly choices: ReviewChoices | undefined;
  readonly busy: boolean;
  readonly save: (draft: PlanDraft) => void;
  readonly close: () => void;
}

const DAYS = [0, 7, 30] as const;
const PERIODS = ['day', 'week', 'month'] as const;

/** A plan to be made or changed; everything that is there is picked from lists. */
export function PlanForm({ plan, choices, busy, save, close }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const id = useId();
  const { person } = useMe();
  const [draft, setDraft] = useState<PlanDraft>(plan ? draftOfPlan(plan) : NEW_PLAN);
  const set = (more: Partial<PlanDraft>): void => setDraft((now) => ({ ...now, ...more }));
  const people = useQuery({ queryKey: ['calibration-choices'], staleTime: 60_000, queryFn: ({ signal }) => get<CalibrationChoices>('/api/review/calibrations/choices', { signal }) });
  const { agents = [], queues = [], rules = [] } = choices ?? {};
  const lists = [
    { name: 'queues', options: queues.map((each) => ({ value: each.id, label: each.name })) },
    { name: 'agents', options: agents.map((each) => ({ value: each.id, label: each.name })) },
    { name: 'rules', options: rules.map((each) => ({ value: each.id, label: own(each.title) })) },
    { name: 'reviewers', options: (people.data?.people ?? []).map((each) => ({ value: each.login, label: text('person', { name: each.name, login: each.login }) })) },
  ] as const;
  const missing = draft.zh.trim() + draft.en.trim() === '' ? 'nameMissing' : person.role === 'supervisor' && draft.agents.length === 0 ? 'agentsMissing' : undefined;
  return (
    <section className="panel review-begin" aria-labelledby={`${id}title`}>
      <h3 id={`${id}title`}>{text(plan ? 'editPlan' : 'newPlan')}</h3>
      {person.role === 'supervisor' && <p className="quiet">{text('teamHint')}</p>}
      <div className="review-begin-fields">
        <Field id={`${id}zh`} label={text('nameZh')}><Input id={`${id}zh`} value={draft.zh} maxLength={300} onChange={(event) => set({ zh: event.target.value })} /></Field>
        <Field id={`${id}en`} label={text('nameEn')}><Input id={`${id}en`} value={draft.en} maxLength={300} onChange={(event) => set({ en: event.target.value })} /></Field>
        <Field id={`${id}share`} label={text('share')}><InputNumber id={`${id}share`} min={0.01} max={100} value={draft.percent} onChange={(percent) => set({ percent: percent ?? 100 })} /></Field>
        {lists.map(({ name, options }) => (
          <Field key={name} id={`${id}${name}`} label={text(name)}>
            <Select id={`${id}${name}`} mode="multiple" value={[...draft[name]]} placeholder={text(name === 'reviewers' ? 'whoever' : 'any')} showSearch={{ optionFilterProp: 'label' }} options={[...options]} onChange={(next: string[]) => set({ [name]: next })} />
          </Field>
        ))}
        <Field id={`${id}score`} label={text('scoreBelow')}><InputNumber id={`${id}score`} min={1} max={100} value={draft.scoreBelow ?? null} placeholder={text('any')} onChange={(scoreBelow) => set({ scoreBelow: scoreBelow ?? undefined })} /></Field>
        <Field id={`${id}most`} label={text('perAgent')}><InputNumber id={`${id}most`} min={1} max={1_000} precision={0} value={draft.perAgent ?? null} placeholder={text('noLimit')} onChange={(perAgent) => set({ perAgent: perAgent ?? undefined })} /></Field>
        <Field id={`${id}per`} label={text('per')}><Select id={`${id}per`} value={draft.per} options={PERIODS.map((value) => ({ value, label: text(value) }))} onChange={(per) => set({ per })} /></Field>
        <Field id={`${id}days`} label={text('since')}><Select id={`${id}days`} value={draft.days} options={DAYS.map((value) => ({ value, label: value === 0 ? text('fromNow') : text('lastDays', { count: value }) }))} onChange={(days: number) => set({ days })} /></Field>
      </div>
      <Checkbox checked={draft.alert} onChange={(event) => set({ alert: event.target.checked })}>{text('alert')}</Checkbox>
      <div className="review-begin-send">
        <Button type="primary" loading={busy} disabled={missing !== undefined} onClick={() => save(draft)}>{text('save')}</Button>
        <Button onClick={close}>{text('cancel')}</Button>
        <span role="status" className="quiet">{missing === undefined ? '' : text(missing)}</span>
      </div>
    </section>
  );
}

function Field({ id, label, children }: { readonly id: string; readonly label: string; readonly children: ReactNode }): ReactNode {
  return <div><label htmlFor={id}>{label}</label>{children}</div>;
}
