import { App, Button, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Review, ReviewCall } from '#contract';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Ago } from '../../../time/clocks.tsx';
import { messages } from '../messages.ts';
import { reviewKey, reviewPath } from '../review-path.ts';

/** The agent's answer: given here by the agent concerned, read by everybody else. */
export function AnswerBox({ call, mine }: { readonly call: ReviewCall; readonly mine: boolean }): ReactNode {
  const { review } = call;
  if (review === undefined) return null;
  if (mine && review.status === 'published') return <AnswerForm callId={call.call.id} copy={call.copy} />;
  return review.answer ? <Given answer={review.answer} /> : null;
}

function Given({ answer }: { readonly answer: NonNullable<Review['answer']> }): ReactNode {
  const text = useText(messages);
  return (
    <div className={`review-answer ${answer.kind}`}>
      <strong>{text(answer.kind === 'disputed' ? 'disputeOf' : 'acknowledgeOf')}</strong> <span className="quiet"><Ago at={answer.at} /></span>
      {answer.text !== '' && <p dir="auto">{answer.text}</p>}
    </div>
  );
}

function AnswerForm({ callId, copy }: { readonly callId: string; readonly copy: string | undefined }): ReactNode {
  const text = useText(messages);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [disputing, setDisputing] = useState(false);
  const [busy, setBusy] = useState(false);
  const answer = async (kind: 'acknowledged' | 'disputed'): Promise<void> => {
    setBusy(true);
    try {
      const review = await post<Review>(reviewPath(callId, 'answer', copy), { kind, text: reason });
      queries.setQueryData<ReviewCall>(reviewKey(callId, copy), (now) => now && { ...now, review });
      void queries.invalidateQueries({ queryKey: ['my-reviews'] });
      void message.success(text('answered'));
    } catch (error) {
      void message.error(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="review-answer">
      {disputing && <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4_000} value={reason} aria-label={text('disputeText')} placeholder={text('disputeText')} onChange={(event) => setReason(event.target.value)} />}
      <div className="review-points">
        {!disputing && <Button type="primary" loading={busy} onClick={() => void answer('acknowledged')}>{text('acknowledge')}</Button>}
        {!disputing && <Button onClick={() => setDisputing(true)}>{text('dispute')}</Button>}
        {disputing && <Button type="primary" loading={busy} disabled={reason.trim() === ''} onClick={() => void answer('disputed')}>{text('send')}</Button>}
        {disputing && <Button onClick={() => setDisputing(false)}>{text('cancel')}</Button>}
      </div>
    </div>
  );
}
