import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { serverNow } from '../../time/server-clock.ts';
import { messages } from './messages.ts';
import { fieldTime, timeOfField, tomorrowMorning } from './stages.ts';

export interface Window {
  readonly notBefore: string;
  readonly until: string;
}

const MINUTE_MS = 60_000;

/** When the customer may be called: fields, and what is chosen most often. */
export function TimeFields({ value, change }: { readonly value: Window; readonly change: (value: Window) => void }): ReactNode {
  const text = useText(messages);
  const id = useId();
  const set = (at: number): void => change({ notBefore: fieldTime(at), until: '' });
  return (
    <>
      <div className="callback-quick">
        <Button size="small" onClick={() => set(serverNow() + 15 * MINUTE_MS)}>{text('in15')}</Button>
        <Button size="small" onClick={() => set(serverNow() + 60 * MINUTE_MS)}>{text('in60')}</Button>
        <Button size="small" onClick={() => set(tomorrowMorning(serverNow()))}>{text('tomorrow')}</Button>
      </div>
      {(['notBefore', 'until'] as const).map((name) => (
        <div key={name} className="callback-field">
          <label htmlFor={`${id}${name}`}>{text(name)}</label>
          <input id={`${id}${name}`} type="datetime-local" className="list-day" value={value[name]} onChange={(event) => change({ ...value, [name]: event.target.value })} />
        </div>
      ))}
    </>
  );
}

/** What is wrong with the window, as a key of the messages; undefined when nothing is. `needed`: a begin must be given. */
export function wrongWindow({ notBefore, until }: Window, now: number, needed: boolean): 'badTime' | 'badUntil' | undefined {
  const [from, to] = [timeOfField(notBefore), timeOfField(until)];
  if (needed && from === undefined) return 'badTime';
  if (to !== undefined && to <= Math.max(from ?? 0, now)) return 'badUntil';
  // The field has no seconds: this very minute is not past.
  return from !== undefined && from < now - MINUTE_MS ? 'badTime' : undefined;
}

/** As the API takes it. */
export function windowOf({ notBefore, until }: Window): { readonly notBefore?: number; readonly until?: number } {
  const [from, to] = [timeOfField(notBefore), timeOfField(until)];
  return { ...(from === undefined ? {} : { notBefore: from }), ...(to === undefined ? {} : { until: to }) };
}
