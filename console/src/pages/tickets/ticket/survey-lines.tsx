import { App, Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SurveyRow } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Ago } from '../../../time/clocks.tsx';
import { messages } from './messages.ts';

/** What the customer said after each resolution; the link of an open survey can be sent by any way. */
export function SurveyLines({ ticket, resolved }: { readonly ticket: string; readonly resolved: boolean }): ReactNode {
  const text = useText(messages);
  const { data } = useQuery({ queryKey: ['tickets', 'surveys', ticket], queryFn: ({ signal }) => get<{ surveys: readonly SurveyRow[] }>(`/api/tickets/${ticket}/surveys`, { signal }), enabled: resolved, retry: false, refetchInterval: 30_000 });
  const asked = data?.surveys.filter(({ askedAt }) => askedAt !== undefined) ?? [];
  if (asked.length === 0) return null;
  return (
    <>
      <h3>{text('survey')}</h3>
      <ul className="ticket-surveys">
        {asked.map(({ id, score, comment, answeredAt, at, url }) => (
          <li key={id}>
            {score === undefined ? <span className="quiet">{text('notAnswered')}</span> : <strong>{text('score', { score })}</strong>} <span className="quiet"><Ago at={answeredAt ?? at} /></span>
            {comment !== undefined && <p><bdi>{comment}</bdi></p>}
            {score === undefined && url !== undefined && <CopyLink url={url} />}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Without `tickets.satisfaction.publicUrl` the link has no host: that of this page is the best guess. */
function CopyLink({ url }: { readonly url: string }): ReactNode {
  const text = useText(messages);
  const { message, modal } = App.useApp();
  const whole = new URL(url, location.href).href;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(whole);
      message.success(text('surveyCopied'));
    } catch {
      // No clipboard without TLS: it is shown to be copied by hand.
      modal.info({ title: text('surveyLink'), content: <code className="ticket-survey-link">{whole}</code> });
    }
  };
  return <div><Button size="small" onClick={() => void copy()}>{text('surveyLink')}</Button></div>;
}
