import type { TransferTargets } from '#contract';

export interface Target {
  readonly id: string;
  readonly kind: 'agent' | 'queue';
  readonly name: string;
  readonly detail: string;
  readonly free: boolean;
}

type Agent = TransferTargets['agents'][number];
type Queue = TransferTargets['queues'][number];

/** Those whose name, extension or id holds every word typed; the ones that can take the call first. */
export function matchingTargets(targets: TransferTargets, typed: string, words: { agent(agent: Agent): string; queue(queue: Queue): string }): readonly Target[] {
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (...fields: readonly string[]): boolean => parts.every((part) => fields.some((field) => field.toLowerCase().includes(part)));
  const agents = targets.agents
    .filter((agent) => fits(agent.name, agent.extension, agent.id))
    .map((agent): Target => ({ id: agent.id, kind: 'agent', name: agent.name, detail: words.agent(agent), free: agent.state === 'ready' }));
  const queues = targets.queues
    .filter((queue) => fits(queue.name, queue.id))
    .map((queue): Target => ({ id: queue.id, kind: 'queue', name: queue.name, detail: words.queue(queue), free: queue.agentsReady > 0 }));
  return [...agents.toSorted((a, b) => Number(b.free) - Number(a.free) || a.name.localeCompare(b.name)), ...queues];
}
