import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { get } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { Name, Phone } from '../../parts/names.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { formatDuration, formatMoment } from '../../time/format.ts';
import type { FoundCalls as Found } from './answers.ts';
import { markedParts } from './asked.ts';
import { messages } from './messages.ts';

interface Props {
  readonly query: string;
  /** What the calls have in common, in words. */
  readonly told: string;
  readonly back: () => void;
  readonly nameOf: (by: 'queue' | 'agent', key: string) => string;
}

/** The calls of a search or of a figure, the newest first. */
export function FoundCalls({ query, told, back, nameOf }: Props): ReactNode {
  const text = useText(messages);
  const pages = useInfiniteQuery({
    queryKey: ['mining-calls', query],
    queryFn: ({ pageParam, signal }) => get<Found>(`/api/mining/calls?${query}${pageParam === undefined ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const calls = pages.data?.pages.flatMap((page) => page.calls) ?? [];
  return (
    <section aria-labelledby="mining-found">
      <div className="list-bar"><Button onClick={back}>{text('back')}</Button><h2 id="mining-found" className="grow mining-told">{text('found')}{told !== '' && <span className="quiet"> · <bdi>{told}</bdi></span>}</h2></div>
      {pages.isPending && <Loading rows={8} />}
      {pages.isError && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {pages.isSuccess && calls.length === 0 && <Empty title={text('nothing')}>{text('nothingHint')}</Empty>}
      {calls.length > 0 && (
        <table className="list-table">
          <thead>
            <tr>{(['time', 'agent', 'queue', 'number'] as const).map((key) => <th key={key} scope="col">{text(key)}</th>)}<th scope="col" className="right">{text('duration')}</th><th scope="col" className="right">{text('alerts')}</th></tr>
          </thead>
          <tbody>{calls.map((call) => <Row key={call.id} call={call} nameOf={nameOf} />)}</tbody>
        </table>
      )}
      <div className="hidden-text" role="status">{pages.isSuccess ? text('shown', { count: calls.length }) : ''}</div>
      {pages.hasNextPage && <div className="list-more"><Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{pages.isFetchingNextPage ? text('loadingMore') : text('more')}</Button></div>}
    </section>
  );
}

function Row({ call, nameOf }: { readonly call: Found['calls'][number]; readonly nameOf: Props['nameOf'] }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  return (
    <tr>
      <th scope="row">
        <Link className="figures" to={`/review/${encodeURIComponent(call.id)}`}>{formatMoment(call.startedAt, language)}</Link>
        {call.excerpts.map(({ speaker, at, text: said }) => (
          <div key={`${speaker} ${at}`} className="mining-excerpt" dir="auto">
            <Link className="figures" to={`/review/${encodeURIComponent(call.id)}?at=${at}`} title={text('openAt', { time: formatDuration(at) })}>{formatDuration(at)}</Link> {text(speaker === 'agent' ? 'agent' : 'caller')} {markedParts(said).map((part, n) => (part.marked ? <mark key={n}>{part.text}</mark> : <span key={n}>{part.text}</span>))}
          </div>
        ))}
      </th>
      <td>{call.agent !== undefined && <Name of={nameOf('agent', call.agent)} />}</td>
      <td>{call.queue !== undefined && <Name of={nameOf('queue', call.queue)} />}</td>
      <td><Phone number={call.from} /></td>
      <td className="right figures">{formatDuration(call.talkSeconds ?? 0)}</td>
      <td className={`right figures${call.alerts > 0 ? ' alarm' : ' quiet'}`}>{call.alerts}</td>
    </tr>
  );
}
