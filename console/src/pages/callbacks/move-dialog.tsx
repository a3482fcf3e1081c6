import { Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import type { CallbackRow } from '#contract';
import { useText } from '../../i18n/use-text.ts';
import { useSettings } from '../../settings/settings.ts';
import { serverNow } from '../../time/server-clock.ts';
import { formatWhen } from './format-when.ts';
import { messages } from './messages.ts';
import { fieldTime } from './stages.ts';
import { TimeFields, windowOf, wrongWindow } from './time-fields.tsx';
import { useOrder } from './use-callbacks.ts';

/** Another time for a callback. */
export function MoveDialog({ callback: { id, number, kind, notBefore }, close }: { readonly callback: CallbackRow; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const [order, sending] = useOrder();
  const [time, setTime] = useState({ notBefore: fieldTime(Math.max(notBefore, serverNow())), until: '' });
  const [wrong, setWrong] = useState<'badTime' | 'badUntil'>();
  const save = async (): Promise<void> => {
    const found = wrongWindow(time, serverNow(), true);
    setWrong(found);
    const { notBefore: from, ...rest } = windowOf(time);
    if (found || from === undefined) return;
    if (await order(`/${encodeURIComponent(id)}/move`, { notBefore: from, ...rest }, text('moved', { time: formatWhen(from, serverNow(), language) }))) close();
  };
  return (
    <Modal open title={text('moveOf', { number })} okText={text('save')} cancelText={text('close')} confirmLoading={sending} onOk={() => void save()} onCancel={close} width={440}>
      {kind === 'keep-place' && <p className="warning">{text('losesPlace')}</p>}
      <TimeFields value={time} change={setTime} />
      <p className="alarm" role="alert">{wrong && text(wrong)}</p>
    </Modal>
  );
}
