import { Button, type InputRef } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { TicketRow } from '#contract';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useKeys } from '../../keys/keys.ts';
import '../../parts/list/list.css';
import { useAgents, useNameOf, useQueues } from '../../parts/list/queue-names.ts';
import { oneOf, useAddress } from '../../parts/list/use-address.ts';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { useMe } from '../../session/session.ts';
import { TicketBoard } from './board/ticket-board.tsx';
import { BreachBoard } from './clocks/breach-board.tsx';
import { askedOf } from './list/asked.ts';
import { BulkBar } from './list/bulk-bar.tsx';
import { FilterBar, LAYOUTS, LayoutSwitch } from './list/filter-bar.tsx';
import { messages } from './list/messages.ts';
import { TicketTable, toggled } from './list/ticket-table.tsx';
import { TableButtons } from './table/table-buttons.tsx';
import { type Tickets, useTickets, useViews } from './list/use-tickets.ts';
import { ViewList, viewOf } from './list/view-list.tsx';
import { NewTicket } from './new/new-ticket.tsx';
import { words } from './parts/messages.ts';
import { useTicketNews } from './parts/use-ticket-news.ts';
import './tickets.css';

/** `/tickets`: views, words and filters lead to a list or a board. */
export function TicketsPage(): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  useTicketNews();
  const views = useViews();
  const { person } = useMe();
  const layout = oneOf(search.get('as'), LAYOUTS);
  const view = viewOf(views, search.get('view'), layout === 'clocks' || (layout === 'board' && person.agent === undefined) ? 'working' : undefined);
  const asked = view && askedOf(search, view);
  const [making, setMaking] = useState(false);
  const box = useRef<InputRef>(null);
  useEffect(() => {
    document.title = text('title');
  }, [text]);
  useKeys(text('title'), [
    { key: 'n', does: text('keyNew'), run: () => setMaking(true) },
    { key: '/', does: text('keySearch'), run: () => box.current?.focus() },
  ]);
  return (
    <Shell>
      <h1 className="hidden-text">{text('title')}</h1>
      <div className="tickets">
        <ViewList views={views} chosen={view?.id} choose={(id) => change({ view: id }, true)} />
        <section className="tickets-main" aria-label={text('title')}>
          <div className="ticket-bar">
            <LayoutSwitch layout={layout} shown={person.role === 'agent' ? ['list', 'board'] : LAYOUTS} choose={(next) => change({ as: next === 'list' ? undefined : next })} />
            <span className="grow" />
            {person.role !== 'agent' && asked && <TableButtons asked={asked} />}
            <Button type="primary" onClick={() => setMaking(true)}>{text('add')}</Button>
          </div>
          {asked === undefined ? <Loading rows={8} /> : (
            <>
              <FilterBar asked={asked} view={view} box={box} ordered={layout === 'clocks'} />
              {layout === 'board' ? <TicketBoard asked={asked} /> : layout === 'clocks' ? <BreachBoard asked={asked} /> : <Listed tickets={asked} />}
            </>
          )}
        </section>
      </div>
      {making && <NewTicket close={() => setMaking(false)} />}
    </Shell>
  );
}

function Listed({ tickets: asked }: { readonly tickets: NonNullable<Parameters<typeof useTickets>[0]> }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const tickets = useTickets(asked);
  const { list, error, again, more, loadingMore } = tickets;
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const at = useRowKeys(tickets, chosen, choose);
  const queueName = useNameOf(useQueues());
  const agentName = useNameOf(useAgents());
  const selected = list?.filter(({ id }) => chosen.has(id)) ?? [];
  if (!list) return error ? <Failure error={error} again={again} /> : <Loading rows={8} />;
  if (list.length === 0) return <div className="list-empty"><Empty title={asked.filter.text === undefined ? text('empty') : text('emptySearch', { text: asked.filter.text })}>{text('emptyHint')}</Empty></div>;
  return (
    <>
      <div className="hidden-text" role="status">{text('count', { count: list.length })}</div>
      {selected.length > 0 && <BulkBar chosen={selected} clear={() => choose(new Set())} />}
      <TicketTable list={list} chosen={chosen} choose={choose} at={at} queueName={queueName} agentName={agentName} />
      {more && <div className="list-more"><Button loading={loadingMore} onClick={more}>{word(loadingMore ? 'loadingMore' : 'more')}</Button></div>}
    </>
  );
}

/** Rows by keys: j and k, x selects, Enter opens. */
function useRowKeys({ list = [] }: Tickets, chosen: ReadonlySet<string>, choose: (ids: ReadonlySet<string>) => void): string | undefined {
  const text = useText(messages);
  const navigate = useNavigate();
  const [at, setAt] = useState<string>();
  const index = list.findIndex(({ id }) => id === at);
  const go = (step: 1 | -1) => (): void => {
    const next: TicketRow | undefined = list[index < 0 ? 0 : Math.max(0, Math.min(list.length - 1, index + step))];
    setAt(next?.id);
    document.querySelector(`tr[data-ticket="${next?.id ?? ''}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useKeys(text('title'), [
    { key: 'j', does: text('keyNext'), run: go(1) },
    { key: 'k', does: text('keyPrevious'), run: go(-1) },
    { key: 'x', does: text('keySelect'), run: at === undefined ? undefined : () => choose(toggled(chosen, at)) },
    { key: 'o', does: text('keyOpen'), run: at === undefined ? undefined : () => void navigate(`/tickets/${at}`) },
  ]);
  return at;
}
