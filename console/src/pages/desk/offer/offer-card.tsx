import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { DeskOffer } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Key } from '../../../keys/key-map.tsx';
import { useKeys } from '../../../keys/keys.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { useStore } from '../../../parts/store.ts';
import { answer, phone } from '../../../softphone/phone.ts';
import { Seconds } from '../../../time/clocks.tsx';
import { messages } from '../messages.ts';
import { CountdownRing } from './countdown-ring.tsx';
import { useAlarm } from './use-alarm.ts';

export const ANSWER_KEY = 'F2';

/** A call rings: who, which queue, why this agent, how long they waited, what the flow learned. Cannot be missed. */
export function OfferCard({ offer }: { readonly offer: DeskOffer | undefined }): ReactNode {
  const text = useText(messages);
  const { offer: invite, answering } = useStore(phone);
  const from = offer?.caller.display || offer?.caller.number || invite?.from || '';
  useAlarm(invite !== undefined, text('incomingFrom', { from }), offer?.queueName ?? invite?.queue ?? '');
  useKeys(text('incoming'), [{ key: ANSWER_KEY, does: text('answer'), run: invite === undefined ? undefined : () => void answer(), inFields: true }]);
  if (offer === undefined && invite === undefined) return null;
  return (
    <section className="offer" role="alertdialog" aria-label={text('incomingFrom', { from })}>
      {offer !== undefined && <CountdownRing key={offer.callId} until={offer.until} />}
      <div className="offer-who">
        <h2>{text('incoming')}</h2>
        <div className="offer-name"><Name of={from} /></div>
        {offer !== undefined && offer.caller.number !== from && <div><Phone number={offer.caller.number} /></div>}
      </div>
      {offer !== undefined && <Facts offer={offer} />}
      <div className="offer-answer">
        {invite === undefined ? (
          <strong>{text('answerOnDeskPhone')}</strong>
        ) : (
          <Button type="primary" size="large" loading={answering} onClick={() => void answer()}>
            {answering ? text('opening') : text('answer')} <Key of={ANSWER_KEY} />
          </Button>
        )}
      </div>
    </section>
  );
}

function Facts({ offer }: { readonly offer: DeskOffer }): ReactNode {
  const text = useText(messages);
  const { reason } = offer;
  const why = reason === undefined ? offer.why : reason.strategy === 'direct' ? text('whyDirect') : text('whyIdle', { seconds: reason.idleSeconds, candidates: reason.candidates });
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
