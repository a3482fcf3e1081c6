import type { ImprovementTask } from '#tickets';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import type { QueueAccess } from '../../who/queue-access.ts';

/** The queues whose figures are asked for, as far as the asker sees them. */
export function narrowed(caller: Caller, access: QueueAccess, queue: string | undefined): { readonly queue?: string; readonly queues?: readonly string[] } {
  const queues = access.queues(caller, 'floor.see');
  if (queue !== undefined && queues && !queues.includes(queue)) throw forbidden();
  return { ...(queue === undefined ? {} : { queue }), ...(queues ? { queues } : {}) };
}

/** Whether the person watches over the queue of a task, or has it. */
export function mayTask(caller: Caller, access: QueueAccess, { queue, assignee }: ImprovementTask): boolean {
  if (caller.reach('floor.see').kind === 'all' || assignee === caller.actor.id) return true;
  return queue !== undefined && access.may(caller, 'floor.see', queue);
}
