import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { DeskChoices } from '#contract';
import { get } from '../../../api/client.ts';
import { useOwn } from '../../../i18n/use-text.ts';
import { useReason } from '../../../parts/reasons/use-reason.ts';

type Reasons = DeskChoices['notReadyReasons'];

/** What does not change during a shift. */
const ONE_SHIFT = 8 * 3_600_000;

/** Reasons for not ready; none while the server does not tell them. */
export function useReasons(): Reasons {
  const { data } = useQuery({ queryKey: ['desk', 'choices'], queryFn: ({ signal }) => get<DeskChoices>('/api/desk/choices', { signal }), staleTime: ONE_SHIFT });
  return data?.notReadyReasons ?? [];
}

/** A reason's name in the language of the page. */
export function useReasonName(): (id: string) => string {
  const reasons = useReasons();
  const own = useOwn();
  const reasonOf = useReason();
  return useCallback(
    (id) => {
      const known = reasons.find((reason) => reason.id === id);
      return known ? own(known) : reasonOf(id);
    },
    [reasons, own, reasonOf],
  );
}
