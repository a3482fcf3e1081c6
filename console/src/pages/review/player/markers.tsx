import type { ReactNode } from 'react';
import type { ReviewCall } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import type { Draft } from '../scorecard/draft.ts';
import type { Player } from './player.ts';

interface Props extends Pick<ReviewCall, 'alerts' | 'holds' | 'seconds'> {
  readonly comments: Draft['comments'];
  readonly player: Player;
}

/** Share of the call after which a flag has no room on its right. */
const LATE = 0.97;

/** Alerts as flags, holds hatched, comments as pins; by percent of the call. */
export function Markers({ alerts, holds, seconds, comments, player }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const at = (position: number): string => `${(Math.min(position, seconds) / Math.max(seconds, 0.001)) * 100}%`;
  // At the right end they would be cut off: these point to the left.
  const late = (position: number): string => (position > seconds * LATE ? ' late' : '');
  return (
    <>
      {holds.map(({ from, to }) => {
        const label = text('holdAt', { from: formatDuration(from), to: formatDuration(to) });
        return <span key={`h${from}-${to}`} className="review-hold" role="img" aria-label={label} title={label} style={{ left: at(from), width: at(to - from) }} />;
      })}
      {alerts.map((alert, i) => {
        const label = text('alertAt', { time: formatDuration(alert.at), title: own(alert.title) });
        return (
          <button key={`a${i}`} type="button" className={`review-flag ${alert.severity}${late(alert.at)}`} aria-label={label} title={label} style={{ left: at(alert.at) }} onClick={() => player.seek(Math.max(0, alert.at - 3))}>
            <span aria-hidden="true">⚑</span>
          </button>
        );
      })}
      {comments.map((comment) => {
        const label = text('commentAt', { time: formatDuration(comment.at), text: comment.text });
        return (
          <button key={comment.id} type="button" className="review-pin" aria-label={label} title={label} style={{ left: at(comment.at) }} onClick={() => player.seek(comment.at)}>
            <span aria-hidden="true">●</span>
          </button>
        );
      })}
    </>
  );
}
