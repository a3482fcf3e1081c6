import type { ReactNode } from 'react';
import { messages } from '../../i18n/messages.ts';
import { useText } from '../../i18n/use-text.ts';

export function CallUsPage(): ReactNode {
  const text = useText(messages);
  return <main><h1>{text('product')}</h1></main>;
}
