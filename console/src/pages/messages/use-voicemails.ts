import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Voicemail, VoicemailList } from '#contract';
import { get } from '../../api/client.ts';
import { queryOf } from '../../parts/list/use-address.ts';
import { arrivals } from './arrivals.ts';

/** New messages are on the page after so long, ms: the live socket has no news of them. */
const ASK_AGAIN_MS = 5_000;
/** Somebody who reads far back need not read all of it anew that often. */
const ASK_FAR_BACK_MS = 30_000;
const PAGE = 50;

export type Shown = 'new' | 'done' | 'all';

export interface Voicemails {
  readonly list: readonly Voicemail[] | undefined;
  /** How many came while the page was open. */
  readonly arrived: number;
  readonly error: unknown;
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
  again(): void;
}

const DONE = { new: 'false', done: 'true', all: undefined } as const;

/** Messages of own queues, newest first, kept fresh. */
export function useVoicemails(queue: string | undefined, shown: Shown): Voicemails {
  const pages = useInfiniteQuery({
    queryKey: ['voicemails', queue, shown],
    queryFn: ({ pageParam, signal }) => get<VoicemailList>(`/api/voicemails?${queryOf({ queue, done: DONE[shown], limit: PAGE, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    // The title of a tab behind others tells of new messages, too.
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 2 ? ASK_FAR_BACK_MS : ASK_AGAIN_MS),
  });
  const list = pages.data?.pages.flatMap(({ voicemails }) => voicemails);
  const arrived = useArrived(pages.data?.pages[0]?.voicemails, `${queue} ${shown}`);
  return {
    list,
    arrived,
    error: list ? undefined : pages.error,
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined,
    loadingMore: pages.isFetchingNextPage,
    again: () => void pages.refetch(),
  };
}

/** How many messages are newer than the newest when this list was first seen. */
function useArrived(first: readonly Voicemail[] | undefined, list: string): number {
  const [seen, setSeen] = useState<{ readonly list: string; readonly at: number }>();
  if (first && seen?.list !== list) setSeen({ list, at: first[0]?.at ?? 0 });
  return seen?.list === list ? arrivals(first ?? [], seen.at) : 0;
}
