import type { FlowQueueState } from '#ivr';
import type { House } from '../house.ts';

/** What flows ask about queues, seconds. Queues that are unknown are left out. */
export function queueStates({ desk, waits, settings }: House, queues: readonly string[]): Readonly<Record<string, FlowQueueState>> {
  const views = new Map(desk.queues().map((view) => [view.queue, view]));
  return Object.fromEntries(
    queues.flatMap((queue) => {
      const view = views.get(queue);
      if (!view) return [];
      const { expectedMs } = waits.ofNext(queue);
      const signedIn = [...settings.agents.values()].filter((agent) => agent.queues?.includes(queue) && desk.agentState(agent.id).kind !== 'offline');
      const state: FlowQueueState = {
        waiting: view.waiting,
        longestWait: view.longestWaitMs / 1000,
        agentsFree: view.agentsReady,
        agentsSignedIn: signedIn.length,
        ...(expectedMs === undefined ? {} : { expectedWait: expectedMs / 1000 }),
      };
      return [[queue, state] as const];
    }),
  );
}
