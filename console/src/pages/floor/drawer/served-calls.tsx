import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Phone } from '../../../parts/names.tsx';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { Ago, Seconds } from '../../../time/clocks.tsx';
import { serverNow } from '../../../time/server-clock.ts';
import { messages } from '../messages.ts';
import { outcomeWord } from '../words.ts';

/** What `GET /api/calls` tells of each call and this list shows. */
interface ServedCall {
  readonly id: string;
  readonly startedAt: number;
  readonly from: string;
  readonly outcome: string;
  readonly waitSeconds?: number;
  readonly talkSeconds?: number;
  readonly alerts: number;
}

type Outcome = 'all' | 'answered' | 'abandoned';

interface ServedCallsProps {
  readonly queue?: string;
  readonly agent?: string;
  readonly outcome?: 'answered' | 'abandoned';
}

const PAGE = 100;

/** Today's calls, newest first; each leads to its recording and review. */
export function ServedCalls({ queue, agent, outcome }: ServedCallsProps): ReactNode {
  const text = useText(messages);
  const [shown, show] = useState<Outcome>(outcome ?? 'all');
  const { data, error, refetch } = useQuery({
    queryKey: ['served', queue, agent, shown],
    queryFn: ({ signal }) => get<{ readonly calls: readonly ServedCall[]; readonly next?: string }>(`/api/calls?${queryOf(queue, agent, shown)}`, { signal }),
    refetchInterval: 15_000,
  });
  return (
    <>
      {agent === undefined && (
        <Segmented<Outcome>
          value={shown}
          onChange={show}
          aria-label={text('behindServed')}
          options={[
            { value: 'all', label: text('all') },
            { value: 'answered', label: text('answered') },
            { value: 'abandoned', label: text('abandoned') },
          ]}
        />
      )}
      {data ? <Calls calls={data.calls} /> : error ? <Failure error={error} again={() => void refetch()} /> : <Loading rows={6} />}
      {data?.next !== undefined && <p className="quiet">{text('more')}</p>}
    </>
  );
}

function Calls({ calls }: { readonly calls: readonly ServedCall[] }): ReactNode {
  const text = useText(messages);
  if (calls.length === 0) return <Empty title={text('nobodyHere')}>{text('nobodyHereNext')}</Empty>;
  return (
    <ul className="floor-list" aria-label={text('behindServed')}>
      {calls.map((call) => {
        const outcome = outcomeWord(call.outcome);
        return (
          <li key={call.id}>
            <span className="grow">
              <Link to={`/review/${encodeURIComponent(call.id)}`} aria-label={`${text('review')}: ${call.from}`}>
                <Phone number={call.from} />
              </Link>{' '}
              <span className="quiet">
                <Ago at={call.startedAt} /> · {outcome ? text(outcome) : call.outcome}
                {call.alerts > 0 && ` · ${text('alerts')} ${call.alerts}`}
              </span>
            </span>
            <Seconds seconds={call.talkSeconds ?? call.waitSeconds ?? 0} />
          </li>
        );
      })}
    </ul>
  );
}

function queryOf(queue: string | undefined, agent: string | undefined, outcome: Outcome): string {
  const midnight = new Date(serverNow());
  midnight.setHours(0, 0, 0, 0);
  const query = new URLSearchParams({ from: midnight.toISOString(), limit: String(PAGE) });
  if (queue !== undefined) query.set('queue', queue);
  if (agent !== undefined) query.set('agent', agent);
  if (outcome !== 'all') query.set('outcome', outcome);
  return query.toString();
}
