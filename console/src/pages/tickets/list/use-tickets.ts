import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TicketPage, TicketRow, TicketViewList } from '#contract';
import { get } from '../../../api/client.ts';
import { type Asked, listQuery } from './asked.ts';

/** News come by the live socket; without them what others do is seen after so long, ms. */
const ASK_AGAIN_MS = 5_000;
const ASK_FAR_BACK_MS = 20_000;
const PAGE = 50;

export interface Tickets {
  readonly list: readonly TicketRow[] | undefined;
  readonly error: unknown;
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
  again(): void;
}

/** Tickets in the order asked for, page after page. */
export function useTickets(asked: Asked | undefined, size = PAGE): Tickets {
  const query = asked && listQuery(asked, { limit: size });
  const pages = useInfiniteQuery({
    queryKey: ['tickets', 'list', query],
    queryFn: ({ pageParam, signal }) => get<TicketPage>(`/api/tickets?${query ?? ''}${pageParam === undefined ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled: query !== undefined,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 2 ? ASK_FAR_BACK_MS : ASK_AGAIN_MS),
    placeholderData: (before) => before,
  });
  // A ticket that moved on between two pages is shown once.
  const list = pages.data && [...new Map(pages.data.pages.flatMap(({ tickets }) => tickets).map((ticket) => [ticket.id, ticket])).values()];
  return { list, error: list ? undefined : pages.error, more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined, loadingMore: pages.isFetchingNextPage, again: () => void pages.refetch() };
}

/** Views with their counts. */
export function useViews(): TicketViewList | undefined {
  const { data } = useQuery({ queryKey: ['tickets', 'views'], queryFn: ({ signal }) => get<TicketViewList>('/api/ticket-views', { signal }), refetchInterval: ASK_AGAIN_MS });
  return data;
}
