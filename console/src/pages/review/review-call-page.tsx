import type { ReactNode } from 'react';
import { Shell } from '../../app/shell.tsx';
import { messages } from '../../i18n/messages.ts';
import { useText } from '../../i18n/use-text.ts';

export function ReviewCallPage(): ReactNode {
  const text = useText(messages);
  return <Shell><h1>{text('review')}</h1></Shell>;
}
