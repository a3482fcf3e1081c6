import { App, Button, Input, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CallQuality, CoachingNote, ReviewCall } from '#contract';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { useMe } from '../../../session/session.ts';
import { Ago } from '../../../time/clocks.tsx';
import { formatDuration } from '../../../time/format.ts';
import { isBlind } from '../review-path.ts';
import { messages } from './messages.ts';

interface Props {
  readonly call: ReviewCall;
  readonly quality: CallQuality;
  /** Where the recording stands, s. */
  readonly at: () => number;
  readonly hear: (at: number) => void;
}

/** Notes for the agent at moments of the call: written by reviewers, read by the agent. */
export function Coaching({ call, quality: { notes }, at, hear }: Props): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  const [writing, setWriting] = useState<number>();
  const send = useNotes(call.call.id);
  const mine = person.agent !== undefined && person.agent === call.call.agent;
  const writes = call.writable && !isBlind(call.copy);
  if (notes.length === 0 && !writes) return null;
  return (
    <section className="review-section review-coaching">
      <div className="review-score-line">
        <h3>{text('coaching')}</h3>
        <span className="grow" />
        {writes && <Button size="small" onClick={() => setWriting(at())}>{text('addNote')}</Button>}
      </div>
      {notes.map((note) => (
        <article key={note.id} className="review-comment">
          <button type="button" className="review-time figures" aria-label={text('hearFrom', { time: formatDuration(note.at) })} onClick={() => hear(note.at)}>{formatDuration(note.at)}</button>
          <div className="grow">
            <p dir="auto">{note.text}</p>
            <span className="quiet"><Name of={note.byName} /> · <Ago at={note.writtenAt} />{note.seenAt !== undefined && ` · ${text('seen')}`}</span>
          </div>
          {mine && note.seenAt === undefined && <Button size="small" onClick={() => void send(`${note.id}/seen`)}>{text('markSeen')}</Button>}
          {writes && note.by === person.id && <Button size="small" type="text" onClick={() => void send(`${note.id}/remove`)}>{text('remove')}</Button>}
        </article>
      ))}
      {writing !== undefined && <NoteDialog at={writing} close={() => setWriting(undefined)} save={(words) => send('', { at: writing, text: words })} />}
    </section>
  );
}

/** Orders about a call's notes; false when one failed, which is told. */
export function useNotes(call: string): (order: string, body?: Pick<CoachingNote, 'at' | 'text'>) => Promise<boolean> {
  const queries = useQueryClient();
  const { message } = App.useApp();
  return async (order, body) => {
    try {
      await post<unknown>(`/api/review/calls/${encodeURIComponent(call)}/notes${order === '' ? '' : `/${order}`}`, body ?? {});
      for (const key of ['call-quality', 'my-coaching']) void queries.invalidateQueries({ queryKey: [key] });
      return true;
    } catch (error) {
      void message.error(messageOf(error));
      return false;
    }
  };
}

function NoteDialog({ at, save, close }: { readonly at: number; readonly save: (text: string) => Promise<boolean>; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const title = text('noteTitle', { time: formatDuration(at) });
  const done = async (): Promise<void> => {
    setBusy(true);
    if (await save(words)) close();
    else setBusy(false);
  };
  return (
    <Modal open title={title} okText={text('save')} cancelText={text('cancel')} confirmLoading={busy} okButtonProps={{ disabled: words.trim() === '' }} onOk={() => void done()} onCancel={close} width={480}>
      <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={4_000} value={words} aria-label={title} onChange={(event) => setWords(event.target.value)} />
    </Modal>
  );
}
