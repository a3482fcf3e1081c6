import { App } from 'antd';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallbackList, CallbackRow } from '#contract';
import { get, post } from '../../api/client.ts';
import { messageOf } from '../../api/fault.ts';
import { queryOf } from '../../parts/list/use-address.ts';
import { type Stage, statesOf } from './stages.ts';

/** The live socket has no news of callbacks: what happens is seen after so long, ms. */
const ASK_AGAIN_MS = 5_000;
const ASK_FAR_BACK_MS = 30_000;
const PAGE = 100;

export interface Callbacks {
  readonly list: readonly CallbackRow[] | undefined;
  readonly error: unknown;
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
  again(): void;
}

/** Callbacks of own queues, newest first; with an id only that one. */
export function useCallbacks({ queue, stage, id }: { readonly queue: string | undefined; readonly stage: Stage | 'all'; readonly id: string | undefined }): Callbacks {
  const one = useQuery({ queryKey: ['callbacks', 'one', id], queryFn: ({ signal }) => get<CallbackRow>(`/api/callbacks/${encodeURIComponent(id ?? '')}`, { signal }), enabled: id !== undefined, refetchInterval: ASK_AGAIN_MS });
  const pages = useInfiniteQuery({
    queryKey: ['callbacks', queue, statesOf(stage)],
    queryFn: ({ pageParam, signal }) => get<CallbackList>(`/api/callbacks?${queryOf({ queue, state: statesOf(stage), limit: PAGE, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled: id === undefined,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 2 ? ASK_FAR_BACK_MS : ASK_AGAIN_MS),
  });
  if (id !== undefined) return { list: one.data && [one.data], error: one.data ? undefined : one.error, more: undefined, loadingMore: false, again: () => void one.refetch() };
  const list = pages.data?.pages.flatMap(({ callbacks }) => callbacks);
  return { list, error: list ? undefined : pages.error, more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined, loadingMore: pages.isFetchingNextPage, again: () => void pages.refetch() };
}

/** Sends an order about callbacks, says how it went, reads the list anew. Resolves to whether it was carried out. */
export function useOrder(): readonly [(path: string, body: object, said: string) => Promise<boolean>, boolean] {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [sending, setSending] = useState(false);
  const order = async (path: string, body: object, said: string): Promise<boolean> => {
    setSending(true);
    try {
      await post<CallbackRow>(`/api/callbacks${path}`, body);
      message.success(said);
      return true;
    } catch (error) {
      message.error(messageOf(error));
      return false;
    } finally {
      setSending(false);
      void queries.invalidateQueries({ queryKey: ['callbacks'] });
    }
  };
  return [order, sending];
}
