import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { DeskOffer } from '#contract';
import { type Text, useText } from '../../../i18n/use-text.ts';
import { Key } from '../../../keys/key-map.tsx';
import { useKeys } from '../../../keys/keys.ts';
import { useCallerName } from '../../../parts/caller-name.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { useStore } from '../../../parts/store.ts';
import { answer, phone } from '../../../softphone/phone.ts';
import type { Order } from '../data/use-desk.ts';
import { Seconds } from '../../../time/clocks.tsx';
import { messages } from '../messages.ts';
import { CountdownRing } from './countdown-ring.tsx';
import { useAlarm } from './use-alarm.ts';

export const ANSWER_KEY = 'F2';
const REJECT_KEY = 'F4';

/** A call rings: who, which queue, why this agent, how long they waited, what the flow learned. Cannot be missed. */
export function OfferCard({ offer, order }: { readonly offer: DeskOffer | undefined; readonly order: Order }): ReactNode {
  const text = useText(messages);
  const nameOf = useCallerName();
  const { offer: invite, answering, line } = useStore(phone);
  const from = offer === undefined ? nameOf(invite?.from ?? '') : nameOf(offer.caller.number, offer.caller.display);
  const queue = offer?.queueName ?? invite?.queue ?? '';
  const atDeskPhone = invite === undefined && offer?.phone !== 'browser';
  const reject = (): void => void order('reject', {});
  // The desk phone has a bell of its own; of several tabs the one with the phone tells.
  const told = invite !== undefined || (offer !== undefined && atDeskPhone && line !== 'elsewhere');
  useAlarm(told, { tone: invite !== undefined, title: text('incomingFrom', { from }), body: atDeskPhone ? `${queue} · ${text('answerOnDeskPhone')}` : queue });
  useKeys(text('incoming'), [
    { key: ANSWER_KEY, does: text('answer'), run: invite === undefined ? undefined : () => void answer(), inFields: true },
    { key: REJECT_KEY, does: text('reject'), run: offer === undefined ? undefined : reject, inFields: true },
  ]);
  if (offer === undefined && invite === undefined) return null;
  return (
    <section className="offer" role="alertdialog" aria-label={text('incomingFrom', { from })}>
      {offer !== undefined && <CountdownRing key={offer.callId} until={offer.until} />}
      <div className="offer-who">
        <h2>{text('incoming')}</h2>
        <div className="offer-name"><Name of={from} /></div>
        {offer !== undefined && offer.caller.display !== '' && offer.caller.number !== from && <div><Phone number={offer.caller.number} /></div>}
      </div>
      {offer !== undefined && <Facts offer={offer} />}
      <div className="offer-answer">
        {atDeskPhone && <strong>{text('answerOnDeskPhone')}</strong>}
        {!atDeskPhone && (line === 'elsewhere' || line === 'desk-phone') && <strong>{text('answerElsewhere')}</strong>}
        {!atDeskPhone && line !== 'elsewhere' && line !== 'desk-phone' && (
          <Button type="primary" size="large" loading={answering} disabled={invite === undefined} aria-label={`${text(answering ? 'opening' : 'answer')} ${ANSWER_KEY}`} onClick={() => void answer()}>
            {answering ? text('opening') : text('answer')} <Key of={ANSWER_KEY} />
          </Button>
        )}
        {offer !== undefined && <Button disabled={answering} onClick={reject}>{text('reject')} <Key of={REJECT_KEY} /></Button>}
      </div>
    </section>
  );
}

function Facts({ offer }: { readonly offer: DeskOffer }): ReactNode {
  const text = useText(messages);
  const { reason } = offer;
  const why = reason === undefined ? offer.why : whyOf(reason, text);
  return (
    <dl className="facts">
      <dt>{text('fromQueue')}</dt>
      <dd><Name of={offer.queueName} /> · {text(offer.caller.language)}</dd>
      <dt>{text('waited')}</dt>
      <dd><Seconds seconds={offer.waitedSeconds} /></dd>
      {offer.skills.length > 0 && <><dt>{text('skills')}</dt><dd>{offer.skills.map((each) => `${each.skill} ${each.level}`).join(' · ')}</dd></>}
      {offer.caller.path.length > 0 && <><dt>{text('path')}</dt><dd><Name of={offer.caller.path.join(' › ')} /></dd></>}
      <dt>{text('why')}</dt>
      <dd>{why}</dd>
    </dl>
  );
}

function whyOf({ strategy, candidates, idleSeconds, step = 0 }: NonNullable<DeskOffer['reason']>, text: Text<keyof typeof messages.zh>): string {
  if (strategy === 'direct') return text('whyDirect');
  const why = candidates <= 1 ? text('whyOnly') : text(strategy, { seconds: idleSeconds, candidates });
  return step === 0 ? why : text('whyLater', { why });
}
