import type { EpochMillis } from '#core';
import { replyProblems } from '../decide/limits.ts';
import { TicketRefusal } from '../refusal.ts';
import type { ImprovementTask, Survey, SurveyAnswer, TaskChange, TaskStep } from './model.ts';

/** The task that a bad answer makes. */
export function taskOf({ id, kind, subject, queue, agent }: Survey, { score, comment }: SurveyAnswer, assignee: string | undefined, { now, dueMs }: { readonly now: EpochMillis; readonly dueMs: number }): ImprovementTask {
  return {
    id, version: 1, state: 'open', kind, subject, score, openedAt: now, dueAt: now + dueMs,
    ...(assignee === undefined ? {} : { assignee }),
    ...(queue === undefined ? {} : { queue }),
    ...(agent === undefined ? {} : { agent }),
    ...(comment === undefined ? {} : { comment }),
    steps: [{ at: now, by: 'survey', did: 'opened' }, ...(assignee === undefined ? [] : [{ at: now, by: 'survey', did: 'assigned' as const, to: assignee }])],
  };
}

/**
 * ```
 *  open ──▶ in-progress ──▶ done      done needs cause and measure
 *    └────────────────────▶ done ──▶ open again, with a reason
 * ```
 */
export function decideTask(task: ImprovementTask, change: TaskChange, by: string, now: EpochMillis): ImprovementTask | TicketRefusal {
  const step = (did: TaskStep['did'], more: Omit<TaskStep, 'at' | 'by' | 'did'> = {}) => ({ version: task.version + 1, steps: [...task.steps, { at: now, by, did, ...more }] });
  if (task.state === 'done' && change.type !== 'reopen' && change.type !== 'note') return new TicketRefusal('tickets.task-done', 'The task is done; open it again first.');
  const problems = Object.entries(textsOf(change)).flatMap(([field, text]) => replyProblems(text).map((problem) => ({ ...problem, field })));
  if (problems.length > 0) return new TicketRefusal('tickets.invalid', problems.map(({ en }) => en).join('; '), problems);
  switch (change.type) {
    case 'assign': {
      const { assignee: before, ...rest } = task;
      if ((before ?? null) === change.assignee) return task;
      return { ...rest, ...(change.assignee === null ? {} : { assignee: change.assignee }), ...step('assigned', { to: change.assignee }) };
    }
    case 'start':
      return task.state === 'in-progress' ? task : { ...task, state: 'in-progress', ...step('started') };
    case 'note':
      return { ...task, ...step('noted', { text: change.text }) };
    case 'close':
      return { ...task, state: 'done', closedAt: now, cause: change.cause, measure: change.measure, ...step('closed', { text: `${change.cause}\n${change.measure}` }) };
    case 'reopen': {
      const { closedAt: _, ...rest } = task;
      return task.state === 'done' ? { ...rest, state: 'open', ...step('reopened', { text: change.reason }) } : task;
    }
  }
}

function textsOf(change: TaskChange): Record<string, string> {
  switch (change.type) {
    case 'note':
      return { text: change.text };
    case 'close':
      return { cause: change.cause, measure: change.measure };
    case 'reopen':
      return { reason: change.reason };
    default:
      return {};
  }
}
