import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReviewCall } from '#contract';
import { messageOf } from '../../../api/fault.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { messages } from '../messages.ts';
import { type Draft, openQuestions, questionsOf } from './draft.ts';
import { isBlind } from '../review-path.ts';
import type { Saving } from './use-saving.ts';

/** Score, state and publishing; stays in sight while the questions scroll. */
export function ScoreHead({ call, draft, saving, reload }: { readonly call: ReviewCall; readonly draft: Draft; readonly saving: Saving | undefined; readonly reload: () => void }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { review, scorecard } = call;
  const open = openQuestions(scorecard, draft).length;
  const failing = questionsOf(scorecard).find(({ id }) => id === review?.failedBy);
  const blind = isBlind(call.copy);
  const closed = review !== undefined && review.status !== 'draft' && review.status !== 'disputed' && review.status !== 'arbitration';
  return (
    <div className="review-score">
      <div className="review-score-line">
        <h2>{own(scorecard.name)}</h2>
        <span className="quiet figures">{text('version', { version: scorecard.version })}</span>
        <span className="grow" />
        {blind && <span className="quiet">{text('blind')}</span>}
        {review && <span className={`review-status ${review.status}`}>{text(review.status)}</span>}
      </div>
      <div className="review-score-line">
        <strong className="review-score-figure figures">{review?.score === undefined ? text('noScore') : text('outOf', { score: review.score })}</strong>
        {open > 0 && <span className="quiet">{text('openQuestions', { count: open })}</span>}
        <span className="grow" />
        {saving && !closed && review?.status !== 'arbitration' && <Publish saving={saving} ready={open === 0} kind={blind ? 'handIn' : review?.status === 'disputed' ? 'publishAgain' : 'publish'} />}
      </div>
      {failing && <div className="alarm">⚑ {text('failedBy', { question: own(failing.text) })}</div>}
      {saving && !closed && <SavingLine saving={saving} reload={reload} />}
      {review !== undefined && review.reviewerName !== '' && <div className="quiet">{text('reviewedBy', { name: '' })}<Name of={review.reviewerName} /></div>}
    </div>
  );
}

function SavingLine({ saving, reload }: { readonly saving: Saving; readonly reload: () => void }): ReactNode {
  const text = useText(messages);
  const { state } = saving;
  if (state.kind === 'changed') return <div className="alarm" role="alert">{text('changedElsewhere')} <Button size="small" onClick={reload}>{text('reload')}</Button></div>;
  if (state.kind === 'failed') return <div className="alarm" role="alert">{text('saveFailed', { why: state.why })} <Button size="small" onClick={() => void saving.flush()}>{text('save')}</Button></div>;
  return <div className="quiet" role="status">{text(state.kind)}</div>;
}

function Publish({ saving, ready, kind }: { readonly saving: Saving; readonly ready: boolean; readonly kind: 'handIn' | 'publish' | 'publishAgain' }): ReactNode {
  const text = useText(messages);
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const publish = (): void => {
    setBusy(true);
    void saving.publish()
      .then((done) => void (done && message.success(text(kind === 'handIn' ? 'handedInDone' : 'publishedDone'))), (error: unknown) => void message.error(messageOf(error)))
      .finally(() => setBusy(false));
  };
  return <Button type="primary" disabled={!ready || saving.state.kind === 'changed'} loading={busy} onClick={publish}>{text(kind)}</Button>;
}
