import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from '../../api/client.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Queues of own teams, for filters and for names; empty until they are known. */
export function useQueues(): readonly Named[] {
  const { data } = useQuery({ queryKey: ['queue-names'], queryFn: ({ signal }) => get<{ queues: readonly Named[] }>('/api/queues', { signal }), staleTime: 300_000 });
  return data?.queues ?? [];
}

/** Agents of own teams. */
export function useAgents(): readonly Named[] {
  const { data } = useQuery({ queryKey: ['agent-names'], queryFn: ({ signal }) => get<{ agents: readonly Named[] }>('/api/agents', { signal }), staleTime: 300_000 });
  return data?.agents ?? [];
}

/** The name of an id; the id itself where it is not known. */
export function useNameOf(named: readonly Named[]): (id: string) => string {
  return useMemo(() => {
    const names = new Map(named.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? id;
  }, [named]);
}
