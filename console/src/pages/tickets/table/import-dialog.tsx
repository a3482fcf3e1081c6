import { App, Button, Modal, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useQueues } from '../../../parts/list/queue-names.ts';
import { queryOf } from '../../../parts/list/use-address.ts';
import { useTemplates } from '../parts/use-templates.ts';
import { messages } from './messages.ts';

/** `POST /api/ticket-table` */
interface Told {
  readonly rows: number;
  readonly made: number;
  readonly known: number;
  readonly wrong: number;
  readonly ignored: readonly string[];
  readonly mistakes: readonly { readonly line: number; readonly column: string; readonly zh: string; readonly en: string }[];
}

interface Choice {
  readonly file?: File;
  readonly template?: string;
  readonly queue?: string;
}

/** A table is checked first: what is wrong stands with its line; then right rows are written. */
export function ImportDialog({ close }: { readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const id = useId();
  const queues = useQueues();
  const { templates } = useTemplates();
  const [choice, setChoice] = useState<Choice>({});
  const { told, written, sending, send, forget } = useImport(choice, close);
  const put = (change: Choice): void => {
    setChoice((now) => ({ ...now, ...change }));
    forget();
  };
  const footer = (
    <>
      <Button onClick={close}>{text('close')}</Button>
      <Button type={told ? 'default' : 'primary'} loading={sending} disabled={!choice.file} onClick={() => void send(true)}>{text(sending ? 'checking' : 'check')}</Button>
      {told && !written && <Button type="primary" disabled={told.made === 0 || sending} onClick={() => void send(false)}>{text('write', { count: told.made })}</Button>}
    </>
  );
  return (
    <Modal open title={text('importTitle')} onCancel={close} footer={footer} width={640}>
      <p className="quiet">{text('hint')}</p>
      <div className="ticket-field">
        <label htmlFor={`${id}file`}>{text('file')}</label>
        <input id={`${id}file`} type="file" accept=".csv,.tsv,.txt,text/csv" onChange={(event) => put({ file: event.target.files?.[0] })} />
      </div>
      <Pick id={`${id}template`} label={text('template')} empty={text('none')} value={choice.template} options={templates.map((each) => ({ value: each.id, label: own(each) }))} change={(template) => put({ template })} />
      <Pick id={`${id}queue`} label={text('queue')} empty={text('usual')} value={choice.queue} options={queues.map(({ id: value, name }) => ({ value, label: name }))} change={(queue) => put({ queue })} />
      {told && <ToldLines told={told} written={written} />}
    </Modal>
  );
}

interface PickProps {
  readonly id: string;
  readonly label: string;
  readonly empty: string;
  readonly value: string | undefined;
  readonly options: { readonly value: string; readonly label: string }[];
  readonly change: (value: string | undefined) => void;
}

function Pick({ id, label, empty, value, options, change }: PickProps): ReactNode {
  return (
    <div className="ticket-field">
      <label htmlFor={id}>{label}</label>
      <Select id={id} allowClear placeholder={empty} value={value ?? null} options={options} onChange={(next: string | null | undefined) => change(next ?? undefined)} />
    </div>
  );
}

function ToldLines({ told, written }: { readonly told: Told; readonly written: boolean }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { rows, made, known, wrong, ignored, mistakes } = told;
  return (
    <>
      <p role="status"><strong>{written ? text('done', { made, known, wrong }) : text('counts', { rows, made, known, wrong })}</strong></p>
      {ignored.length > 0 && <p className="warning">{text('ignored', { names: ignored.join(', ') })}</p>}
      {mistakes.length > 0 && <ul className="ticket-mistakes">{mistakes.map((each) => <li key={`${each.line} ${each.column} ${each.en}`}>{text('mistake', { line: each.line, column: each.column === '' ? '' : ` (${each.column})`, what: own(each) })}</li>)}</ul>}
    </>
  );
}

function useImport({ file, template, queue }: Choice, close: () => void) {
  const text = useText(messages);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [told, setTold] = useState<Told>();
  const [written, setWritten] = useState(false);
  const [sending, setSending] = useState(false);
  const send = async (dry: boolean): Promise<void> => {
    if (!file) return;
    setSending(true);
    try {
      const done = await post<Told>(`/api/ticket-table?${queryOf({ dry: String(dry), template, queue })}`, file);
      setTold(done);
      setWritten(!dry);
      if (dry) return;
      void queries.invalidateQueries({ queryKey: ['tickets'] });
      message.success(text('done', { made: done.made, known: done.known, wrong: done.wrong }));
      if (done.wrong === 0) close();
    } catch (error) {
      message.error(messageOf(error));
    } finally {
      setSending(false);
    }
  };
  return { told, written, sending, send, forget: () => setTold(undefined) };
}
