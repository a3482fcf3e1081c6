import type { ReactNode } from 'react';
import { Shell } from '../../app/shell.tsx';
import { messages } from '../../i18n/messages.ts';
import { useText } from '../../i18n/use-text.ts';

export function FloorPage(): ReactNode {
  const text = useText(messages);
  return <Shell><h1>{text('floor')}</h1></Shell>;
}
