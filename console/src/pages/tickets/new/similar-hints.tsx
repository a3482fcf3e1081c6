import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { SimilarTickets } from '#contract';
import { post } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { StateTag } from '../parts/marks.tsx';
import { messages } from './messages.ts';
import type { Wish } from './wish.ts';

/** Fingers that rest so long, ms, have written something. */
const REST_MS = 800;
const SHOWN = 4;

/** Tickets that say what is being written: nobody writes the same twice. */
export function SimilarHints({ wish, stays }: { readonly wish: Wish; readonly stays: boolean }): ReactNode {
  const text = useText(messages);
  const asked = useRested(`${wish.subject}\n${wish.text}`.trim());
  const product = String(wish.fields['product'] ?? '').slice(0, 100);
  const { data } = useQuery({
    queryKey: ['ticket-similar', asked, wish.number, product],
    queryFn: ({ signal }) => post<SimilarTickets>('/api/tickets/similar', { subject: wish.subject, text: wish.text, requester: wish.number === '' ? {} : { number: wish.number }, ...(product === '' ? {} : { product }) }, { signal }),
    enabled: asked.length >= 4,
    retry: false,
    staleTime: 60_000,
  });
  const found = asked.length >= 4 ? (data?.similar.slice(0, SHOWN) ?? []) : [];
  if (found.length === 0) return null;
  return (
    <section className="ticket-similar" aria-label={text('similar')}>
      <h3>{text('similar')}</h3>
      <ul>
        {found.map(({ ticket, duplicate }) => (
          <li key={ticket.id}>
            <Link to={`/tickets/${ticket.id}`} {...(stays ? { target: 'huawu-tickets' } : {})}><bdi>{ticket.subject}</bdi></Link> <StateTag state={ticket.state as never} />
            {duplicate && <span className="list-tag warning">{text('duplicate')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
