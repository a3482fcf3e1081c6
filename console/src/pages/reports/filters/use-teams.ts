import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Floor } from '#contract';
import { get } from '../../../api/client.ts';
import type { Named } from '../../../parts/list/queue-names.ts';

/** Teams of the agents one sees. */
export function useTeams(): readonly Named[] {
  const { data } = useQuery({ queryKey: ['floor'], queryFn: ({ signal }) => get<Floor>('/api/floor', { signal }), staleTime: 300_000 });
  return useMemo(() => [...new Set(data?.agents.flatMap(({ teams }) => teams))].sort().map((id) => ({ id, name: id })), [data]);
}
