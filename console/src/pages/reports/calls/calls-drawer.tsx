import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CountedCall, CountedCalls } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useCallerName } from '../../../parts/caller-name.ts';
import { queryOf } from '../../../parts/list/use-address.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { useSettings } from '../../../settings/settings.ts';
import { formatDuration, formatMoment } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import type { OpenedFigure } from './opened-figure.ts';

interface Props {
  readonly opened: OpenedFigure | undefined;
  readonly title: string;
  readonly names: (id: string) => string;
  readonly close: () => void;
}

/** Exactly the calls behind a figure, beside the report. */
export function CallsDrawer({ opened, title, names, close }: Props): ReactNode {
  return (
    <Drawer open={opened !== undefined} onClose={close} size="min(480px, 100vw)" mask={false} title={title} destroyOnHidden>
      {opened && <Counted key={JSON.stringify(opened)} opened={opened} names={names} />}
    </Drawer>
  );
}

function Counted({ opened, names }: { readonly opened: OpenedFigure; readonly names: Props['names'] }): ReactNode {
  const text = useText(messages);
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['statistics', 'calls', opened],
    queryFn: ({ pageParam, signal }) => get<CountedCalls>(`/api/statistics/calls?${queryOf({ ...opened, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  if (!data) return error ? <Failure error={error} again={() => void refetch()} /> : <Loading rows={6} />;
  const [first] = data.pages;
  const calls = data.pages.flatMap((page) => page.calls);
  return (
    <>
      {first && <p className="quiet" role="status">{text('callsTotal', { count: first.total })} {first.elsewhere > 0 && text('callsElsewhere', { count: first.elsewhere })}</p>}
      {calls.length === 0 && <Empty title={text('noCalls')} />}
      <ul className="report-calls" aria-label={text('chartCalls')}>
        {calls.map((call) => <Row key={`${call.at} ${call.queue} ${call.agent} ${call.id}`} call={call} names={names} />)}
      </ul>
      {hasNextPage && <Button type="text" block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{text('more')}</Button>}
    </>
  );
}

const ENDS = { answered: 'endAnswered', abandoned: 'endAbandoned', overflowed: 'overflowed', left: 'left', lost: 'lost', open: 'endOpen' } as const;
const isEnd = (end: string | undefined): end is keyof typeof ENDS => end !== undefined && Object.hasOwn(ENDS, end);

function Row({ call: { id, at, from, queue, agent, end, waitSeconds, talkSeconds }, names }: { readonly call: CountedCall; readonly names: Props['names'] }): ReactNode {
  const text = useText(messages);
  const nameOf = useCallerName();
  const { language } = useSettings();
  return (
    <li>
      <Link to={`/review/${encodeURIComponent(id)}`} aria-label={text('open', { number: nameOf(from) })}><Phone number={from} /></Link>
      <span className="figures quiet">{formatMoment(at, language)}</span>
      <span className="wide">
        {isEnd(end) && <>{text(ENDS[end])} · </>}
        {waitSeconds !== undefined && <>{text('waited', { time: formatDuration(waitSeconds) })} · </>}
        {talkSeconds !== undefined && <>{text('talked', { time: formatDuration(talkSeconds) })} · </>}
        {[queue, agent].filter((each) => each !== undefined).map((each) => <Name key={each} of={names(each)} className="quiet" />)}
      </span>
    </li>
  );
}
