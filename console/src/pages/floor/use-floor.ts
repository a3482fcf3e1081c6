import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer } from 'react';
import type { Floor } from '#contract';
import { get } from '../../api/client.ts';
import { useLive } from '../../live/use-live.ts';
import { floorAfter, NOTHING_YET } from './model/apply-changes.ts';

/** The picture is asked for again so often, ms: today's figures begin anew at midnight without any change to tell. */
const RENEW_MS = 60_000;

export interface FloorView {
  readonly floor?: Floor;
  readonly error: unknown;
  again(): void;
}

/** The floor, live: a picture first, then changes on it. */
export function useFloor(): FloorView {
  const [memory, hear] = useReducer(floorAfter, NOTHING_YET);
  const { data, error, refetch } = useQuery({ queryKey: ['floor'], queryFn: ({ signal }) => get<Floor>('/api/floor', { signal }), refetchInterval: RENEW_MS });
  useEffect(() => {
    if (data) hear([{ type: 'picture', floor: data }]);
  }, [data]);
  useLive('floor', (news) => hear(news.filter((each) => each.type === 'floor')));
  const again = useCallback(() => void refetch(), [refetch]);
  return { ...(memory.floor ? { floor: memory.floor } : {}), error: memory.floor ? undefined : error, again };
}
