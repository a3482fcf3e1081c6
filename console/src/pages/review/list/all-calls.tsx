import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { ReviewCallList } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { messages } from '../messages.ts';
import { CallTable } from './call-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FILTERS, type FilterName, filtersOf, localDayStart, queryOf } from './filters.ts';

const EVERY_MS = 5_000;
const MOST_FOLLOWED = 3;

/** Ended calls for those who review. */
export function AllCalls(): ReactNode {
  const text = useText(messages);
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const set = useCallback((name: FilterName, value: string | undefined) => {
    setSearch((now) => {
      const next = new URLSearchParams(now);
      if (value === undefined || value === '') next.delete(name);
      else next.set(name, value);
      return next;
    }, { replace: true });
  }, [setSearch]);
  const clear = (): void => setSearch((now) => {
    const next = new URLSearchParams(now);
    for (const name of FILTERS) next.delete(name);
    return next;
  });
  const pages = useInfiniteQuery({
    queryKey: ['review-list', filters],
    queryFn: ({ pageParam, signal }) => get<ReviewCallList>(`/api/review/calls?${queryOf(filters, pageParam, localDayStart)}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    // Calls end and are scored while one looks; many pages are read again when the list is opened.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= MOST_FOLLOWED ? EVERY_MS : false),
    staleTime: 2_000,
  });
  const calls = pages.data?.pages.flatMap((page) => page.calls) ?? [];
  const narrowed = Object.keys(filters).length > 0;
  return (
    <>
      <FilterBar filters={filters} set={set} clear={clear} />
      {pages.isPending && <Loading rows={8} />}
      {pages.isError && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {pages.isSuccess && calls.length === 0 && <Empty title={text(narrowed ? 'nothingFound' : 'noCalls')}>{text(narrowed ? 'nothingFoundHint' : 'noCallsHint')}</Empty>}
      {calls.length > 0 && <CallTable calls={calls} caption={text('title')} />}
      <div className="hidden-text" role="status">{pages.isSuccess ? text('count', { count: calls.length }) : ''}</div>
      {pages.hasNextPage && <div className="review-more"><Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{pages.isFetchingNextPage ? text('loadingMore') : text('more')}</Button></div>}
    </>
  );
}
