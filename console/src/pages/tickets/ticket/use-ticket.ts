import { App } from 'antd';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TicketPage, TicketRow, TicketTimeline } from '#contract';
import { get, post } from '../../../api/client.ts';
import { ApiFault, messageOf } from '../../../api/fault.ts';
import { useOwn } from '../../../i18n/use-text.ts';
import { problemsOf } from '../parts/problems.ts';

/** What others do is seen after so long, ms. */
const ASK_AGAIN_MS = 3_000;

/** One ticket as it is now. */
export function useTicket(id: string) {
  return useQuery({ queryKey: ['tickets', 'one', id], queryFn: ({ signal }) => get<TicketRow>(`/api/tickets/${id}`, { signal }), refetchInterval: ASK_AGAIN_MS, staleTime: 0 });
}

/** What happened to it and to those merged into it; read anew when it has another version. */
export function useTimeline(id: string, version: number) {
  const pages = useInfiniteQuery({
    queryKey: ['tickets', 'timeline', id, version],
    queryFn: ({ pageParam, signal }) => get<TicketTimeline>(`/api/tickets/${id}/timeline?limit=200${pageParam === undefined ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  return { events: pages.data?.pages.flatMap(({ events }) => events), error: pages.error, more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined, again: () => void pages.refetch() };
}

/** Tickets that belong together with this one: its children, the customer's others. */
export function useRelated(query: string, enabled: boolean): readonly TicketRow[] {
  const { data } = useQuery({ queryKey: ['tickets', 'related', query], queryFn: ({ signal }) => get<TicketPage>(`/api/tickets?${query}&limit=10`, { signal }), enabled, refetchInterval: 15_000 });
  return data?.tickets ?? [];
}

export type Change = (name: string, body: object) => Promise<TicketRow | undefined>;

/** Sends a change of a ticket; undefined when it was refused, which was said. `clash`: somebody else was faster, and it is to be decided. */
export function useChange(ticket: TicketRow, clash?: () => void): readonly [Change, boolean] {
  const queries = useQueryClient();
  const own = useOwn();
  const { message } = App.useApp();
  const [sending, setSending] = useState(false);
  const change: Change = async (name, body) => {
    setSending(true);
    try {
      const now = await post<TicketRow>(`/api/tickets/${ticket.id}/${name}`, body);
      // Some answers are of two tickets.
      if ('subject' in now) queries.setQueryData(['tickets', 'one', ticket.id], now);
      else void queries.invalidateQueries({ queryKey: ['tickets'] });
      return now;
    } catch (error) {
      const problems = problemsOf(error);
      if (clash && error instanceof ApiFault && error.code === 'tickets.changed') clash();
      else if (problems) message.error(problems.map(own).join(' · '));
      else message.error(messageOf(error));
      void queries.invalidateQueries({ queryKey: ['tickets', 'one', ticket.id] });
      return undefined;
    } finally {
      setSending(false);
    }
  };
  return [change, sending];
}
