import { App, Button, Drawer, Input, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { ImprovementChange, ImprovementRow } from '#contract';
import { get, post } from '../../../api/client.ts';
import { ApiFault, messageOf } from '../../../api/fault.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { Failure, Loading } from '../../../parts/states.tsx';
import { Ago } from '../../../time/clocks.tsx';
import { SubjectLink } from '../counted-drawer.tsx';
import { messages } from '../messages.ts';

/** One bad mark, who looks after it, and what came of it. */
export function TaskDrawer({ id, close }: { readonly id: string; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const path = `/api/improvements/${encodeURIComponent(id)}`;
  const { data: task, error, refetch } = useQuery({ queryKey: ['satisfaction', 'task', id], queryFn: ({ signal }) => get<ImprovementRow>(path, { signal }), refetchInterval: 10_000 });
  return (
    <Drawer open title={text('task')} size={520} onClose={close} destroyOnHidden>
      {!task && (error ? <Failure error={error} again={() => void refetch()} /> : <Loading rows={6} />)}
      {task && (
        <>
          <p><strong>{text('score', { score: task.score })}</strong> <SubjectLink kind={task.kind} subject={task.subject} />{task.overdue && <> <span className="list-tag alarm">{text('overdue')}</span></>}</p>
          <p className="task-said"><bdi>{task.comment ?? <span className="quiet">{text('noComment')}</span>}</bdi></p>
          {task.state === 'done' && <Outcome task={task} />}
          <Steps task={task} path={path} />
          <Orders task={task} path={path} />
        </>
      )}
    </Drawer>
  );
}

function Outcome({ task: { cause, measure } }: { readonly task: ImprovementRow }): ReactNode {
  const text = useText(messages);
  return <dl><dt className="quiet">{text('cause')}</dt><dd className="task-said"><bdi>{cause}</bdi></dd><dt className="quiet">{text('measure')}</dt><dd className="task-said"><bdi>{measure}</bdi></dd></dl>;
}

const STEP_WORDS = { opened: 'opened', assigned: 'assigned', started: 'started', noted: 'noted', closed: 'closed', reopened: 'reopenedTask' } as const;

function Steps({ task, path }: { readonly task: ImprovementRow; readonly path: string }): ReactNode {
  const text = useText(messages);
  const people = usePeople(task.id, path);
  const nameOf = (id: string | null | undefined): string => (id === null || id === undefined ? text('nobody') : (people.find((each) => each.id === id)?.name ?? id));
  return (
    <>
      <h3>{text('steps')}</h3>
      <ol className="task-steps">
        {task.steps.map(({ at, by, byName, did, to, text: said }) => (
          <li key={`${at} ${did} ${to ?? ''}`}>{byName ?? (by.length > 20 ? by : text('system'))} {text(STEP_WORDS[did], { to: nameOf(to) })} <span className="quiet"><Ago at={at} /></span>{said !== undefined && did !== 'closed' && <p className="task-said"><bdi>{said}</bdi></p>}</li>
        ))}
      </ol>
    </>
  );
}

function usePeople(id: string, path: string): readonly { readonly id: string; readonly name?: string }[] {
  const { data } = useQuery({ queryKey: ['satisfaction', 'people', id], queryFn: ({ signal }) => get<{ people: readonly { id: string; name?: string }[] }>(`${path}/people`, { signal }), staleTime: 60_000 });
  return data?.people ?? [];
}

type Given = ImprovementChange extends infer Each ? (Each extends ImprovementChange ? Omit<Each, 'version'> : never) : never;

/** What may be done with it now. */
function Orders({ task, path }: { readonly task: ImprovementRow; readonly path: string }): ReactNode {
  const text = useText(messages);
  const id = useId();
  const people = usePeople(task.id, path);
  const { change, sending } = useTaskChange(task, path);
  const [said, setSaid] = useState({ note: '', cause: '', measure: '', reason: '' });
  const area = (key: keyof typeof said, label: string) => (
    <div className="task-field"><label htmlFor={`${id}${key}`}>{label}</label><Input.TextArea id={`${id}${key}`} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} value={said[key]} onChange={(event) => setSaid((now) => ({ ...now, [key]: event.target.value }))} /></div>
  );
  const send = async (given: Given, ...keys: readonly (keyof typeof said)[]): Promise<void> => {
    if (await change(given)) setSaid((now) => ({ ...now, ...Object.fromEntries(keys.map((key) => [key, ''])) }));
  };
  const empty = (...keys: readonly (keyof typeof said)[]): boolean => keys.some((key) => said[key].trim() === '');
  if (task.state === 'done') return <>{area('reason', text('reason'))}<div className="task-actions"><Button loading={sending} disabled={empty('reason')} onClick={() => void send({ type: 'reopen', reason: said.reason.trim() }, 'reason')}>{text('reopen')}</Button></div></>;
  return (
    <>
      <div className="task-field">
        <label htmlFor={`${id}assignee`}>{text('assignee')}</label>
        <Select id={`${id}assignee`} allowClear placeholder={text('nobody')} value={task.assignee ?? null} options={people.map((each) => ({ value: each.id, label: <Name of={each.name ?? each.id} /> }))} onChange={(next: string | null | undefined) => void send({ type: 'assign', assignee: next ?? null })} />
      </div>
      {task.state === 'open' && <div className="task-actions"><Button loading={sending} onClick={() => void send({ type: 'start' })}>{text('start')}</Button></div>}
      {area('note', text('note'))}
      <div className="task-actions"><Button disabled={empty('note') || sending} onClick={() => void send({ type: 'note', text: said.note.trim() }, 'note')}>{text('addNote')}</Button></div>
      {area('cause', text('cause'))}
      {area('measure', text('measure'))}
      <div className="task-actions"><Button type="primary" disabled={empty('cause', 'measure') || sending} onClick={() => void send({ type: 'close', cause: said.cause.trim(), measure: said.measure.trim() }, 'cause', 'measure')}>{text('closeTask')}</Button></div>
    </>
  );
}

function useTaskChange(task: ImprovementRow, path: string) {
  const text = useText(messages);
  const own = useOwn();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [sending, setSending] = useState(false);
  const change = async (given: Given): Promise<boolean> => {
    setSending(true);
    try {
      queries.setQueryData(['satisfaction', 'task', task.id], await post<ImprovementRow>(`${path}/change`, { ...given, version: task.version }));
      return true;
    } catch (error) {
      const problem = error instanceof ApiFault ? error.problems[0] : undefined;
      message.error(error instanceof ApiFault && error.code === 'tickets.changed' ? text('changed') : problem ? own(problem) : messageOf(error));
      return false;
    } finally {
      setSending(false);
      void queries.invalidateQueries({ queryKey: ['satisfaction'] });
    }
  };
  return { change, sending };
}
