import type { ReactNode } from 'react';
import type { TicketPriorityName, TicketRow, TicketStateName } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { words } from './messages.ts';

const WAITS: readonly TicketStateName[] = ['pending', 'on-hold'];
const OVER: readonly TicketStateName[] = ['resolved', 'closed'];

/** The state as a word in a frame; its look only adds to the word. */
export function StateTag({ state }: { readonly state: TicketStateName }): ReactNode {
  const text = useText(words);
  return <span className={`list-tag ticket-state ${state} ${WAITS.includes(state) || OVER.includes(state) ? '' : 'strong'}`}>{text(state)}</span>;
}

const BARS: Readonly<Record<TicketPriorityName, number>> = { low: 1, normal: 2, high: 3, urgent: 4 };

/** Bars like those of a signal, and the word where there is room; never colour alone. */
export function PriorityMark({ priority, wordy = false }: { readonly priority: TicketPriorityName; readonly wordy?: boolean }): ReactNode {
  const text = useText(words);
  const said = text('priorityIs', { priority: text(priority) });
  return (
    <span className={`ticket-priority ${priority}`} title={said}>
      <svg width="16" height="14" viewBox="0 0 16 14" aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => <rect key={bar} x={(bar - 1) * 4} y={14 - bar * 3.2} width="3" height={bar * 3.2} rx="1" className={bar <= BARS[priority] ? 'on' : 'off'} />)}
      </svg>
      {wordy ? <span>{text(priority)}</span> : <span className="hidden-text">{said}</span>}
    </span>
  );
}

/** Who it is about: the name, the number, or that neither is known. */
export function RequesterName({ requester }: { readonly requester: TicketRow['requester'] }): ReactNode {
  const text = useText(words);
  if (requester.name !== undefined && requester.name !== '') return <Name of={requester.name} />;
  if (requester.number !== undefined && requester.number !== '') return <Phone number={requester.number} />;
  return <span className="quiet">{requester.customer ?? text('noName')}</span>;
}

export function PaperClip(): ReactNode {
  return <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true" className="ticket-clip"><path d="M9 3.5v6a3 3 0 0 1-6 0V3a2 2 0 0 1 4 0v6a1 1 0 0 1-2 0V4" fill="none" stroke="currentColor" strokeWidth="1.2" /></svg>;
}

/** People as letters in a round: two for most names, one character of a Chinese one. */
export function Initials({ name }: { readonly name: string }): ReactNode {
  const parts = name.trim().split(/\s+/u);
  const letters = /\p{Script=Han}/u.test(name) ? ([...name].at(-1) ?? '') : parts.slice(0, 2).map((part) => [...part][0] ?? '').join('');
  return <span className="ticket-initials" aria-hidden="true">{letters.toUpperCase()}</span>;
}
