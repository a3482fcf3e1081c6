import { Button, Drawer } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CountedSurvey, SurveyRow } from '#contract';
import { get } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAgents, useNameOf, useQueues } from '../../parts/list/queue-names.ts';
import { queryOf } from '../../parts/list/use-address.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { Ago } from '../../time/clocks.tsx';
import { messages } from './messages.ts';

/** What a figure counts. */
export interface CountedOf {
  readonly as: CountedSurvey;
  readonly figure: string;
  readonly span: { readonly from: string; readonly until: string };
  readonly queue?: string;
  readonly agent?: string;
  readonly day?: string;
}

const PAGE = 50;

/** The tickets and calls behind a figure, and what their customers said. */
export function CountedDrawer({ counted: { as, figure, span, queue, agent, day }, close }: { readonly counted: CountedOf; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const query = queryOf({ ...span, as, queue, agent, day, limit: PAGE });
  const { data, error, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['satisfaction', 'surveys', query],
    queryFn: ({ pageParam, signal }) => get<{ surveys: readonly SurveyRow[]; next?: string }>(`/api/satisfaction/surveys?${query}${pageParam === undefined ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Drawer open title={text('counted', { figure })} size={520} onClose={close} destroyOnHidden>
      {!data && (error ? <Failure error={error} again={() => void refetch()} /> : <Loading rows={6} />)}
      <ul className="satisfaction-counted">{data?.pages.flatMap(({ surveys }) => surveys).map((survey) => <li key={survey.id}><One survey={survey} /></li>)}</ul>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{text('more')}</Button>}
    </Drawer>
  );
}

function One({ survey: { kind, subject, score, nps, comment, at, queue, agent, reopenedAt } }: { readonly survey: SurveyRow }): ReactNode {
  const text = useText(messages);
  const queueName = useNameOf(useQueues());
  const agentName = useNameOf(useAgents());
  const where = [queue === undefined ? undefined : queueName(queue), agent === undefined ? undefined : agentName(agent)].filter((each) => each !== undefined).join(' · ');
  return (
    <>
      <SubjectLink kind={kind} subject={subject} /> <strong>{score === undefined ? text('notAsked') : text('score', { score })}</strong> {nps !== undefined && <span>{text('npsScore', { nps })}</span>}
      {comment !== undefined && <p><bdi>{comment}</bdi></p>}
      <div className="quiet">{where}{where === '' ? '' : ' · '}<Ago at={at} />{reopenedAt !== undefined && ` · ${text('reopened')}`}</div>
    </>
  );
}

/** The ticket, or the call with its recording. */
export function SubjectLink({ kind, subject }: { readonly kind: 'ticket' | 'call'; readonly subject: string }): ReactNode {
  const text = useText(messages);
  return kind === 'ticket' ? <Link to={`/tickets/${subject}`}>{text('ticket', { number: subject })}</Link> : <Link to={`/review/${encodeURIComponent(subject)}`}>{text('call')}</Link>;
}
