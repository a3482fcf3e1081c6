import { App, Button, Checkbox, Dropdown, Input, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { TicketRow } from '#contract';
import { post } from '../../../api/client.ts';
import { ApiFault, messageOf } from '../../../api/fault.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import { useMe } from '../../../session/session.ts';
import { useTemplates } from '../parts/use-templates.ts';
import { words } from '../parts/messages.ts';
import { messages } from './messages.ts';
import { useChange } from './use-ticket.ts';

/** What may be done now: only the states it can have next, take it, merge it, watch it. */
export function TicketActions({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const { person } = useMe();
  const { moves } = useTemplates();
  const [change, sending] = useChange(ticket);
  const [merging, setMerging] = useState(false);
  const watcher = person.agent ?? person.id;
  const watches = ticket.watchers.includes(watcher);
  const { version } = ticket;
  const mine = person.agent !== undefined && ticket.assignee === person.agent;
  const take = person.agent === undefined || mine || ticket.state === 'closed' ? undefined : () => void change('assign', { version, assignee: person.agent });
  useKeys(text('timeline'), [{ key: 't', does: text('keyMe'), run: take }]);
  const more = [
    { key: 'watch', label: text(watches ? 'unwatch' : 'watch'), onClick: () => void change('update', { version, [watches ? 'removeWatchers' : 'addWatchers']: [watcher] }) },
    ...(ticket.mergedInto === undefined ? [{ key: 'merge', label: text('merge'), onClick: () => setMerging(true) }] : [{ key: 'unmerge', label: text('unmerge'), onClick: () => void change('unmerge', {}) }]),
  ];
  return (
    <div className="ticket-actions">
      {take && <Button size="small" loading={sending} onClick={take}>{text('assignMe')}</Button>}
      <Dropdown trigger={['click']} disabled={moves[ticket.state].length === 0} menu={{ items: moves[ticket.state].map((to) => ({ key: to, label: text('moveTo', { state: word(to) }), onClick: () => void change('move', { version, to }) })) }}>
        <Button size="small" loading={sending} disabled={moves[ticket.state].length === 0}>{word('state')} ▾</Button>
      </Dropdown>
      <Dropdown trigger={['click']} menu={{ items: more }}><Button size="small" aria-label={word('more')}>⋯</Button></Dropdown>
      {merging && <MergeDialog ticket={ticket} close={() => setMerging(false)} />}
    </div>
  );
}

/** A person decides that two tickets are one; another customer has to be said twice. */
function MergeDialog({ ticket, close }: { readonly ticket: TicketRow; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const id = useId();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [into, setInto] = useState('');
  const [other, setOther] = useState<boolean>();
  const merge = async (): Promise<void> => {
    try {
      await post(`/api/tickets/${ticket.id}/merge`, { into: into.replaceAll(/\D/g, ''), ...(other === true ? { otherCustomer: true } : {}) });
      close();
    } catch (error) {
      if (error instanceof ApiFault && error.code === 'tickets.other-customer') setOther(false);
      message.error(messageOf(error));
    } finally {
      void queries.invalidateQueries({ queryKey: ['tickets'] });
    }
  };
  return (
    <Modal open title={text('merge')} okText={text('mergeOk')} cancelText={word('cancel')} okButtonProps={{ disabled: into.replaceAll(/\D/g, '').length !== 10 || other === false }} onOk={() => void merge()} onCancel={close} width={420}>
      <p className="quiet">{text('mergeHint')}</p>
      <label htmlFor={id}>{text('mergeNumber')}</label>
      <Input id={id} autoFocus inputMode="numeric" value={into} maxLength={14} onChange={(event) => setInto(event.target.value)} />
      {other !== undefined && <p><Checkbox checked={other} onChange={(event) => setOther(event.target.checked)}>{text('otherCustomer')}</Checkbox></p>}
    </Modal>
  );
}
