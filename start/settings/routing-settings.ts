import type { Config } from '#config';
import type { AgentSpec, QueueSpec, RoutingSettings, RoutingStep } from '#routing';
import { withTickets } from '../tickets/ticket-channels.ts';

type Agent = Config['agents'][number];
type Queue = Config['queues'][number];

/** The configuration in the words of the routing machine. */
export function routingSettings(config: Config): RoutingSettings {
  return withTickets(config, config.agents.map(agentSpec), config.queues.map(queueSpec));
}

function agentSpec({ id, skills, queues, groups, rank, capacities }: Agent): AgentSpec {
  return { id, skills, queues, groups, capacities, ...(rank === undefined ? {} : { rank }) };
}

function queueSpec(queue: Queue): QueueSpec {
  const { id, strategy, ringAtMost, priority, maxWaitSeconds, maxLength, overflow, serviceLevel } = queue;
  return {
    id,
    strategy,
    ringTimeoutMs: queue.ringSeconds * 1000,
    wrapUpMs: queue.wrapUpSeconds * 1000,
    progressiveMs: queue.progressiveSeconds * 1000,
    ringAtMost,
    priority,
    serviceLevel: { share: serviceLevel.share, ms: serviceLevel.seconds * 1000 },
    ...(maxWaitSeconds === undefined ? {} : { maxWaitMs: maxWaitSeconds * 1000 }),
    ...(maxLength === undefined ? {} : { maxLength }),
    overflow,
    ...(queue.steps.length > 0 ? { steps: queue.steps.map(step) } : {}),
    lastAgentMs: queue.lastAgentSeconds * 1000,
    resumeMs: queue.resumeSeconds * 1000,
  };
}

/** Keys without a value are left out. */
function step({ lastsSeconds, ...rest }: Queue['steps'][number]): RoutingStep {
  const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Omit<RoutingStep, 'lastsMs'>;
  return { ...told, ...(lastsSeconds === undefined ? {} : { lastsMs: lastsSeconds * 1000 }) };
}
