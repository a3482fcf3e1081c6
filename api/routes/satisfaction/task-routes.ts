import { Fault } from '#core';
import type { ImprovementTask } from '#tickets';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import { forbidden } from '../../who/gate.ts';
import { namesOf } from '../../who/person-names.ts';
import { definedOf } from '../defined-of.ts';
import { done } from '../tickets/ticket-access.ts';
import { mayTask } from './satisfaction-access.ts';
import type { SatisfactionRoutesParts } from './satisfaction-routes.ts';
import { SurveyCursor, TaskBody, TaskChangeBody, TaskListBody, TaskListQuery, TaskParams, TaskPeopleBody } from './satisfaction-schemas.ts';

/** What bad answers lead to, until somebody found the cause and a measure. */
export const taskRoutes = (parts: SatisfactionRoutesParts): Route[] => [list(parts), one(parts), people(parts), change(parts)];

const list = (parts: SatisfactionRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/improvements',
    summary: 'Improvement tasks, the most urgent first',
    need: 'floor.see',
    query: TaskListQuery,
    answers: { 200: { description: 'Those of queues the asker watches over, and the own ones', schema: TaskListBody } },
    handle: async ({ query: { state, assignee, queue, agent, overdue, limit, cursor }, caller }) => {
      const { satisfaction, access, now } = parts;
      const queues = access.queues(caller, 'floor.see');
      const [, at, id] = SurveyCursor.exec(cursor ?? '') ?? [];
      const found = await satisfaction.tasks({
        limit: limit + 1,
        ...definedOf({ states: overdue && !state ? (['open', 'in-progress'] as const) : state, queue, agent, dueBefore: overdue ? now() : undefined }),
        ...(queues ? { seenBy: { queues, person: caller.actor.id } } : {}),
        ...(assignee === 'none' ? { unassigned: true } : assignee === undefined ? {} : { assignee: assignee === 'me' ? caller.actor.id : assignee }),
        ...(at === undefined || id === undefined ? {} : { after: { at: Number(at), id } }),
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { tasks: await shown(page, parts), ...(found.length > limit && last ? { next: `${last.dueAt}~${last.id}` } : {}) };
    },
  });

const one = (parts: SatisfactionRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/improvements/{id}',
    summary: 'One improvement task with its steps',
    need: 'floor.see',
    params: TaskParams,
    query: NoQuery,
    answers: { 200: { description: 'The task', schema: TaskBody } },
    handle: async ({ params: { id }, caller }) => {
      const task = await parts.satisfaction.task(id);
      if (!task) throw new HttpFault(404, new Fault('tickets.task-unknown', 'There is no such improvement task. GET /api/improvements lists them.'));
      if (!mayTask(caller, parts.access, task)) throw forbidden();
      return alone(task, parts);
    },
  });

const people = ({ satisfaction, access, people: known }: SatisfactionRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/improvements/{id}/people',
    summary: 'Who may be given an improvement task',
    need: 'floor.see',
    params: TaskParams,
    query: NoQuery,
    answers: { 200: { description: 'Supervisors of its queue; administrators where there are none', schema: TaskPeopleBody } },
    handle: async ({ params: { id }, caller }) => {
      const task = await satisfaction.task(id);
      if (!task) throw new HttpFault(404, new Fault('tickets.task-unknown', 'There is no such improvement task. GET /api/improvements lists them.'));
      if (!mayTask(caller, access, task)) throw forbidden();
      const ids = await satisfaction.responsible(task.queue);
      const names = await namesOf(known, ids);
      return { people: ids.map((person) => ({ id: person, ...definedOf({ name: names.get(person) }) })) };
    },
  });

const change = (parts: SatisfactionRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/improvements/{id}/change',
    summary: 'Give an improvement task to a person, begin, note, close with cause and measure, open again',
    need: 'floor.see',
    params: TaskParams,
    query: NoQuery,
    body: TaskChangeBody,
    answers: {
      200: { description: 'The task afterwards', schema: TaskBody },
      409: { description: 'Somebody else changed it, or its state does not allow this', schema: ErrorBody },
      422: { description: 'Something is wrong; `problems` tells all of it', schema: ErrorBody },
    },
    handle: async ({ params: { id }, body: { version, ...given }, caller }) => {
      const { satisfaction, access, audit } = parts;
      const task = await satisfaction.task(id);
      if (task && !mayTask(caller, access, task)) throw forbidden();
      if (task && given.type === 'assign' && given.assignee !== null && !(await satisfaction.responsible(task.queue)).includes(given.assignee)) {
        throw new HttpFault(422, new Fault('tickets.task-person', 'This person does not look after the queue of the task. GET /api/improvements/{id}/people names those who do.'));
      }
      const changed = done(await satisfaction.changeTask(id, given, { by: caller.actor.id, version }));
      if (caller.session) await audit?.record(caller.actor, 'ticket-changed', `improvement ${id}`);
      return alone(changed, parts);
    },
  });

async function shown(tasks: readonly ImprovementTask[], { people: known, now }: SatisfactionRoutesParts) {
  const names = await namesOf(known, tasks.flatMap(({ assignee, steps }) => [...(assignee === undefined ? [] : [assignee]), ...steps.map(({ by }) => by)]));
  return tasks.map((task) => ({
    ...task,
    ...definedOf({ assigneeName: task.assignee === undefined ? undefined : names.get(task.assignee) }),
    overdue: task.state !== 'done' && task.dueAt < now(),
    steps: task.steps.map((step) => ({ ...step, ...definedOf({ byName: names.get(step.by) }) })),
  }));
}

async function alone(task: ImprovementTask, parts: SatisfactionRoutesParts) {
  const [first] = await shown([task], parts);
  if (!first) throw new Error('a task was not shown');
  return first;
}
