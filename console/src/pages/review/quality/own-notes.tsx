import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OwnCoaching } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { Ago } from '../../../time/clocks.tsx';
import { formatDuration } from '../../../time/format.ts';
import { messages } from './messages.ts';

/** Coaching notes on one's own calls, unread ones first. */
export function OwnNotes(): ReactNode {
  const text = useText(messages);
  const own = useQuery({ queryKey: ['my-coaching'], staleTime: 2_000, refetchInterval: 15_000, queryFn: ({ signal }) => get<OwnCoaching>('/api/my-coaching', { signal }) });
  const notes = (own.data?.notes ?? []).toSorted((a, b) => Number(a.seenAt !== undefined) - Number(b.seenAt !== undefined));
  if (notes.length === 0) return null;
  return (
    <section className="review-own-notes">
      <h2 className="review-heading">{text('coaching')}</h2>
      <ul>
        {notes.map(({ id, callId, at, text: words, byName, writtenAt, seenAt }) => (
          <li key={id}>
            <Link to={`/review/${encodeURIComponent(callId)}?at=${at}`}>{text('noteAt', { time: formatDuration(at) })}</Link>{' '}
            <span dir="auto" className={seenAt === undefined ? 'review-unread' : ''}>{words}</span>{' '}
            <span className="quiet"><Name of={byName} /> · <Ago at={writtenAt} />{seenAt !== undefined && ` · ${text('seen')}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
