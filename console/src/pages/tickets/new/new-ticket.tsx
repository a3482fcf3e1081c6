import { App, Button, Drawer, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { TicketFieldValue, TicketRow } from '#contract';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useAgents, useQueues } from '../../../parts/list/queue-names.ts';
import { useSettings } from '../../../settings/settings.ts';
import { PRIORITIES } from '../list/asked.ts';
import { FieldInput } from '../parts/field-input.tsx';
import { PriorityMark } from '../parts/marks.tsx';
import { problemsOf } from '../parts/problems.ts';
import { useTemplates } from '../parts/use-templates.ts';
import { words } from '../parts/messages.ts';
import { SimilarHints } from './similar-hints.tsx';
import { messages } from './messages.ts';
import type { Wish } from './wish.ts';
import '../tickets.css';

/** A call that a ticket is made from. */
export interface FromCall {
  readonly callId: string;
  readonly queue?: string;
  readonly number?: string;
  readonly name?: string;
  readonly language?: 'zh' | 'en';
}

interface Props {
  readonly close: () => void;
  readonly call?: FromCall;
  /** Stays on the page: the desk must not be left. */
  readonly stays?: boolean;
}

/** A form by the template; everything that is wrong is told at its field. */
export function NewTicket({ close, call, stays = false }: Props): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const [wish, setWish] = useState(() => firstWish(call));
  const { make, wrong, sending } = useMake(call);
  const navigate = useNavigate();
  const save = async (): Promise<void> => {
    const ticket = await make(wish);
    if (!ticket) return;
    close();
    if (!stays) void navigate(`/tickets/${ticket.id}`);
  };
  return (
    <Drawer open title={text('title')} size={560} onClose={close} destroyOnHidden footer={<div className="ticket-new-foot"><Button type="primary" loading={sending} onClick={() => void save()}>{text('make')}</Button><Button onClick={close}>{word('cancel')}</Button></div>}>
      {call && <p className="ticket-hint">{text('fromCall')}</p>}
      <NewForm wish={wish} set={setWish} wrong={wrong} />
      <SimilarHints wish={wish} stays={stays} />
    </Drawer>
  );
}

const firstWish = (call: FromCall | undefined): Wish => ({ template: 'consultation', subject: '', text: '', fields: {}, queue: call?.queue, assignee: undefined, priority: undefined, name: call?.name ?? '', number: call?.number ?? '' });

interface FormProps {
  readonly wish: Wish;
  readonly set: (change: (wish: Wish) => Wish) => void;
  readonly wrong: Readonly<Record<string, string>>;
}

function NewForm({ wish, set, wrong }: FormProps): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const own = useOwn();
  const id = useId();
  const { templates } = useTemplates();
  const put = (change: Partial<Wish>) => set((now) => ({ ...now, ...change }));
  const line = (key: 'subject' | 'name' | 'number', label: string, required = false) => (
    <div className={`ticket-field${wrong[key] === undefined ? '' : ' wrong'}`}>
      <label htmlFor={`${id}${key}`}>{label}{required && <span className="ticket-required" aria-hidden="true"> *</span>}</label>
      <Input id={`${id}${key}`} value={wish[key]} maxLength={200} status={wrong[key] === undefined ? '' : 'error'} aria-required={required} onChange={(event) => put({ [key]: event.target.value })} />
      {wrong[key] !== undefined && <p className="alarm ticket-wrong" role="alert">{wrong[key]}</p>}
    </div>
  );
  return (
    <form className="ticket-form" onSubmit={(event) => event.preventDefault()}>
      <div className="ticket-field">
        <label htmlFor={`${id}template`}>{word('template')}</label>
        <Select id={`${id}template`} value={wish.template} options={templates.map((each) => ({ value: each.id, label: own(each) }))} onChange={(template: string) => put({ template })} />
      </div>
      {line('subject', word('subject'), true)}
      <div className="ticket-field">
        <label htmlFor={`${id}text`}>{text('text')}</label>
        <Input.TextArea id={`${id}text`} autoSize={{ minRows: 3, maxRows: 10 }} maxLength={20_000} value={wish.text} onChange={(event) => put({ text: event.target.value })} />
      </div>
      <NewFields id={id} wish={wish} put={put} wrong={wrong} />
      <fieldset className="ticket-group">
        <legend>{text('customer')}</legend>
        {line('name', text('name'))}
        {line('number', text('number'))}
      </fieldset>
      <Placement id={id} wish={wish} put={put} wrong={wrong} />
    </form>
  );
}

type Put = (change: Partial<Wish>) => void;

function NewFields({ id, wish, put, wrong }: Pick<FormProps, 'wish' | 'wrong'> & { readonly id: string; readonly put: Put }): ReactNode {
  const text = useText(messages);
  const { templates, priorities } = useTemplates();
  const template = templates.find((each) => each.id === wish.template);
  const priority = priorities[String(wish.fields['severity'])]?.[String(wish.fields['impact'])];
  const change = (field: string) => (value: TicketFieldValue | undefined) => {
    const { [field]: _, ...rest } = wish.fields;
    put({ fields: value === undefined ? rest : { ...rest, [field]: value } });
  };
  return (
    <>
      {template?.fields.map((field) => <FieldInput key={field.id} id={`${id}field-${field.id}`} field={field} value={wish.fields[field.id]} wrong={wrong[field.id]} change={change(field.id)} />)}
      {wish.priority === undefined && priority !== undefined && <p className="ticket-hint"><PriorityMark priority={priority} wordy /> <span className="hidden-text">{text('willBe', { priority })}</span></p>}
    </>
  );
}

function Placement({ id, wish, put, wrong }: Pick<FormProps, 'wish' | 'wrong'> & { readonly id: string; readonly put: Put }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const queues = useQueues();
  const agents = useAgents();
  const pick = (key: 'queue' | 'assignee' | 'priority', empty: string, options: readonly { readonly value: string; readonly label: string }[]) => (
    <div className={`ticket-field${wrong[key] === undefined ? '' : ' wrong'}`}>
      <label htmlFor={`${id}${key}`}>{word(key)}</label>
      <Select id={`${id}${key}`} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={empty} value={wish[key] ?? null} options={[...options]} onChange={(value: string | null | undefined) => put({ [key]: value ?? undefined })} />
      {wrong[key] !== undefined && <p className="alarm ticket-wrong" role="alert">{wrong[key]}</p>}
    </div>
  );
  return (
    <div className="ticket-form-row">
      {pick('queue', text('usualQueue'), queues.map(({ id: value, name }) => ({ value, label: name })))}
      {pick('assignee', word('nobody'), agents.map(({ id: value, name }) => ({ value, label: name })))}
      {pick('priority', text('optional'), PRIORITIES.map((value) => ({ value, label: word(value) })))}
    </div>
  );
}

/** Sends a wish, once however often the button is pressed; the server adds what was said in the call. */
function useMake(call: FromCall | undefined) {
  const text = useText(messages);
  const own = useOwn();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { language } = useSettings();
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [sending, setSending] = useState(false);
  const key = useMemo(() => crypto.randomUUID(), []);
  const make = async (wish: Wish): Promise<TicketRow | undefined> => {
    setSending(true);
    setWrong({});
    try {
      const body = bodyOf(wish, call, language);
      const ticket = await post<TicketRow>('/api/tickets', body, { key: `${key}-${shortHash(JSON.stringify(body))}` });
      message.success(text('made', { number: ticket.id }));
      void queries.invalidateQueries({ queryKey: ['tickets'] });
      return ticket;
    } catch (error) {
      const problems = problemsOf(error);
      if (problems) setWrong(Object.fromEntries(problems.map((each) => [each.field, own(each)])));
      else message.error(messageOf(error));
      return undefined;
    } finally {
      setSending(false);
    }
  };
  return { make, wrong, sending };
}

function bodyOf({ name, number, queue, assignee, priority, ...wish }: Wish, call: FromCall | undefined, language: 'zh' | 'en'): object {
  const requester = { ...(name.trim() === '' ? {} : { name: name.trim() }), ...(number.trim() === '' ? {} : { number: number.trim() }) };
  return {
    ...wish, requester,
    language: call?.language ?? language,
    ...(queue === undefined ? {} : { queue }), ...(assignee === undefined ? {} : { assignee }), ...(priority === undefined ? {} : { priority }),
    ...(call ? { calls: [call.callId] } : {}),
  };
}

/** Another body with the same key would be refused, so that a corrected form has a key of its own. */
function shortHash(text: string): string {
  let hash = 5_381;
  for (const char of text) hash = (Math.imul(hash, 33) ^ (char.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}
