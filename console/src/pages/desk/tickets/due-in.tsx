import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useNow } from '../../../time/use-now.ts';
import { spanOf } from '../../tickets/clocks/clock-words.ts';
import { messages } from './messages.ts';

/** Time until a clock runs out, or since it did; in words, not by colour alone. */
export function DueIn({ dueAt }: { readonly dueAt: number }): ReactNode {
  const text = useText(messages);
  const now = useNow();
  return <span className={now >= dueAt ? 'figures ticket-late' : 'figures'}>{text(now >= dueAt ? 'late' : 'dueIn', { time: spanOf(Math.abs(dueAt - now)) })}</span>;
}
