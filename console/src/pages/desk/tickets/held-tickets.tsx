import type { ReactNode } from 'react';
import type { DeskTickets } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useNow } from '../../../time/use-now.ts';
import { spanOf } from '../../tickets/clocks/clock-words.ts';
import { DueIn } from './due-in.tsx';
import { messages } from './messages.ts';

/** Open tickets of the agent beside the capacity; they open beside the desk, which is the phone. */
export function HeldTickets({ tickets }: { readonly tickets: DeskTickets | undefined }): ReactNode {
  const text = useText(messages);
  if (tickets === undefined) return null;
  const { held, capacity, restsUntil } = tickets;
  const of = { held: held.length, capacity };
  return (
    <div className="held-tickets">
      <h3>{text('tickets')} <span className="figures quiet" title={text('heldIs', of)}>{text('heldOf', of)}</span></h3>
      {restsUntil !== undefined && <Rest until={restsUntil} />}
      {held.length === 0 ? (
        <p className="quiet">{text('noTickets')}</p>
      ) : (
        <ul>
          {held.map(({ id, subject, dueAt }) => (
            <li key={id}>
              <a href={`/tickets/${id}`} target="_blank" rel="noreferrer" title={subject}>{subject}</a>
              {dueAt !== undefined && <DueIn dueAt={dueAt} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Rest({ until }: { readonly until: number }): ReactNode {
  const text = useText(messages);
  const now = useNow();
  return until > now ? <p className="quiet">{text('rest', { time: spanOf(until - now) })}</p> : null;
}
