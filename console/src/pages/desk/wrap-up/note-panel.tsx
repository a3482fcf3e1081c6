import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { DeskCall, WrapUp } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import { Until } from '../../../time/clocks.tsx';
import { useNow } from '../../../time/use-now.ts';
import { NOTES_ID } from '../call/call-bar.tsx';
import type { Order } from '../data/use-desk.ts';
import { useChoices } from '../data/use-desk.ts';
import { messages } from '../messages.ts';
import { useNote } from './use-note.ts';

const MORE_SECONDS = 60;

/** Disposition and notes, saved as typed; in wrap-up with its clock, more time, and finish. */
export function NotePanel({ call, wrapUp, order }: { readonly call: DeskCall | undefined; readonly wrapUp: WrapUp | undefined; readonly order: Order }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { dispositions, dispositionRequired } = useChoices();
  const server = call ?? wrapUp;
  const { note, saving, change, forget } = useNote(server?.callId ?? '', { notes: server?.notes ?? '', ...(server?.disposition !== undefined && { disposition: server.disposition }) });
  const [missing, setMissing] = useState(false);
  const finish = async (): Promise<void> => {
    if (dispositionRequired && note.disposition === undefined) {
      setMissing(true);
      document.getElementById('desk-disposition')?.focus();
      return;
    }
    if (await order('finish', note)) forget();
  };
  useKeys(text('wrapUpTitle'), [{ key: 'Ctrl+Enter', does: text('finish'), run: wrapUp === undefined ? undefined : () => void finish(), inFields: true }]);
  return (
    <section className="panel desk-panel note" aria-labelledby="note-title">
      <header>
        <h2 id="note-title">{text('wrapUpTitle')}</h2>
        {wrapUp !== undefined && <Clock until={wrapUp.until} />}
      </header>
      <label htmlFor="desk-disposition">{text('disposition')}</label>
      <Select id="desk-disposition" value={note.disposition ?? null} placeholder={text('dispositionChoose')} status={missing ? 'error' : ''} aria-describedby="disposition-missing" options={dispositions.map((each) => ({ value: each.id, label: own(each) }))} onChange={(disposition) => {
        setMissing(false);
        if (disposition !== null) change({ disposition });
      }} />
      <div id="disposition-missing" role="alert" className="alarm">{missing && text('dispositionMissing')}</div>
      <label htmlFor={NOTES_ID}>{text('notes')}</label>
      <Input.TextArea id={NOTES_ID} value={note.notes} onChange={(event) => change({ notes: event.target.value })} maxLength={4_000} dir="auto" />
      <div className={saving === 'kept' ? 'warning' : 'quiet'} role="status">{text(saving === 'kept' ? 'notesKept' : saving === 'saving' ? 'notesSaving' : note.notes === '' ? 'notesHint' : 'notesSaved')}</div>
      {wrapUp !== undefined && (
        <footer>
          <Button onClick={() => void order('more-time', { seconds: MORE_SECONDS })}>{text('moreTime')}</Button>
          <Button type="primary" onClick={() => void finish()}>{text('finish')}</Button>
        </footer>
      )}
    </section>
  );
}

function Clock({ until }: { readonly until: number }): ReactNode {
  const text = useText(messages);
  const over = useNow() > until;
  return <span className={over ? 'warning' : 'quiet'}>{over ? text('wrapUpOver') : <>{text('wrapUpClock')} <Until until={until} /></>}</span>;
}
