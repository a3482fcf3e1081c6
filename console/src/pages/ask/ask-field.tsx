import type { ReactNode } from 'react';
import type { TicketFieldRow } from '#contract';
import { useOwn, useText } from '../../i18n/use-text.ts';
import { messages } from './messages.ts';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly change: (value: string) => void;
  readonly required?: boolean;
  readonly lines?: boolean;
  readonly type?: string;
  readonly field?: TicketFieldRow;
}

/** One field with plain elements of the browser: the page is small. */
export function AskField({ id, name, value, wrong, change, required = false, lines = false, type = 'text', field }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const options = field?.type === 'choice' ? (field.options ?? []).map((option) => ({ id: option.id, name: own(option) })) : field?.type === 'yes-no' ? [{ id: 'true', name: text('yes') }, { id: 'false', name: text('no') }] : undefined;
  const said = { id: `ask-${id}`, value, 'aria-required': required, 'aria-invalid': wrong !== undefined, 'aria-describedby': wrong === undefined ? undefined : `ask-${id}-wrong` } as const;
  return (
    <div className="ask-field">
      <label htmlFor={said.id}>{name}{required && <span className="ask-required"> ({text('required')})</span>}</label>
      {options ? (
        <select {...said} onChange={(event) => change(event.target.value)}><option value="">{text('choose')}</option>{options.map((option) => <option key={option.id} value={option.id}>{option.name}</option>)}</select>
      ) : lines || (field?.most ?? 0) > 200 ? (
        <textarea {...said} rows={4} maxLength={lines ? 20_000 : (field?.most ?? 5_000)} onChange={(event) => change(event.target.value)} />
      ) : (
        <input {...said} type={field?.type === 'date' ? 'date' : field?.type === 'number' ? 'number' : type} maxLength={field?.most ?? 200} onChange={(event) => change(event.target.value)} />
      )}
      {wrong !== undefined && <p id={`ask-${id}-wrong`} className="ask-wrong" role="alert">{wrong}</p>}
    </div>
  );
}
