import { App, Button, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Review, ReviewCall } from '#contract';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { useMe } from '../../../session/session.ts';
import { Ago } from '../../../time/clocks.tsx';
import { reviewKey, reviewPath } from '../review-path.ts';
import type { Saving } from '../scorecard/use-saving.ts';
import { messages } from './messages.ts';

interface Props {
  readonly call: ReviewCall;
  readonly mayArbitrate: boolean;
  readonly saving: Saving | undefined;
  readonly reload: () => void;
}

/** What follows a dispute: the reviewer stands by the review, an arbiter decides; everybody concerned reads it. */
export function DisputeBox({ call, mayArbitrate, saving, reload }: Props): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  const { review } = call;
  if (!review) return null;
  const { escalation, arbitration, status } = review;
  const decides = status === 'arbitration' && mayArbitrate && review.reviewer !== person.id;
  return (
    <>
      {escalation && <Told title={text('stoodBy')} {...escalation} />}
      {arbitration && <Told title={text(arbitration.verdict)} {...arbitration} />}
      {status === 'disputed' && saving && <Orders call={call} saving={saving} reload={reload} orders={['escalate']} />}
      {decides && saving && <Orders call={call} saving={saving} reload={reload} orders={['upheld', 'changed']} />}
      {status === 'arbitration' && !decides && <p className="review-answer quiet">{text('waitsForArbiter')}</p>}
    </>
  );
}

function Told({ title, text: words, byName, at }: { readonly title: string; readonly text: string; readonly byName: string; readonly at: number }): ReactNode {
  return (
    <div className="review-answer acknowledged">
      <strong>{title}</strong> <span className="quiet"><Name of={byName} /> · <Ago at={at} /></span>
      <p dir="auto">{words}</p>
    </div>
  );
}

type Order = 'escalate' | 'upheld' | 'changed';

function Orders({ call, saving, reload, orders }: { readonly call: ReviewCall; readonly saving: Saving; readonly reload: () => void; readonly orders: readonly Order[] }): ReactNode {
  const text = useText(messages);
  const id = useId();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const label = text(orders.includes('escalate') ? 'whyStandBy' : 'whyDecide');
  const send = async (order: Order): Promise<void> => {
    setBusy(true);
    try {
      if (!(await saving.flush())) return;
      const { id: callId } = call.call;
      const revision = queries.getQueryData<ReviewCall>(reviewKey(callId, call.copy))?.review?.revision ?? call.review?.revision ?? 0;
      await (order === 'escalate' ? post<Review>(reviewPath(callId, 'escalate', call.copy), { revision, text: words }) : post<Review>(reviewPath(callId, 'arbitrate', call.copy), { revision, verdict: order, text: words }));
      reload();
    } catch (error) {
      void message.error(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="review-answer">
      <label htmlFor={id}>{label}</label>
      <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4_000} value={words} onChange={(event) => setWords(event.target.value)} />
      <div className="review-points">
        {orders.map((order) => <Button key={order} disabled={words.trim() === ''} loading={busy} onClick={() => void send(order)}>{text(order === 'escalate' ? 'escalate' : order === 'upheld' ? 'uphold' : 'change')}</Button>)}
      </div>
    </div>
  );
}
