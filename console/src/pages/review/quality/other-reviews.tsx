import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CallQuality } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { messages } from './messages.ts';

const MOST_COPIES = 9;

/** Further reviews of the call, each by its own reviewer, and the way to another one. */
export function OtherReviews({ quality: { copies }, id }: { readonly quality: CallQuality; readonly id: string }): ReactNode {
  const text = useText(messages);
  const others = copies.filter(({ copy }) => copy !== '');
  const main = copies.some(({ copy }) => copy === '');
  const next = Math.max(1, ...others.map(({ copy }) => Number(copy))) + 1;
  const path = (copy: string): string => `/review/${encodeURIComponent(id)}?copy=${copy}`;
  return (
    <nav className="review-section review-others" aria-label={text('otherReviews')}>
      {others.map(({ copy, reviewerName, score }) => <Link key={copy} to={path(copy)}>{text('reviewBy', { name: reviewerName, score: score === undefined ? '—' : String(score) })}</Link>)}
      <Link to={`/review?view=calibration&call=${encodeURIComponent(id)}`}>{text('calibrate')}</Link>
      {main && next <= MOST_COPIES && <Link to={path(String(next))}>{text('anotherReview')}</Link>}
    </nav>
  );
}
