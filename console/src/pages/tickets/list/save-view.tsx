import { Checkbox, Input, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useMe } from '../../../session/session.ts';
import { words } from '../parts/messages.ts';
import type { Asked } from './asked.ts';
import { messages } from './messages.ts';
import { useViewOrders } from './use-view-orders.ts';

/** A name for what is shown now. */
export function SaveView({ asked, close }: { readonly asked: Asked; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const id = useId();
  const { person } = useMe();
  const { add } = useViewOrders();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = async (): Promise<void> => {
    if (name.trim() !== '' && (await add({ ...asked, name: name.trim(), shared }))) close();
  };
  return (
    <Modal open title={text('saveView')} okText={word('save')} cancelText={word('cancel')} okButtonProps={{ disabled: name.trim() === '' }} onOk={() => void save()} onCancel={close} width={420}>
      <label htmlFor={id}>{text('viewName')}</label>
      <Input id={id} autoFocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)} onPressEnter={() => void save()} />
      {person.role !== 'agent' && <p><Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>{text('viewShared')}</Checkbox></p>}
    </Modal>
  );
}
