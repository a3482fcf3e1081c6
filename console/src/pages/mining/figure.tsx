import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { AddressChange } from '../../parts/list/use-address.ts';
import { messages } from './messages.ts';

export type Open = (change: AddressChange) => void;

/** A number that opens its calls. `what` is told to those who hear the page. */
export function Figure({ what, opens, open, children }: { readonly what: string; readonly opens: AddressChange; readonly open: Open; readonly children: ReactNode }): ReactNode {
  const text = useText(messages);
  return <button type="button" className="mining-figure figures" title={text('open', { what })} onClick={() => open(opens)}>{children}<span className="hidden-text"> {text('open', { what })}</span></button>;
}
