import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ReviewCall, ReviewChoices } from '#contract';
import { get } from '../../api/client.ts';
import { useOwn, useText } from '../../i18n/use-text.ts';
import { messages } from './messages.ts';

/** What the agent noted after the call. */
export function WrapUp({ call: { disposition, notes } }: { readonly call: ReviewCall }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const choices = useQuery({ queryKey: ['review-choices'], queryFn: ({ signal }) => get<ReviewChoices>('/api/review/choices', { signal }), staleTime: 600_000, enabled: disposition !== undefined });
  if (disposition === undefined && notes === undefined) return null;
  const named = choices.data?.dispositions.find(({ id }) => id === disposition);
  return (
    <section className="review-section">
      <h3>{text('wrapUp')}</h3>
      {disposition !== undefined && <p>{text('disposition')}: <bdi>{named ? own(named) : disposition}</bdi></p>}
      {notes !== undefined && <p><span className="quiet">{text('notes')}</span><br /><span dir="auto" className="review-note">{notes}</span></p>}
    </section>
  );
}
