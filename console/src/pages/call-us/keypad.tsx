import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { messages } from './messages.ts';
import { dialKey } from './visit.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** How long a key pressed on the keyboard stays lit, ms. */
const LIT = 160;

/** The twelve keys, by pointer and by keyboard. */
export function Keypad({ onKey }: { readonly onKey: (key: string) => void }): ReactNode {
  const text = useText(messages);
  const lit = useTypedKeys(onKey);
  const nameOf = (key: string): string => (key === '*' ? text('star') : key === '#' ? text('hash') : key);
  return (
    <div className="call-us-keypad" role="group" aria-label={text('keypad')}>
      {KEYS.map((key) => (
        <button key={key} type="button" aria-label={nameOf(key)} className={lit === key ? 'lit' : ''} onClick={() => onKey(key)}>
          {key === '*' ? '∗' : key}
        </button>
      ))}
    </div>
  );
}

function useTypedKeys(onKey: (key: string) => void): string | undefined {
  const [lit, light] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pressed = (event: KeyboardEvent): void => {
      const key = event.ctrlKey || event.altKey || event.metaKey || event.repeat ? undefined : dialKey(event.key);
      if (key === undefined) return;
      event.preventDefault();
      light(key);
      clearTimeout(timer);
      timer = setTimeout(() => light(undefined), LIT);
      onKey(key);
    };
    addEventListener('keydown', pressed);
    return () => {
      removeEventListener('keydown', pressed);
      clearTimeout(timer);
    };
  }, [onKey]);
  return lit;
}
