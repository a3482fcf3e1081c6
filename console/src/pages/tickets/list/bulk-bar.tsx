import { App, Button, Input, Modal, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { TicketBulkAnswer, TicketRow } from '#contract';
import { post } from '../../../api/client.ts';
import { ApiFault, messageOf } from '../../../api/fault.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useAgents, useQueues } from '../../../parts/list/queue-names.ts';
import { useMe } from '../../../session/session.ts';
import { useTemplates } from '../parts/use-templates.ts';
import { words } from '../parts/messages.ts';
import { PRIORITIES, STATES } from './asked.ts';
import { messages } from './messages.ts';

interface Props {
  readonly chosen: readonly TicketRow[];
  readonly clear: () => void;
}

/** One change for all that are selected; what was refused is told and stays selected. */
export function BulkBar({ chosen, clear }: Props): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const { person } = useMe();
  const queues = useQueues();
  const agents = useAgents();
  const { moves } = useTemplates();
  const [writing, setWriting] = useState<'reply' | 'note'>();
  const change = useBulk(chosen, clear);
  const states = STATES.filter((to) => chosen.some(({ state }) => moves[state].includes(to)));
  const pick = (label: string, options: readonly { readonly value: string; readonly label: string }[], then: (value: string) => void) => (
    <Select className="ticket-bulk-pick" aria-label={label} placeholder={label} value={null} popupMatchSelectWidth={false} showSearch={{ optionFilterProp: 'label' }} options={[...options]} onChange={(value: string | null) => value !== null && then(value)} />
  );
  return (
    <section className="ticket-bulk" aria-label={text('bulk')}>
      <strong role="status">{text('selected', { count: chosen.length })}</strong>
      {person.agent !== undefined && <Button size="small" onClick={() => void change({ assign: { assignee: person.agent } })}>{text('assignMe')}</Button>}
      {pick(text('assignTo'), [{ value: '', label: word('nobody') }, ...agents.map(({ id, name }) => ({ value: id, label: name }))], (id) => void change({ assign: { assignee: id === '' ? null : id } }))}
      {pick(text('toQueue'), queues.map(({ id, name }) => ({ value: id, label: name })), (queue) => void change({ assign: { queue } }))}
      {pick(text('moveTo'), states.map((value) => ({ value, label: word(value) })), (to) => void change({ move: { to } }))}
      {pick(text('setPriority'), [...PRIORITIES.map((value) => ({ value, label: word(value) })), { value: '', label: text('byMatrix') }], (priority) => void change({ update: { priority: priority === '' ? null : priority } }))}
      <TagBox add={(tag) => void change({ update: { addTags: [tag] } })} />
      <Button size="small" onClick={() => setWriting('reply')}>{text('bulkReply')}</Button>
      <Button size="small" onClick={() => setWriting('note')}>{text('bulkNote')}</Button>
      <Button size="small" type="link" onClick={clear}>{text('unselect')}</Button>
      {writing && <BulkText kind={writing} count={chosen.length} close={() => setWriting(undefined)} send={(words_) => change({ [writing]: { text: words_ } })} />}
    </section>
  );
}

function TagBox({ add }: { readonly add: (tag: string) => void }): ReactNode {
  const text = useText(messages);
  const [tag, setTag] = useState('');
  const done = (): void => {
    if (tag.trim() !== '') add(tag.trim());
    setTag('');
  };
  return <Input className="ticket-bulk-pick" size="small" aria-label={text('addTag')} placeholder={text('addTag')} maxLength={60} value={tag} onChange={(event) => setTag(event.target.value)} onPressEnter={done} />;
}

function BulkText({ kind, count, close, send }: { readonly kind: 'reply' | 'note'; readonly count: number; readonly close: () => void; readonly send: (text: string) => Promise<boolean> }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const id = useId();
  const [typed, setTyped] = useState('');
  return (
    <Modal open title={text(kind === 'reply' ? 'bulkReply' : 'bulkNote')} okText={text(kind === 'reply' ? 'send' : 'sendNote', { count })} cancelText={word('cancel')} okButtonProps={{ disabled: typed.trim() === '' }} onCancel={close} onOk={() => void send(typed).then((done) => done && close())}>
      <label htmlFor={id}>{text('bulkText')}</label>
      <Input.TextArea id={id} autoFocus autoSize={{ minRows: 4, maxRows: 12 }} maxLength={20_000} value={typed} onChange={(event) => setTyped(event.target.value)} />
    </Modal>
  );
}

/** Sends a change for all; resolves to whether any was done. */
function useBulk(chosen: readonly TicketRow[], clear: () => void): (change: object) => Promise<boolean> {
  const text = useText(messages);
  const own = useOwn();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  return async (change) => {
    try {
      const { done, refused } = await post<TicketBulkAnswer>('/api/ticket-changes', { tickets: chosen.map(({ id, version }) => ({ id, version })), change });
      if (refused.length === 0) message.success(text('done', { count: done.length }));
      else {
        modal.warning({
          title: text('someRefused', { done: done.length, refused: refused.length }),
          content: <ul className="ticket-refused">{refused.map((each) => <li key={each.id}><span className="figures">#{each.id}</span> {each.problems?.[0] ? own(each.problems[0]) : messageOf(new ApiFault(each.code, each.message, 409))}</li>)}</ul>,
        });
      }
      if (refused.length === 0) clear();
      return done.length > 0;
    } catch (error) {
      message.error(messageOf(error));
      return false;
    } finally {
      void queries.invalidateQueries({ queryKey: ['tickets'] });
    }
  };
}
