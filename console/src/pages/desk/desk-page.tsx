import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Desk } from '#contract';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { useStore } from '../../parts/store.ts';
import { phone, startPhone, stopPhone } from '../../softphone/phone.ts';
import { AssistPanel } from './assist/assist-panel.tsx';
import { CallBar } from './call/call-bar.tsx';
import { ContactList } from './contact-list.tsx';
import { CustomerPanel } from './customer/customer-panel.tsx';
import type { Order } from './data/use-desk.ts';
import { useDesk, useOrder } from './data/use-desk.ts';
import { PhoneNotice } from './devices/phone-notice.tsx';
import './desk.css';
import { PhoneMenu } from './header/phone-menu.tsx';
import { QueueLine } from './header/queue-line.tsx';
import { StateMenu } from './header/state-menu.tsx';
import { LostCall } from './lost-call.tsx';
import { messages } from './messages.ts';
import { OfferCard } from './offer/offer-card.tsx';
import { TicketOffer } from './tickets/ticket-offer.tsx';
import { TicketButton } from './ticket-button.tsx';
import { TranscriptView } from './transcript/transcript-view.tsx';
import { NotePanel } from './wrap-up/note-panel.tsx';

/** The agent's work place: one screen, no scrolling for what a call needs. */
export function DeskPage(): ReactNode {
  const text = useText(messages);
  const desk = useDesk();
  const { order } = useOrder();
  const { line } = useStore(phone);
  useEffect(() => {
    startPhone();
    return stopPhone;
  }, []);
  const header = desk.data === undefined ? undefined : (
    <>
      <StateMenu desk={desk.data} order={order} />
      <QueueLine />
      <PhoneMenu desk={desk.data} />
    </>
  );
  return (
    <Shell header={header} stays={line !== 'off' && line !== 'desk-phone'}>
      <h1 className="hidden-text">{text('title')}</h1>
      {desk.data !== undefined ? <Work desk={desk.data} order={order} /> : desk.isError ? <Failure error={desk.error} again={() => void desk.refetch()} /> : <Loading rows={8} />}
    </Shell>
  );
}

function Work({ desk, order }: { readonly desk: Desk; readonly order: Order }): ReactNode {
  const { call, wrapUp, offer } = desk;
  const callId = call?.callId ?? wrapUp?.callId;
  // Wrap-up no longer says who called.
  const [last, keep] = useState(call);
  if (call !== undefined && call !== last) keep(call);
  const caller = call?.caller ?? offer?.caller ?? (last?.callId === callId ? last?.caller : undefined);
  return (
    <div className="desk">
      <ContactList desk={desk} />
      <div className="desk-middle">
        <LostCall call={call} />
        <PhoneNotice desk={desk} />
        <OfferCard offer={offer} order={order} />
        <TicketOffer offer={desk.tickets?.offer} />
        <div className="panel desk-call">
          {call !== undefined && <CallBar key={`call ${call.callId}`} call={call} order={order} />}
          {call !== undefined && <AssistPanel key={`assist ${call.callId}`} assist={call.assist} order={order} />}
          {callId === undefined ? <Idle desk={desk} /> : <TranscriptView key={`transcript ${callId}`} callId={callId} />}
        </div>
      </div>
      <div className="desk-side">
        <CustomerPanel caller={caller} callId={callId ?? offer?.callId} />
        {callId !== undefined && <TicketButton key={`ticket ${callId}`} callId={callId} queue={call?.queue} caller={caller} />}
        {callId !== undefined && <NotePanel key={callId} call={call} wrapUp={wrapUp} order={order} />}
      </div>
    </div>
  );
}

function Idle({ desk: { state, phone } }: { readonly desk: Desk }): ReactNode {
  const text = useText(messages);
  const why = state === 'offline' || phone === 'none' ? 'noCallOffline' : state === 'not-ready' ? 'noCallNotReady' : 'noCallReady';
  return <Empty title={text('noCall')}>{text(why)}</Empty>;
}
