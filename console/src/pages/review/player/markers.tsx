import type { ReactNode } from 'react';
import type { CoachingNote, ReviewCall } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import type { Draft } from '../scorecard/draft.ts';
import { clusters } from './clusters.ts';
import type { Player } from './player.ts';

interface Props extends Pick<ReviewCall, 'alerts' | 'holds' | 'seconds'> {
  readonly comments: Draft['comments'];
  readonly notes: readonly Pick<CoachingNote, 'id' | 'at' | 'text'>[];
  readonly player: Player;
}

/** Share of the call after which a flag has no room on its right: it points to the left, and begins so much earlier. */
const LATE = 0.97;
const WIDTH = 0.04;
/** Worst last. */
const SEVERITIES = ['info', 'warn', 'critical'];

/** Told by the style sheet: the name of the marker says it all already. */
const more = ({ length }: readonly unknown[]): number | undefined => (length > 1 ? length : undefined);

/** Alerts as flags, holds hatched, comments as pins; by percent of the call. What is close together has one flag, with a number. */
export function Markers({ alerts, holds, seconds, comments, notes, player }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const share = (position: number): number => Math.min(position, seconds) / Math.max(seconds, 0.001);
  const at = (position: number): string => `${share(position) * 100}%`;
  // At the right end they would be cut off: these point to the left.
  const late = (position: number): string => (share(position) > LATE ? ' late' : '');
  return (
    <>
      {holds.map(({ from, to }) => {
        const label = text('holdAt', { from: formatDuration(from), to: formatDuration(to) });
        return <span key={`h${from}-${to}`} className="review-hold" role="img" aria-label={label} title={label} style={{ left: at(from), width: at(to - from) }} />;
      })}
      {clusters(alerts, (alert) => share(alert.at) - (late(alert.at) ? WIDTH : 0)).map((group) => {
        const [first] = group;
        if (!first) return null;
        const label = group.map((alert) => text('alertAt', { time: formatDuration(alert.at), title: own(alert.title) })).join('\n');
        const worst = group.map(({ severity }) => severity).sort((a, b) => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a))[0];
        return (
          <button key={`a${first.at}`} type="button" className={`review-flag ${worst}${late(first.at)}`} aria-label={label} title={label} style={{ left: at(first.at) }} onClick={() => player.seek(Math.max(0, first.at - 3))}>
            <span aria-hidden="true" data-more={more(group)}>⚑</span>
          </button>
        );
      })}
      {clusters(notes, (note) => share(note.at)).map((group) => {
        const [first] = group;
        if (!first) return null;
        const label = group.map((note) => text('coachingAt', { time: formatDuration(note.at), text: note.text })).join('\n');
        return (
          <button key={`n${first.id}`} type="button" className="review-pin coaching" aria-label={label} title={label} style={{ left: at(first.at) }} onClick={() => player.seek(first.at)}>
            <span aria-hidden="true" data-more={more(group)}>◆</span>
          </button>
        );
      })}
      {clusters(comments, (comment) => share(comment.at)).map((group) => {
        const [first] = group;
        if (!first) return null;
        const label = group.map((comment) => text('commentAt', { time: formatDuration(comment.at), text: comment.text })).join('\n');
        return (
          <button key={first.id} type="button" className="review-pin" aria-label={label} title={label} style={{ left: at(first.at) }} onClick={() => player.seek(first.at)}>
            <span aria-hidden="true" data-more={more(group)}>●</span>
          </button>
        );
      })}
    </>
  );
}
