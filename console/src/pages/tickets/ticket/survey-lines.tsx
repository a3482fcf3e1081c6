import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SurveyRow } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Ago } from '../../../time/clocks.tsx';
import { messages } from './messages.ts';

/** What the customer said after each resolution. */
export function SurveyLines({ ticket, resolved }: { readonly ticket: string; readonly resolved: boolean }): ReactNode {
  const text = useText(messages);
  const { data } = useQuery({ queryKey: ['tickets', 'surveys', ticket], queryFn: ({ signal }) => get<{ surveys: readonly SurveyRow[] }>(`/api/tickets/${ticket}/surveys`, { signal }), enabled: resolved, retry: false, refetchInterval: 30_000 });
  const asked = data?.surveys.filter(({ askedAt }) => askedAt !== undefined) ?? [];
  if (asked.length === 0) return null;
  return (
    <>
      <h3>{text('survey')}</h3>
      <ul className="ticket-links">
        {asked.map(({ id, score, comment, answeredAt, at }) => <li key={id}>{score === undefined ? <span className="quiet">{text('notAnswered')}</span> : <strong>{text('score', { score })}</strong>} <span className="quiet"><Ago at={answeredAt ?? at} /></span>{comment !== undefined && <bdi title={comment}>{comment}</bdi>}</li>)}
      </ul>
    </>
  );
}
