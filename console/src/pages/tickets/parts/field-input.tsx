import { Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import type { TicketFieldRow, TicketFieldValue } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { words } from './messages.ts';

interface Props {
  readonly id: string;
  readonly field: TicketFieldRow;
  readonly value: TicketFieldValue | undefined;
  readonly wrong: string | undefined;
  readonly change: (value: TicketFieldValue | undefined) => void;
}

/** One field of a template, its name, and what is wrong with it. */
export function FieldInput({ id, field, value, wrong, change }: Props): ReactNode {
  const own = useOwn();
  const status = wrong === undefined ? '' : 'error';
  return (
    <div className={`ticket-field${wrong === undefined ? '' : ' wrong'}`}>
      <label htmlFor={id}>{own(field)}{field.required && <span className="ticket-required" aria-hidden="true"> *</span>}</label>
      <FieldControl id={id} field={field} value={value} status={status} change={change} />
      {wrong !== undefined && <p id={`${id}-wrong`} className="alarm ticket-wrong" role="alert">{wrong}</p>}
    </div>
  );
}

/** Longer texts get lines. */
const LONG_TEXT = 200;

function FieldControl({ id, field, value, status, change }: Omit<Props, 'wrong'> & { readonly status: '' | 'error' }): ReactNode {
  const own = useOwn();
  const text = useText(words);
  const said = { id, status, 'aria-required': field.required, 'aria-describedby': status === 'error' ? `${id}-wrong` : undefined } as const;
  switch (field.type) {
    case 'choice':
      return <Select {...said} allowClear={!field.required} showSearch={{ optionFilterProp: 'label' }} value={value === undefined ? null : String(value)} options={field.options?.map((option) => ({ value: option.id, label: own(option) })) ?? []} onChange={(next: string | null | undefined) => change(next ?? undefined)} />;
    case 'yes-no':
      return <Select {...said} allowClear value={value === undefined ? null : String(value)} options={[{ value: 'true', label: text('yes') }, { value: 'false', label: text('no') }]} onChange={(next: string | null | undefined) => change(next === null || next === undefined ? undefined : next === 'true')} />;
    case 'number':
      return <InputNumber {...said} className="ticket-number-field" value={typeof value === 'number' ? value : null} onChange={(next) => change(next ?? undefined)} />;
    case 'date':
      return <Input {...said} type="date" value={value === undefined ? '' : String(value)} onChange={(event) => change(event.target.value === '' ? undefined : event.target.value)} />;
    case 'text':
      return (field.most ?? LONG_TEXT) > LONG_TEXT
        ? <Input.TextArea {...said} autoSize={{ minRows: 2, maxRows: 8 }} value={value === undefined ? '' : String(value)} onChange={(event) => change(event.target.value === '' ? undefined : event.target.value)} />
        : <Input {...said} value={value === undefined ? '' : String(value)} onChange={(event) => change(event.target.value === '' ? undefined : event.target.value)} />;
  }
}
