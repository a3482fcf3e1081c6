import { useQuery } from '@tanstack/react-query';
import type { Welcome } from '#contract';
import { get } from '../../../api/client.ts';

/** Where the company's days begin; undefined until it is known. */
export function useZone(): string | undefined {
  const { data, isError } = useQuery({ queryKey: ['welcome'], queryFn: ({ signal }) => get<Welcome>('/api/welcome', { signal }), staleTime: Infinity });
  return data?.timeZone ?? (data || isError ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined);
}
