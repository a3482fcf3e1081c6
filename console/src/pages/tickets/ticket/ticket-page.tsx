import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams } from 'react-router';
import type { TicketRow } from '#contract';
import { Shell } from '../../../app/shell.tsx';
import { useText } from '../../../i18n/use-text.ts';
import '../../../parts/list/list.css';
import { Failure, Loading } from '../../../parts/states.tsx';
import { useNow } from '../../../time/use-now.ts';
import { OneClock } from '../clocks/clock.tsx';
import { PriorityMark, StateTag } from '../parts/marks.tsx';
import { useTicketNews } from '../parts/use-ticket-news.ts';
import { useTemplateName } from '../parts/use-templates.ts';
import { words } from '../parts/messages.ts';
import '../tickets.css';
import { Composer } from './composer.tsx';
import { DetailsPanel } from './details-panel.tsx';
import { messages } from './messages.ts';
import { RelatedPanel } from './related-panel.tsx';
import { TicketActions } from './ticket-actions.tsx';
import { Timeline } from './timeline.tsx';
import { useTicket } from './use-ticket.ts';

/** `/tickets/<number>`: what happened, what is to be said next, and what the ticket is about. */
export function TicketPage(): ReactNode {
  const text = useText(messages);
  const { id = '' } = useParams();
  useTicketNews();
  const ticket = useTicket(id);
  useEffect(() => {
    document.title = ticket.data ? `#${ticket.data.id} ${ticket.data.subject}` : `#${id}`;
  }, [ticket.data, id]);
  return (
    <Shell>
      {ticket.data ? <One key={id} ticket={ticket.data} /> : ticket.isError ? <Failure error={ticket.error} again={() => void ticket.refetch()} /> : <Loading rows={10} />}
      {!ticket.data && <p className="ticket-back"><Link to="/tickets"><Button type="link">‹ {text('back')}</Button></Link></p>}
    </Shell>
  );
}

function One({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const templateName = useTemplateName();
  const now = useNow();
  return (
    <div className="ticket-page">
      <div className="ticket-main">
        <header className="ticket-head">
          <div className="ticket-crumbs"><Link to="/tickets">‹ {text('back')}</Link> <span className="quiet figures">#{ticket.id} · {templateName(ticket.template)}</span></div>
          <h1><bdi>{ticket.subject}</bdi></h1>
          <div className="ticket-head-line">
            <StateTag state={ticket.state} />
            <PriorityMark priority={ticket.priority} wordy />
            {(ticket.clocks ?? []).filter(({ metAt }) => metAt === undefined).map((clock) => <OneClock key={`${clock.kind} ${clock.n}`} clock={clock} now={now} wordy />)}
            {ticket.mergedInto !== undefined && <Link to={`/tickets/${ticket.mergedInto}`}>{word('merged', { number: ticket.mergedInto })}</Link>}
            <span className="grow" />
            <TicketActions ticket={ticket} />
          </div>
        </header>
        <Timeline ticket={ticket} />
        <Composer ticket={ticket} />
      </div>
      <aside className="ticket-side" aria-label={text('details')}>
        <DetailsPanel ticket={ticket} />
        <RelatedPanel ticket={ticket} />
      </aside>
    </div>
  );
}
