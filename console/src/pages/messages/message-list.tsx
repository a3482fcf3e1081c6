import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Voicemail } from '#contract';
import { useText } from '../../i18n/use-text.ts';
import { useCallerName } from '../../parts/caller-name.ts';
import { changed } from '../../parts/list/use-address.ts';
import { Name, Phone } from '../../parts/names.tsx';
import { Ago, Seconds } from '../../time/clocks.tsx';
import { messages } from './messages.ts';
import type { Voicemails } from './use-voicemails.ts';

interface Props {
  readonly voicemails: Voicemails;
  readonly chosen: string | undefined;
  readonly queueName: (id: string) => string;
}

/** Newest first; each is a link, so that it can be opened beside, or sent on. */
export function MessageList({ voicemails: { list = [], more, loadingMore }, chosen, queueName }: Props): ReactNode {
  const text = useText(messages);
  return (
    <>
      <ul className="message-list" aria-label={text('list')}>
        {list.map((each) => (
          <Row key={each.id} voicemail={each} chosen={each.id === chosen} queueName={queueName} />
        ))}
      </ul>
      {more && <div className="list-more"><Button loading={loadingMore} onClick={more}>{loadingMore ? text('loadingMore') : text('more')}</Button></div>}
    </>
  );
}

function Row({ voicemail: { id, from, queue, at, seconds, text: words, heard, done }, chosen, queueName }: { readonly voicemail: Voicemail; readonly chosen: boolean; readonly queueName: Props['queueName'] }): ReactNode {
  const text = useText(messages);
  const nameOf = useCallerName();
  const [search] = useSearchParams();
  const state = done ? 'done' : heard ? 'heardTag' : 'newTag';
  return (
    <li className={chosen ? 'chosen' : ''}>
      <Link to={{ search: changed(search, { id }).toString() }} aria-current={chosen ? 'true' : undefined} aria-label={text('from', { number: nameOf(from), queue: queueName(queue) })}>
        <Phone number={from} />
      </Link>
      <span className={`list-tag${state === 'newTag' ? ' strong' : ''}`}>{text(state)}</span>
      <span className="quiet ago"><Ago at={at} /></span>
      <span className="quiet second"><Name of={queueName(queue)} /> · <Seconds seconds={seconds} /></span>
      <span className={`words${words === undefined ? ' quiet' : ''}`} dir="auto">{words ?? text('noWords')}</span>
    </li>
  );
}
