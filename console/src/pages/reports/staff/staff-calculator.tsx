import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { InputNumber } from 'antd';
import { type ReactNode, useId } from 'react';
import type { Staffing } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { queryOf, useAddress } from '../../../parts/list/use-address.ts';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { messages } from '../messages.ts';
import { StaffTable } from './staff-table.tsx';
import { FIELDS, type Field, questionOf } from './question.ts';

const HINTS = { patience: 'patienceHint', shrinkage: 'shrinkageHint' } as const;

/** How many agents a target needs; the question stands in the address. */
export function StaffCalculator(): ReactNode {
  const text = useText(messages);
  const [search] = useAddress();
  const question = questionOf(search);
  const query = question && queryOf({ ...question });
  const { data, error, refetch } = useQuery({ queryKey: ['statistics', 'staff', query], queryFn: ({ signal }) => get<Staffing>(`/api/statistics/staff?${query}`, { signal }), enabled: query !== undefined, placeholderData: keepPreviousData, staleTime: Infinity });
  return (
    <div className="staff">
      <form className="panel staff-form" aria-label={text('staff')} onSubmit={(event) => event.preventDefault()}>
        <p className="quiet">{text('staffHint')}</p>
        {FIELDS.map((field) => <NumberField key={field.name} field={field} />)}
      </form>
      <section className="panel staff-answer" aria-label={text('planStaff')} aria-live="polite">
        {!question ? (
          <Empty title={text('notFilled')}>{text('notFilledHint')}</Empty>
        ) : error ? (
          <Failure error={error} again={() => void refetch()} />
        ) : !data ? (
          <Loading rows={8} />
        ) : data.agents === undefined ? (
          <Empty title={text('noAnswer')}>{text('noAnswerHint')}</Empty>
        ) : (
          <StaffTable staffing={data} agents={data.agents} seconds={question.seconds} />
        )}
      </section>
    </div>
  );
}

function NumberField({ field: { name, word, least, most, usual } }: { readonly field: Field }): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const id = useId();
  const hint = name === 'patience' || name === 'shrinkage' ? text(HINTS[name]) : undefined;
  const given = search.get(name);
  return (
    <div className="staff-field">
      <label htmlFor={id}>{text(word)}</label>
      <InputNumber id={id} min={least} max={most} value={given === null ? (usual ?? null) : Number(given)} {...(hint === undefined ? {} : { 'aria-describedby': `${id}hint` })} onChange={(value) => change({ [name]: value === null ? undefined : String(value) })} />
      {hint !== undefined && <small id={`${id}hint`} className="quiet">{hint}</small>}
    </div>
  );
}
