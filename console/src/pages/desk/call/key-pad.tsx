import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import { pressKeys } from '../../../softphone/phone.ts';
import type { Order } from '../data/use-desk.ts';
import { messages } from '../messages.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** Keys for the far end: by the browser itself (RFC 4733), else by the server. */
export function KeyPad({ order }: { readonly order: Order }): ReactNode {
  const text = useText(messages);
  const [sent, setSent] = useState('');
  const press = (key: string): void => {
    setSent((now) => (now + key).slice(-16));
    if (!pressKeys(key)) void order('keys', { digits: key });
  };
  useKeys(text('keypad'), KEYS.map((key) => ({ key, does: text('keyOf', { key }), run: () => press(key) })));
  return (
    <div className="key-pad" role="group" aria-label={text('keypad')}>
      <output className="figures" aria-label={text('keyPressed', { keys: sent })}>{sent}</output>
      {KEYS.map((key) => (
        <Button key={key} size="large" aria-label={text('keyOf', { key })} onClick={() => press(key)}>{key}</Button>
      ))}
    </div>
  );
}
