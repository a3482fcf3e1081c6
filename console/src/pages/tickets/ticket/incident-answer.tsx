import { App, Button, Input, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { IncidentAnswer } from '#contract';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useText } from '../../../i18n/use-text.ts';
import { words } from '../parts/messages.ts';
import { messages } from './messages.ts';

/** Many tickets under one cause: answered, or solved, at once. */
export function IncidentOrders({ ticket }: { readonly ticket: string }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const id = useId();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [order, setOrder] = useState<'answer' | 'resolve'>();
  const [typed, setTyped] = useState('');
  const send = async (): Promise<void> => {
    try {
      const { done, refused } = await post<IncidentAnswer>(`/api/tickets/${ticket}/incident/${order ?? 'answer'}`, typed.trim() === '' ? {} : { text: typed.trim() });
      message.info(text('didIncident', { done, refused: refused.length }));
      setOrder(undefined);
      setTyped('');
    } catch (error) {
      message.error(messageOf(error));
    } finally {
      void queries.invalidateQueries({ queryKey: ['tickets'] });
    }
  };
  return (
    <div className="ticket-save">
      <Button size="small" onClick={() => setOrder('answer')}>{text('answerAll')}</Button>
      <Button size="small" onClick={() => setOrder('resolve')}>{text('resolveAll')}</Button>
      <Modal open={order !== undefined} title={text(order === 'resolve' ? 'resolveAll' : 'answerAll')} okText={text('send')} cancelText={word('cancel')} okButtonProps={{ disabled: order === 'answer' && typed.trim() === '' }} onOk={() => void send()} onCancel={() => setOrder(undefined)}>
        <label htmlFor={id}>{text('answerAllText')}</label>
        <Input.TextArea id={id} autoSize={{ minRows: 4, maxRows: 12 }} maxLength={20_000} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Modal>
    </div>
  );
}
