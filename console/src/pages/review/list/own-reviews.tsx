import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { OwnReviews as Own } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { messages } from '../messages.ts';
import { OwnNotes } from '../quality/own-notes.tsx';
import { CallTable } from './call-table.tsx';

/** Published reviews of one's own calls: those that wait for an answer first. */
export function OwnReviews(): ReactNode {
  const text = useText(messages);
  const own = useQuery({ queryKey: ['my-reviews'], staleTime: 2_000, refetchInterval: 15_000, queryFn: ({ signal }) => get<Own>('/api/my-reviews', { signal }) });
  if (own.isPending) return <Loading rows={6} />;
  if (own.isError) return <Failure error={own.error} again={() => void own.refetch()} />;
  const { reviews } = own.data;
  if (reviews.length === 0) return <><OwnNotes /><Empty title={text('ownEmpty')}>{text('ownEmptyHint')}</Empty></>;
  const waiting = reviews.filter(({ review }) => review.status === 'published');
  const rest = reviews.filter(({ review }) => review.status !== 'published');
  return (
    <>
      <OwnNotes />
      {waiting.length > 0 && <h2 className="review-heading">{text('toAnswer')}</h2>}
      {waiting.length > 0 && <CallTable calls={waiting} caption={text('toAnswer')} />}
      {rest.length > 0 && <h2 className="review-heading">{text('ownTitle')}</h2>}
      {rest.length > 0 && <CallTable calls={rest} caption={text('ownTitle')} />}
    </>
  );
}
