import { Segmented } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useKeys } from '../../keys/keys.ts';
import '../../parts/list/list.css';
import { OneFilter } from '../../parts/list/one-filter.tsx';
import { useNameOf, useQueues } from '../../parts/list/queue-names.ts';
import { oneOf, useAddress } from '../../parts/list/use-address.ts';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import '../review/review.css';
import { neighbour } from './arrivals.ts';
import { MessageList } from './message-list.tsx';
import { MessageView } from './message-view.tsx';
import './messages.css';
import { messages } from './messages.ts';
import { type Voicemails, useVoicemails } from './use-voicemails.ts';

const SHOWN = ['new', 'done', 'all'] as const;

/** `/messages`: what callers left for the queues of the one who looks. */
export function MessagesPage(): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const [queue, chosen] = [search.get('queue') ?? undefined, search.get('id') ?? undefined];
  const shown = oneOf(search.get('show'), SHOWN);
  const queues = useQueues();
  const queueName = useNameOf(queues);
  const voicemails = useVoicemails(queue, shown);
  const { list, arrived } = voicemails;
  useTitle(voicemails, shown);
  const go = (step: 1 | -1): void => {
    const next = neighbour(list ?? [], chosen, step);
    if (next !== undefined) change({ id: next });
  };
  useKeys(text('title'), [
    { key: ']', does: text('keyNext'), run: () => go(1) },
    { key: '[', does: text('keyPrevious'), run: () => go(-1) },
  ]);
  return (
    <Shell>
      <h1 className="hidden-text">{text('title')}</h1>
      <div className={`messages-page${chosen === undefined ? '' : ' one'}`}>
        <section className="messages-left" aria-label={text('list')}>
          <div className="list-bar" role="search" aria-label={text('show')}>
            <Segmented value={shown} aria-label={text('show')} options={SHOWN.map((value) => ({ value, label: text(value) }))} onChange={(value) => change({ show: value === 'new' ? undefined : value })} />
            <OneFilter label={text('queue')} value={queue} options={queues} choose={(id) => change({ queue: id })} />
          </div>
          <div className="hidden-text" role="status">{arrived > 0 ? text('arrived', { count: arrived }) : list ? text('count', { count: list.length }) : ''}</div>
          <Listed voicemails={voicemails} shown={shown} chosen={chosen} queueName={queueName} />
        </section>
        <section className="messages-right" aria-label={text('transcript')}>
          {chosen === undefined ? (
            <Empty title={text('choose')}>{text('chooseHint')}</Empty>
          ) : (
            <>
              <button type="button" className="messages-back" onClick={() => change({ id: undefined })}>‹ {text('back')}</button>
              <MessageView key={chosen} id={chosen} queueName={queueName} />
            </>
          )}
        </section>
      </div>
    </Shell>
  );
}

interface ListedProps {
  readonly voicemails: Voicemails;
  readonly shown: (typeof SHOWN)[number];
  readonly chosen: string | undefined;
  readonly queueName: (id: string) => string;
}

function Listed({ voicemails, shown, chosen, queueName }: ListedProps): ReactNode {
  const text = useText(messages);
  const { list, error, again } = voicemails;
  if (!list) return error ? <Failure error={error} again={again} /> : <Loading rows={6} />;
  if (list.length === 0) return <Empty title={text(shown === 'new' ? 'empty' : 'emptyDone')}>{text(shown === 'new' ? 'emptyHint' : 'emptyDoneHint')}</Empty>;
  return <MessageList voicemails={voicemails} chosen={chosen} queueName={queueName} />;
}

/** How many wait for somebody, in the title of the tab. */
function useTitle({ list }: Voicemails, shown: (typeof SHOWN)[number]): void {
  const text = useText(messages);
  const open = shown === 'done' ? 0 : (list ?? []).filter(({ done }) => !done).length;
  useEffect(() => {
    document.title = open > 0 ? text('titleNew', { count: open }) : text('title');
  }, [open, text]);
}
