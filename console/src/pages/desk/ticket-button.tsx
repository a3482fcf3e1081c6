import { Button } from 'antd';
import { type ReactNode, Suspense, lazy, useState } from 'react';
import type { CallerFacts } from '#contract';
import { useText } from '../../i18n/use-text.ts';
import { visitorNumber } from '../../parts/caller-name.ts';
import { messages } from './messages.ts';

// Only who makes a ticket loads its form.
const NewTicket = lazy(async () => ({ default: (await import('../tickets/new/new-ticket.tsx')).NewTicket }));

interface Props {
  readonly callId: string;
  readonly queue: string | undefined;
  readonly caller: CallerFacts | undefined;
}

/** A ticket from the call that is going on, or just was: linked to it, with its transcript; the desk stays open. */
export function TicketButton({ callId, queue, caller }: Props): ReactNode {
  const text = useText(messages);
  const [open, setOpen] = useState(false);
  const number = caller && visitorNumber(caller.number) === undefined ? { number: caller.number } : {};
  const name = caller === undefined || caller.display === '' || caller.display === caller.number ? {} : { name: caller.display };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text('makeTicket')}</Button>
      {open && (
        <Suspense fallback={null}>
          <NewTicket stays close={() => setOpen(false)} call={{ callId, ...(queue === undefined ? {} : { queue }), ...number, ...name, ...(caller === undefined ? {} : { language: caller.language }) }} />
        </Suspense>
      )}
    </>
  );
}
