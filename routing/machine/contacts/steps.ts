import type { Millis } from '#core';
import type { RoutingStep, SkillNeed } from '../../model.ts';
import { demandFor, isNear } from '../match/demands.ts';
import { type ContactRecord, NEVER, type QueueRecord, type RoutingState, type Turn } from '../state.ts';

/** Those of the contact, else of its queue; the last agent's before them. */
export function stepsOf({ request, queue, visited }: ContactRecord): readonly RoutingStep[] {
  const steps = request.steps ?? queue.spec.steps ?? NONE;
  const { lastAgentMs = 0 } = queue.spec;
  if (request.lastAgent === undefined || lastAgentMs <= 0 || visited.length > 0) return steps;
  return [{ agent: request.lastAgent, lastsMs: lastAgentMs }, ...steps];
}

const NONE: readonly RoutingStep[] = [];

/**
 * Puts the step in force that began at `at`, or the next one that is not for an agent who is away: needs, queues, priority and
 * demand follow. The contact must stand in no list that is ordered by them; its step is told when it is not `told`.
 */
export function beginStep(turn: Turn, contact: ContactRecord, step: number, at: Millis, told: number): void {
  const { steps } = contact;
  for (contact.step = step; ; contact.step++) {
    const { lastsMs } = steps[contact.step] ?? {};
    contact.stepEnds = lastsMs === undefined ? NEVER : at + lastsMs;
    relax(turn.state, contact);
    if (!mustSkip(turn.state, contact)) break;
  }
  if (contact.step !== told) turn.events.push({ type: 'contact.step', contact: contact.id, step: contact.step });
}

/** A step for one agent who is not there or could never take the contact. */
export function mustSkip(state: RoutingState, { demand, request }: ContactRecord): boolean {
  if (demand?.agent === undefined) return false;
  const agent = state.agents.get(demand.agent);
  if (!agent || agent.gone || agent.id === request.except || demand.qualified.length === 0) return true;
  return agent.state.kind === 'offline' || agent.next.kind === 'offline' || !isNear(agent, demand);
}

/** What the steps so far make of the request. */
export function relax(state: RoutingState, contact: ContactRecord): void {
  const { request, steps, queue } = contact;
  let needs = request.needs;
  let priority = request.priority + (queue.spec.priority ?? 0);
  let queues: QueueRecord[] | undefined;
  for (let i = 0; i <= contact.step && i < steps.length; i++) {
    const step = steps[i];
    if (!step) continue;
    priority += step.priority ?? 0;
    needs = relaxed(needs, step);
    for (const id of step.queues ?? []) {
      const other = state.queues.get(id);
      if (other && !other.retired && other !== queue && !queues?.includes(other)) (queues ??= [queue]).push(other);
    }
  }
  const { groups, agent } = steps[contact.step] ?? {};
  contact.needs = needs;
  contact.priority = priority;
  if (contact.demand) contact.demand.users--;
  contact.demand = demandFor(state, { queues: queues ?? queue.alone, channel: request.channel ?? 'voice', needs, groups, agent, node: request.sameNode ? request.node : undefined });
}

function relaxed(needs: readonly SkillNeed[], { drop, levels }: RoutingStep): readonly SkillNeed[] {
  const kept = drop ? needs.filter((need) => !drop.includes(need.skill)) : needs;
  return levels ? kept.map((need) => (Object.hasOwn(levels, need.skill) ? { ...need, level: levels[need.skill] ?? need.level } : need)) : kept;
}

