import { useQueries, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button, Input } from 'antd';
import { Link } from 'react-router';
import type { SimilarTickets, TicketRow } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { StateTag } from '../parts/marks.tsx';
import { FileList } from './file-list.tsx';
import { IncidentOrders } from './incident-answer.tsx';
import { messages } from './messages.ts';
import { CallLink } from './step-line.tsx';
import { SurveyLines } from './survey-lines.tsx';
import { useChange, useRelated } from './use-ticket.ts';

/** Calls, files, and the tickets that belong to this one. */
export function RelatedPanel({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const { requester, parent } = ticket;
  const customer = requester.customer ?? requester.number;
  const others = useRelated(requester.customer === undefined ? `requester=${encodeURIComponent(requester.number ?? '')}` : `customer=${encodeURIComponent(requester.customer)}`, customer !== undefined && customer !== '').filter(({ id }) => id !== ticket.id);
  const children = useRelated(`parent=${ticket.id}`, true);
  const { data: similar } = useQuery({ queryKey: ['tickets', 'similar', ticket.id], queryFn: ({ signal }) => get<SimilarTickets>(`/api/tickets/${ticket.id}/similar?limit=4`, { signal }), retry: false, staleTime: 60_000 });
  return (
    <section className="panel ticket-panel" aria-label={text('calls')}>
      <Calls ticket={ticket} />
      <SurveyLines ticket={ticket.id} resolved={ticket.resolvedAt !== undefined} />
      <Files ticket={ticket} />
      {parent !== undefined && <><h3>{text('parent')}</h3><Link to={`/tickets/${parent}`} className="figures">#{parent}</Link></>}
      <TicketLinks title={text('children')} list={children} />
      {children.length > 0 && ticket.state !== 'closed' && <IncidentOrders ticket={ticket.id} />}
      <TicketLinks title={text('others')} list={others.slice(0, 5)} />
      <TicketLinks title={text('similar')} list={(similar?.similar ?? []).map((each) => ({ ...each.ticket, hint: each.duplicate ? text('duplicate') : undefined }))} />
    </section>
  );
}

/** Its own files, and those of tickets that were merged into it: these stay where they were sent. */
function Files({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const merged = useQueries({ queries: (ticket.absorbed ?? []).map(({ ticket: id }) => ({ queryKey: ['tickets', 'one', id], queryFn: ({ signal }: { readonly signal: AbortSignal }) => get<TicketRow>(`/api/tickets/${id}`, { signal }), retry: false, staleTime: 30_000 })) });
  const others = merged.flatMap(({ data }) => (data && (data.files?.length ?? 0) > 0 ? [data] : []));
  const own = ticket.files ?? [];
  if (own.length === 0 && others.length === 0) return null;
  return (
    <>
      <h3>{text('files')}</h3>
      <FileList ticket={ticket.id} files={own} />
      {others.map(({ id, files }) => <div key={id}><span className="quiet">{text('ofTicket', { number: id })}</span><FileList ticket={id} files={files ?? []} /></div>)}
    </>
  );
}

interface LinksProps {
  readonly title: string;
  readonly list: readonly { readonly id: string; readonly subject: string; readonly state: string; readonly hint?: string | undefined }[];
}

function TicketLinks({ title, list }: LinksProps): ReactNode {
  if (list.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="ticket-links">
        {list.map(({ id, subject, state, hint }) => (
          <li key={id}><Link to={`/tickets/${id}`} title={subject}><bdi>{subject}</bdi></Link> <StateTag state={state as TicketRow['state']} />{hint !== undefined && <span className="list-tag warning">{hint}</span>}</li>
        ))}
      </ul>
    </>
  );
}

function Calls({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const [change] = useChange(ticket);
  const [adding, setAdding] = useState<string>();
  const link = async (): Promise<void> => {
    const call = adding?.trim().split('/').at(-1) ?? '';
    if (call !== '' && (await change('link', { call }))) setAdding(undefined);
  };
  return (
    <>
      <h3>{text('calls')}</h3>
      <ul className="ticket-links">
        {ticket.calls.map((call) => <li key={call}><CallLink call={call} /> {ticket.state !== 'closed' && <Button size="small" type="text" aria-label={text('unlink')} title={text('unlink')} onClick={() => void change('unlink', { call })}>×</Button>}</li>)}
      </ul>
      {ticket.state !== 'closed' && (adding === undefined
        ? <Button size="small" onClick={() => setAdding('')}>{text('linkCall')}</Button>
        : <Input size="small" autoFocus aria-label={text('callId')} placeholder={text('callId')} value={adding} onChange={(event) => setAdding(event.target.value)} onPressEnter={() => void link()} onBlur={() => adding === '' && setAdding(undefined)} />)}
    </>
  );
}
