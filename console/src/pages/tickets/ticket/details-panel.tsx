import { Button, Input, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { TicketFieldValue, TicketPriorityName, TicketRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useAgents, useQueues } from '../../../parts/list/queue-names.ts';
import { FieldInput } from '../parts/field-input.tsx';
import { PRIORITIES } from '../list/asked.ts';
import { useTemplates } from '../parts/use-templates.ts';
import { words } from '../parts/messages.ts';
import { ClashDialog } from './clash-dialog.tsx';
import { type Draft, NO_DRAFT, changedBetween, changedKeys } from './draft.ts';
import { messages } from './messages.ts';
import { TagLine } from './tag-line.tsx';
import { useChange } from './use-ticket.ts';
import { useSaveDraft } from './use-save-draft.ts';
import { useValueWords } from './value-words.ts';

/** What the ticket is about and who has it; what is edited is saved together, and nobody's work is overwritten. */
export function DetailsPanel({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const [draft, setDraft] = useState<Draft>(NO_DRAFT);
  const [base, setBase] = useState(ticket);
  const dirty = changedKeys(draft, base).length > 0;
  // While nothing is edited the panel follows the ticket.
  if (!dirty && base.version !== ticket.version) {
    setBase(ticket);
    setDraft(NO_DRAFT);
  }
  const reset = (now: TicketRow): void => {
    setBase(now);
    setDraft(NO_DRAFT);
  };
  const { save, clash, wrong, sending, giveUp } = useSaveDraft({ draft, base, ticket, reset });
  const theirs = dirty ? changedBetween(base, ticket) : [];
  return (
    <section className="panel ticket-panel" aria-labelledby="ticket-details">
      <h2 id="ticket-details">{text('details')}</h2>
      <Placement ticket={ticket} />
      {theirs.length > 0 && <OtherChanged ticket={ticket} keys={theirs} />}
      <EditedParts base={base} draft={draft} set={setDraft} wrong={wrong} />
      {ticket.missing.length > 0 && <p className="warning" role="status">{text('missing')}</p>}
      {dirty && (
        <div className="ticket-save">
          <Button type="primary" size="small" loading={sending} onClick={() => void save()}>{word('save')}</Button>
          <Button size="small" onClick={() => reset(ticket)}>{text('discard')}</Button>
        </div>
      )}
      <TagLine ticket={ticket} />
      {clash && <ClashDialog ticket={ticket} clashes={clash} close={giveUp} save={save} />}
    </section>
  );
}

function OtherChanged({ ticket, keys }: { readonly ticket: TicketRow; readonly keys: readonly string[] }): ReactNode {
  const text = useText(messages);
  const { nameOfKey } = useValueWords(ticket);
  return <p className="ticket-hint warning" role="status">{text('otherChanged', { keys: keys.map(nameOfKey).join(', ') })}</p>;
}

/** Who has it; changed at once. */
function Placement({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const word = useText(words);
  const id = useId();
  const queues = useQueues();
  const agents = useAgents();
  const [change] = useChange(ticket);
  const { version } = ticket;
  const closed = ticket.state === 'closed';
  const known = (list: readonly { readonly id: string; readonly name: string }[], one: string | undefined) => (one === undefined || list.some((each) => each.id === one) ? list : [...list, { id: one, name: one }]).map((each) => ({ value: each.id, label: each.name }));
  return (
    <>
      <div className="ticket-field">
        <label htmlFor={`${id}assignee`}>{word('assignee')}</label>
        <Select id={`${id}assignee`} disabled={closed} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={word('nobody')} value={ticket.assignee ?? null} options={known(agents, ticket.assignee)} onChange={(value: string | null | undefined) => void change('assign', { version, assignee: value ?? null })} />
      </div>
      <div className="ticket-field">
        <label htmlFor={`${id}queue`}>{word('queue')}</label>
        <Select id={`${id}queue`} disabled={closed} showSearch={{ optionFilterProp: 'label' }} value={ticket.queue} options={known(queues, ticket.queue)} onChange={(queue: string) => void change('assign', { version, queue })} />
      </div>
    </>
  );
}

interface EditedProps {
  readonly base: TicketRow;
  readonly draft: Draft;
  readonly set: (change: (draft: Draft) => Draft) => void;
  readonly wrong: Readonly<Record<string, string>>;
}

function EditedParts({ base, draft, set, wrong }: EditedProps): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const id = useId();
  const { templates, priorities } = useTemplates();
  const fields = templates.find((each) => each.id === base.template)?.fields ?? [];
  const valueOf = (field: string): TicketFieldValue | undefined => (draft.fields && field in draft.fields ? (draft.fields[field] ?? undefined) : base.fields[field]);
  const byMatrix = priorities[String(valueOf('severity'))]?.[String(valueOf('impact'))] ?? 'normal';
  const priority = draft.priority === undefined ? (base.priorityBy === 'hand' ? base.priority : '') : (draft.priority ?? '');
  const requester = { ...base.requester, ...draft.requester };
  const setRequester = (part: 'name' | 'number') => (value: string) => set((now) => ({ ...now, requester: { ...requester, [part]: value } }));
  return (
    <>
      <div className="ticket-field">
        <label htmlFor={`${id}priority`}>{word('priority')}</label>
        <Select id={`${id}priority`} value={priority} options={[{ value: '', label: text('byMatrix', { priority: word(byMatrix) }) }, ...PRIORITIES.map((value) => ({ value, label: word(value) }))]} onChange={(value: '' | TicketPriorityName) => set((now) => ({ ...now, priority: value === '' ? null : value }))} />
      </div>
      <Line id={`${id}subject`} label={word('subject')} value={draft.subject ?? base.subject} wrong={wrong['subject']} change={(subject) => set((now) => ({ ...now, subject }))} />
      <div className="ticket-field">
        <label htmlFor={`${id}text`}>{text('text')}</label>
        <Input.TextArea id={`${id}text`} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} value={draft.text ?? base.text} onChange={(event) => set((now) => ({ ...now, text: event.target.value }))} />
        {wrong['text'] !== undefined && <p className="alarm ticket-wrong" role="alert">{wrong['text']}</p>}
      </div>
      <Line id={`${id}name`} label={text('name')} value={requester.name ?? ''} wrong={wrong['name']} change={setRequester('name')} />
      <Line id={`${id}number`} label={text('number')} value={requester.number ?? ''} wrong={wrong['number']} change={setRequester('number')} />
      {fields.map((field) => <FieldInput key={field.id} id={`${id}field-${field.id}`} field={field} value={valueOf(field.id)} wrong={wrong[field.id]} change={(value) => set((now) => ({ ...now, fields: { ...now.fields, [field.id]: value ?? null } }))} />)}
    </>
  );
}

interface LineProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly change: (value: string) => void;
}

function Line({ id, label, value, wrong, change }: LineProps): ReactNode {
  return (
    <div className={`ticket-field${wrong === undefined ? '' : ' wrong'}`}>
      <label htmlFor={id}>{label}</label>
      <Input id={id} value={value} maxLength={200} status={wrong === undefined ? '' : 'error'} onChange={(event) => change(event.target.value)} />
      {wrong !== undefined && <p className="alarm ticket-wrong" role="alert">{wrong}</p>}
    </div>
  );
}
