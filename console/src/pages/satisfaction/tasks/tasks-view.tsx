import { Button, Segmented, Switch } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import type { ImprovementRow } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useNameOf, useQueues } from '../../../parts/list/queue-names.ts';
import { oneOf, queryOf, useAddress } from '../../../parts/list/use-address.ts';
import { Name } from '../../../parts/names.tsx';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { useSettings } from '../../../settings/settings.ts';
import { formatMoment } from '../../../time/format.ts';
import { SubjectLink } from '../counted-drawer.tsx';
import { messages } from '../messages.ts';
import { TaskDrawer } from './task-drawer.tsx';

const SHOWN = ['openTasks', 'done', 'all'] as const;
const STATES = { openTasks: 'open,in-progress', done: 'done', all: undefined } as const;
export const STATE_WORDS = { open: 'isOpen', 'in-progress': 'inProgress', done: 'isDone' } as const;

/** What is to become of bad marks: the most urgent first. */
export function TasksView(): ReactNode {
  const text = useText(messages);
  const id = useId();
  const [search, change] = useAddress();
  const shown = oneOf(search.get('tasks'), SHOWN);
  const mine = search.get('mine') === 'true';
  const query = queryOf({ state: STATES[shown], assignee: mine ? 'me' : undefined });
  const pages = useInfiniteQuery({
    queryKey: ['satisfaction', 'tasks', query],
    queryFn: ({ pageParam, signal }) => get<{ tasks: readonly ImprovementRow[]; next?: string }>(`/api/improvements?${query}${pageParam === undefined ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 15_000,
    placeholderData: (before) => before,
  });
  const list = pages.data?.pages.flatMap(({ tasks }) => tasks);
  const task = search.get('task');
  return (
    <>
      <div className="list-bar">
        <Segmented size="small" aria-label={text('stateFilter')} value={shown} options={SHOWN.map((value) => ({ value, label: text(value) }))} onChange={(value) => change({ tasks: value === 'openTasks' ? undefined : value })} />
        <Switch id={id} size="small" checked={mine} onChange={(on) => change({ mine: on ? 'true' : undefined })} /> <label htmlFor={id}>{text('mine')}</label>
      </div>
      {!list && (pages.error ? <Failure error={pages.error} again={() => void pages.refetch()} /> : <Loading rows={6} />)}
      {list?.length === 0 && <Empty title={text('noTasks')}>{text('noTasksHint')}</Empty>}
      {list && list.length > 0 && <TaskTable list={list} open={(one) => change({ task: one }, true)} />}
      {pages.hasNextPage && <div className="list-more"><Button onClick={() => void pages.fetchNextPage()}>{text('more')}</Button></div>}
      {task !== null && <TaskDrawer id={task} close={() => change({ task: undefined })} />}
    </>
  );
}

function TaskTable({ list, open }: { readonly list: readonly ImprovementRow[]; readonly open: (id: string) => void }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const queueName = useNameOf(useQueues());
  return (
    <table className="list-table cards">
      <caption className="hidden-text">{text('tasks')}</caption>
      <thead><tr>{(['what', 'queue', 'assignee', 'due', 'state'] as const).map((column) => <th key={column} scope="col">{text(column)}</th>)}</tr></thead>
      <tbody>
        {list.map((each) => (
          <tr key={each.id} className={each.overdue ? 'late' : ''}>
            <th scope="row">
              <button type="button" className="satisfaction-figure" onClick={() => open(each.id)}>{text('score', { score: each.score })}</button> <SubjectLink kind={each.kind} subject={each.subject} />
              {each.comment !== undefined && <div className="task-said"><bdi>{each.comment}</bdi></div>}
            </th>
            <td data-title={text('queue')}>{each.queue === undefined ? '–' : <Name of={queueName(each.queue)} />}</td>
            <td data-title={text('assignee')}>{each.assignee === undefined ? text('nobody') : <Name of={each.assigneeName ?? each.assignee} />}</td>
            <td data-title={text('due')}><span className="figures">{formatMoment(each.dueAt, language)}</span>{each.overdue && <> <span className="list-tag alarm">{text('overdue')}</span></>}</td>
            <td><span className={`list-tag ${each.state === 'done' ? '' : 'strong'}`}>{text(STATE_WORDS[each.state])}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
