import { type ReactNode, useState } from 'react';
import { seesOffers } from '../../app/pages-of.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMe } from '../../session/session.ts';
import { messages } from './messages.ts';
import './offers.css';
import { Offers } from './offers.tsx';

interface Props {
  readonly callId: string;
  readonly live: boolean;
  readonly nameOf: (id: string) => string;
}

/** A fold with the offers of a call, for those who may know; asked for when it is opened. */
export function WhyAgent({ callId, live, nameOf }: Props): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  const [open, setOpen] = useState(false);
  if (!seesOffers(person)) return null;
  return (
    <details className="why-agent" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text('title')}</summary>
      {open && <Offers callId={callId} live={live} agentName={nameOf} queueName={nameOf} />}
    </details>
  );
}
