import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { DeskAssist } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import type { Order } from '../data/use-desk.ts';
import { messages } from '../messages.ts';

/** Asks for a supervisor, with a word on why; says who has seen it. */
export function HelpButton({ help, order }: { readonly help: DeskAssist['help']; readonly order: Order }): ReactNode {
  const text = useText(messages);
  const [open, setOpen] = useState(false);
  const waits = help !== undefined && help.seenBy === undefined;
  useKeys(text('help'), [{ key: 's', does: text('help'), run: waits ? undefined : () => setOpen(true) }]);
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottom" destroyOnHidden title={text('helpTitle')} content={<HelpForm order={order} close={() => setOpen(false)} />}>
      <Button disabled={waits} aria-expanded={open}>{text(waits ? 'helpWaits' : 'help')}</Button>
    </Popover>
  );
}

function HelpForm({ order, close }: { readonly order: Order; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    if (await order('help', words.trim() === '' ? {} : { text: words.trim() })) close();
    else setBusy(false);
  };
  return (
    <div className="help-form">
      <Input autoFocus maxLength={500} value={words} placeholder={text('helpWhy')} aria-label={text('helpWhy')} onChange={(event) => setWords(event.target.value)} onPressEnter={() => void send()} />
      <Button type="primary" loading={busy} onClick={() => void send()}>{text('helpSend')}</Button>
    </div>
  );
}
