import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { ServedCall, ServedCalls as Page } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useCallerName } from '../../../parts/caller-name.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { Ago, Seconds } from '../../../time/clocks.tsx';
import { messages } from '../messages.ts';
import type { ServedAs } from '../model/contacts.ts';
import { useOpening } from '../opening.ts';
import { outcomeWord } from '../words.ts';

interface ServedCallsProps {
  readonly queue?: string;
  readonly agent?: string;
  readonly as?: ServedAs;
  readonly names: ReadonlyMap<string, string>;
}

const PAGE = 100;
/** What the filter is called. */
const FILTERS = { all: 'all', answered: 'answered', abandoned: 'abandoned', offered: 'offeredCalls' } as const;

/** Exactly the calls that a number of today counts, newest first; each leads to its recording and review. */
export function ServedCalls({ queue, agent, as, names }: ServedCallsProps): ReactNode {
  const text = useText(messages);
  const [shown, show] = useState<ServedAs | 'all'>(as ?? 'all');
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ['served', queue, agent, shown],
    queryFn: ({ signal, pageParam }) => get<Page>(`/api/floor/served?${queryOf({ queue, agent, as: shown === 'all' ? undefined : shown, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 15_000,
  });
  const [first] = data?.pages ?? [];
  return (
    <>
      {agent === undefined && (
        <Segmented<ServedAs | 'all'>
          value={shown}
          onChange={show}
          aria-label={text('behindServed')}
          options={(['all', 'answered', 'abandoned', 'offered'] as const).map((value) => ({ value, label: text(FILTERS[value]) }))}
        />
      )}
      {first && <p className="quiet">{text('servedTotal', { count: first.total })} {first.elsewhere > 0 && text('servedElsewhere', { count: first.elsewhere })}</p>}
      {data ? <Calls calls={data.pages.flatMap(({ calls }) => calls)} names={names} /> : error ? <Failure error={error} again={() => void refetch()} /> : <Loading rows={6} />}
      {hasNextPage && <Button type="text" block onClick={() => void fetchNextPage()}>{text('showMore')}</Button>}
    </>
  );
}

function Calls({ calls, names }: { readonly calls: readonly ServedCall[]; readonly names: ReadonlyMap<string, string> }): ReactNode {
  const text = useText(messages);
  if (calls.length === 0) return <Empty title={text('nobodyHere')}>{text('nobodyHereNext')}</Empty>;
  return (
    <ul className="floor-list" aria-label={text('behindServed')}>
      {calls.map((call) => (
        <li key={`${call.queue} ${call.id}`}>
          <span className="grow">
            <Leads to={call} />{' '}
            <span className="quiet">
              <Ago at={call.startedAt} /> · <Outcome call={call} />
              {call.agent !== undefined && <> · <Name of={names.get(call.agent) ?? call.agent} /></>}
              {call.alerts > 0 && ` · ${text('alerts')} ${call.alerts}`}
            </span>
          </span>
          <span className="quiet">{text(call.as === undefined ? 'talked' : 'waited')}</span>
          <Seconds seconds={(call.as === undefined ? call.talkSeconds : call.waitSeconds) ?? 0} />
        </li>
      ))}
    </ul>
  );
}

/** To the review of a call that is over, to the words of one that goes on. */
function Leads({ to }: { readonly to: ServedCall }): ReactNode {
  const text = useText(messages);
  const nameOf = useCallerName();
  const open = useOpening();
  const caller = <Phone number={to.from} />;
  if (to.outcome !== 'open') return <Link to={`/review/${encodeURIComponent(to.id)}`} aria-label={`${text('review')}: ${nameOf(to.from)}`}>{caller}</Link>;
  return <button type="button" className="floor-link" aria-label={text('openCall', { from: nameOf(to.from) })} onClick={() => open({ kind: 'call', call: to.id })}>{caller}</button>;
}

/** How the wait ended, and whether within the target; without a queue, how the call did. */
function Outcome({ call: { as, inTime, outcome } }: { readonly call: ServedCall }): ReactNode {
  const text = useText(messages);
  const word = outcomeWord(as ?? outcome);
  return (
    <>
      {word ? text(word) : outcome}
      {inTime !== undefined && ` · ${text(inTime ? 'inTime' : 'late')}`}
    </>
  );
}

function queryOf(asked: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (const [key, value] of Object.entries(asked)) if (value !== undefined) query.set(key, value);
  return query.toString();
}
