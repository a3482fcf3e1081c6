import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import type { TimelineEvent } from './event-words.ts';
import { messages } from './messages.ts';

/** Who did it: a person, a call's flow, a program. */
export function By({ event: { by, byName } }: { readonly event: Pick<TimelineEvent, 'by' | 'byName'> }): ReactNode {
  const text = useText(messages);
  if (by === 'call') return text('byCall');
  if (by === 'rule' || by === 'clock' || by === 'clocks') return text('byRule');
  if (by === 'token') return text('byToken');
  return <Name of={byName ?? by} />;
}
