import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ReviewChoices } from '#contract';
import { get } from '../../api/client.ts';
import { useNameOf } from '../../parts/list/queue-names.ts';
import { WhyAgent } from '../../parts/offers/why-agent.tsx';

/** Why the call came to whom, with the names that the review knows. */
export function WhyAgentOf({ id }: { readonly id: string }): ReactNode {
  const { data } = useQuery({ queryKey: ['review-choices'], queryFn: ({ signal }) => get<ReviewChoices>('/api/review/choices', { signal }), staleTime: 600_000 });
  const nameOf = useNameOf(data ? [...data.agents, ...data.queues] : []);
  return <WhyAgent callId={id} live={false} nameOf={nameOf} />;
}
