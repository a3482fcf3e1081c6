import { Input, Modal, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { Named } from '../../parts/list/queue-names.ts';
import { useSettings } from '../../settings/settings.ts';
import { serverNow } from '../../time/server-clock.ts';
import { messages } from './messages.ts';
import { TimeFields, windowOf, wrongWindow } from './time-fields.tsx';
import { useOrder } from './use-callbacks.ts';
import type { Wish } from './use-wish.ts';

const NUMBER = /^\+?\d{3,15}$/;

type Wrong = 'badNumber' | 'badQueue' | 'badTime' | 'badUntil';

/** A customer who is to be called back. */
export function NewDialog({ wish, queues, close }: { readonly wish: Wish; readonly queues: readonly Named[]; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const id = useId();
  const settings = useSettings();
  const [order, sending] = useOrder();
  const [number, setNumber] = useState(wish.number ?? '');
  const [queue, setQueue] = useState<string | undefined>(wish.queue ?? (queues.length === 1 ? queues[0]?.id : undefined));
  const [language, setLanguage] = useState(wish.language ?? settings.language);
  const [first, setFirst] = useState<string>('');
  const [time, setTime] = useState({ notBefore: '', until: '' });
  const [wrong, setWrong] = useState<Wrong>();
  const digits = number.replaceAll(/[\s()-]/g, '');
  const save = async (): Promise<void> => {
    const found: Wrong | undefined = !NUMBER.test(digits) ? 'badNumber' : queue === undefined ? 'badQueue' : wrongWindow(time, serverNow(), false);
    setWrong(found);
    if (!found && (await order('', { number: digits, queue, language, ...(first === '' ? {} : { order: first }), ...windowOf(time) }, text('made')))) close();
  };
  return (
    <Modal open title={text('add')} okText={text('save')} cancelText={text('close')} confirmLoading={sending} onOk={() => void save()} onCancel={close} width={480}>
      <p className="quiet">{text('addHint')}</p>
      <div className="callback-field">
        <label htmlFor={`${id}number`}>{text('number')}</label>
        <Input id={`${id}number`} value={number} inputMode="tel" maxLength={24} status={wrong === 'badNumber' ? 'error' : ''} placeholder={text('numberHint')} onChange={(event) => setNumber(event.target.value)} onPressEnter={() => void save()} />
      </div>
      <div className="callback-field">
        <label htmlFor={`${id}queue`}>{text('queue')}</label>
        <Select id={`${id}queue`} value={queue ?? null} options={queues.map(({ id: value, name }) => ({ value, label: name }))} status={wrong === 'badQueue' ? 'error' : ''} onChange={(value: string | null) => setQueue(value ?? undefined)} />
      </div>
      <div className="callback-field">
        <label htmlFor={`${id}language`}>{text('language')}</label>
        <Select id={`${id}language`} value={language} options={[{ value: 'zh', label: text('chinese') }, { value: 'en', label: text('english') }]} onChange={(value: 'zh' | 'en') => setLanguage(value)} />
      </div>
      <div className="callback-field">
        <label htmlFor={`${id}order`}>{text('order')}</label>
        <Select id={`${id}order`} value={first} options={[{ value: '', label: text('orderUsual') }, { value: 'agent-first', label: text('agentFirst') }, { value: 'customer-first', label: text('customerFirst') }]} onChange={setFirst} />
      </div>
      <TimeFields value={time} change={setTime} />
      <p className="alarm" role="alert">{wrong && text(wrong)}</p>
    </Modal>
  );
}
