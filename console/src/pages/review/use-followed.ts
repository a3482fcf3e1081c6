import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ReviewCall } from '#contract';
import { get } from '../../api/client.ts';
import { reviewPath } from './review-path.ts';

const EVERY_MS = 15_000;
const OPEN = new Set(['draft', 'disputed', 'arbitration']);

/** A review that is read, or waits for somebody else, is looked at again; one that is being written stays as it is. */
export function useFollowed(call: ReviewCall | undefined, reload: () => void): void {
  const waits = call !== undefined && (!call.writable || !OPEN.has(call.review?.status ?? 'draft'));
  const { data } = useQuery({
    queryKey: ['review-followed', call?.call.id, call?.copy ?? ''],
    enabled: waits,
    refetchInterval: EVERY_MS,
    initialData: call,
    staleTime: EVERY_MS,
    gcTime: 0,
    queryFn: ({ signal }) => get<ReviewCall>(reviewPath(call?.call.id ?? '', '', call?.copy), { signal }),
  });
  const again = useRef(reload);
  useEffect(() => {
    again.current = reload;
  });
  const [shown, known] = [call?.review?.revision ?? 0, data?.review?.revision ?? 0];
  useEffect(() => {
    if (waits && known > shown) again.current();
  }, [waits, known, shown]);
}
