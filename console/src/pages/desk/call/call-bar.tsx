import { Button, Popover } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { DeskCall } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import { useCallerName } from '../../../parts/caller-name.ts';
import { Name, Phone, Tag } from '../../../parts/names.tsx';
import { useTransferReason } from '../../../parts/reasons/use-reason.ts';
import { useStore } from '../../../parts/store.ts';
import { mute, phone } from '../../../softphone/phone.ts';
import { Since } from '../../../time/clocks.tsx';
import type { Order } from '../data/use-desk.ts';
import { useTargetName } from '../data/use-desk.ts';
import { messages } from '../messages.ts';
import { HelpButton } from '../assist/help-button.tsx';
import { KeyPad } from './key-pad.tsx';
import { TransferPicker } from './transfer-picker.tsx';

export const NOTES_ID = 'desk-notes';

/** Who is on the line, for how long, and what can be done with the call. */
export function CallBar({ call, order }: { readonly call: DeskCall; readonly order: Order }): ReactNode {
  const text = useText(messages);
  const callerName = useCallerName();
  const [keys, showKeys] = useState(false);
  const [transfer, showTransfer] = useState(false);
  const { call: own } = useStore(phone);
  const nameOf = useTargetName();
  const whyOf = useTransferReason();
  const muted = own?.muted === true || call.muted === true;
  // At the server, too: a desk phone cannot be told, and a page that is loaded anew must not forget it.
  const toggleMute = (): void => {
    mute(!muted);
    void order('mute', { on: !muted });
  };
  const toggleHold = (): void => void order('hold', { on: !call.held });
  const hangUp = (): void => void order('hang-up', {});
  const toTransfer = (): void => {
    showKeys(false);
    showTransfer(true);
  };
  const toNotes = (): void => document.getElementById(NOTES_ID)?.focus();
  useKeys(text('talk'), [
    { key: 'm', does: text('mute'), run: toggleMute },
    { key: 'h', does: text('hold'), run: toggleHold },
    { key: 'k', does: text('keypad'), run: () => showKeys((now) => !now) },
    { key: 't', does: text('transfer'), run: toTransfer },
    { key: 'n', does: text('note'), run: toNotes },
    { key: 'E', does: text('end'), run: hangUp },
  ]);
  return (
    <section className="call-bar" aria-label={text('talk')}>
      <div className="call-who">
        <strong><Name of={callerName(call.caller.number, call.caller.display)} /></strong>
        {call.caller.display !== '' && call.caller.display !== call.caller.number && <Phone number={call.caller.number} />}
        <span className="quiet"><Name of={call.queueName} /> · {text(call.caller.language)}</span>
        <Since since={call.since} />
        {muted && <span className="flag">{text('muted')}</span>}
        {call.phone === 'desk-phone' && <span className="quiet">{text('atDeskPhone')}</span>}
        {call.held && <span className="flag">{text(call.heldAtPhone === true ? 'heldAtPhone' : 'held')}</span>}
        {call.assist?.tags.map((tag) => <Tag key={tag} of={tag} />)}
      </div>
      <div className="call-buttons" role="toolbar" aria-label={text('callButtons')}>
        <Button aria-pressed={muted} onClick={toggleMute}>{text(muted ? 'unmute' : 'mute')}</Button>
        <Button aria-pressed={call.held} disabled={call.heldAtPhone === true} onClick={toggleHold}>{text(call.held ? 'unhold' : 'hold')}</Button>
        <Popover open={keys} onOpenChange={showKeys} trigger="click" placement="bottom" destroyOnHidden content={<KeyPad order={order} />}>
          <Button aria-expanded={keys}>{text('keypad')}</Button>
        </Popover>
        <Button disabled={call.transferring !== undefined} onClick={toTransfer}>{text('transfer')}</Button>
        <Button onClick={toNotes}>{text('note')}</Button>
        <HelpButton help={call.assist?.help} order={order} />
        <Button danger onClick={hangUp}>{text('end')}</Button>
      </div>
      <div role="status" aria-live="polite">
        {call.transferring !== undefined && <p className="notice">{text('transferring', { target: nameOf(call.transferring) })}</p>}
        {call.transferFailed !== undefined && call.transferring === undefined && <p className="notice">⚠ {text('transferFailed', { target: nameOf(call.transferFailed.target), why: whyOf(call.transferFailed.why) })}</p>}
        {call.assist?.help !== undefined && <p className="help-told">{call.assist.help.seenBy === undefined ? text('helpAsked') : text('helpSeen', { name: call.assist.help.seenBy })}</p>}
        {!call.connected && <p className="notice">⚠ {text('away')}</p>}
      </div>
      {transfer && <TransferPicker order={order} onClose={() => showTransfer(false)} />}
    </section>
  );
}
