import { App, Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Calibration, CalibrationRow } from '#contract';
import { get, post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { useMe } from '../../../session/session.ts';
import { useSettings } from '../../../settings/settings.ts';
import { formatMoment } from '../../../time/format.ts';
import { AgreementFigures } from './agreement-figures.tsx';
import { CalibrationForm } from './calibration-form.tsx';
import { messages } from './messages.ts';

/** Blind calibrations: begin one, score one's part, read the figures. */
export function Calibrations(): ReactNode {
  const text = useText(messages);
  const [search] = useSearchParams();
  const chosen = search.get('session');
  const list = useQuery({ queryKey: ['calibrations'], staleTime: 2_000, refetchInterval: 10_000, queryFn: ({ signal }) => get<{ calibrations: readonly CalibrationRow[] }>('/api/review/calibrations', { signal }) });
  if (chosen !== null) return <Session id={chosen} />;
  const sessions = list.data?.calibrations ?? [];
  return (
    <>
      <CalibrationForm />
      {list.isPending && <Loading rows={4} />}
      {list.isError && <Failure error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && sessions.length === 0 && <Empty title={text('noCalibrations')}>{text('noCalibrationsHint')}</Empty>}
      <ul className="review-calibrations">
        {sessions.map(({ id, name, byName, calls, people, closedAt }) => (
          <li key={id}>
            <Link to={`/review?view=calibration&session=${id}`}>{name}</Link>{' '}
            <span className="quiet">{text('sessionLine', { by: byName, calls: calls.length, done: people.reduce((sum, { done }) => sum + done, 0), all: calls.length * people.length })} · {text(closedAt === undefined ? 'openSession' : 'closedSession')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Session({ id }: { readonly id: string }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const { person } = useMe();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const session = useQuery({ queryKey: ['calibrations', id], staleTime: 2_000, refetchInterval: 10_000, queryFn: ({ signal }) => get<Calibration>(`/api/review/calibrations/${encodeURIComponent(id)}`, { signal }) });
  if (session.isPending) return <Loading rows={6} />;
  if (session.isError) return <Failure error={session.error} again={() => void session.refetch()} />;
  const { name, tasks, people, agreement, closedAt, by } = session.data;
  const close = async (): Promise<void> => {
    await post<unknown>(`/api/review/calibrations/${encodeURIComponent(id)}/close`).catch((error: unknown) => void message.error(messageOf(error)));
    await queries.invalidateQueries({ queryKey: ['calibrations'] });
  };
  return (
    <>
      <p><Link to="/review?view=calibration">‹ {text('allCalibrations')}</Link></p>
      <h2>{name}</h2>
      <p className="quiet">{people.map((each) => text('progress', { name: each.name, done: each.done, all: tasks.length })).join(' · ')}</p>
      <ul className="review-calibrations">
        {tasks.map(({ call, copy, done }) => (
          <li key={call.id}>
            <Link to={`/review/${encodeURIComponent(call.id)}${copy === undefined ? '' : `?copy=${copy}`}`}>{formatMoment(call.startedAt, language)}</Link> <span className="quiet">{call.agentName} {copy !== undefined && text(done ? 'taskDone' : 'taskOpen')}</span>
          </li>
        ))}
      </ul>
      {closedAt === undefined && (by === person.login || person.role === 'administrator') && <Button onClick={() => void close()}>{text('closeSession')}</Button>}
      {closedAt === undefined ? <p className="quiet">{text('blindHint')}</p> : agreement && <AgreementFigures agreement={agreement} tasks={tasks} />}
    </>
  );
}
