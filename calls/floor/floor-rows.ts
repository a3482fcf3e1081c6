import type { FloorAgent, FloorCall, FloorQueue } from '#contract';
import type { QueueView } from '#routing';
import { agentStatus } from '../agents/agent-status.ts';
import type { Call } from '../call.ts';
import type { QueueCounts } from '../figures/queue-day.ts';
import type { AgentSettings, House, QueueSettings } from '../house.ts';

/** Where a queue names no target: 80 % within 20 s, the most usual one. */
export const USUAL_TARGET = { share: 0.8, seconds: 20 } as const;

export function queueRow(house: House, { id, name, serviceLevel }: QueueSettings, view: QueueView | undefined, day: QueueCounts): FloorQueue {
  const { answered, answeredInTime, abandoned, abandonedLate } = day;
  const offered = answered + abandonedLate;
  const waitingSince = view && view.waiting > 0 ? Math.round(house.clock.wall() - view.longestWaitMs) : undefined;
  return {
    id,
    name,
    waiting: view?.waiting ?? 0,
    ...(waitingSince === undefined ? {} : { waitingSince }),
    ...(offered === 0 ? {} : { serviceLevel: Math.round((answeredInTime / offered) * 1_000) / 1_000 }),
    levelToday: { inTime: answeredInTime, offered },
    target: serviceLevel ?? USUAL_TARGET,
    answeredToday: answered,
    abandonedToday: abandoned,
    agentsReady: view?.agentsReady ?? 0,
  };
}

export function agentRow(house: House, { id, name, teams = [], queues = [] }: AgentSettings, callsToday: number): FloorAgent {
  const { state, reason, since = 0, call } = agentStatus(house.desk.agentState(id), house.clock);
  return {
    id,
    name,
    teams,
    state,
    ...(reason === undefined ? {} : { reason }),
    since,
    ...(call === undefined ? {} : { callId: call }),
    callsToday,
    queues,
  };
}

export function callRow(call: Call, alerts: number): FloorCall {
  const agent = call.stage === 'talk' ? call.agent : undefined;
  return {
    id: call.id,
    from: call.from,
    to: call.to,
    stage: call.stage,
    since: call.startedAt,
    language: call.language,
    ...(call.queue === undefined ? {} : { queue: call.queue }),
    ...(call.stage === 'flow' ? { queues: call.queuesAhead } : {}),
    ...(call.stage === 'queue' && call.waitingSince !== undefined ? { waitingSince: call.waitingSince } : {}),
    ...(agent === undefined ? {} : { agent }),
    held: agent !== undefined && call.house.workplaces.of(agent).talking?.held === true,
    alerts,
    ...(call.assist.tags.length > 0 ? { tags: call.assist.tags } : {}),
  };
}
