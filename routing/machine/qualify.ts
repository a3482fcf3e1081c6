import type { Millis } from '#core';
import type { OfferReason, SkillNeed } from '../model.ts';
import { SortedList } from './sorted-list.ts';
import { type AgentRecord, byPriorityThenAge, type ContactRecord } from './state.ts';

/** Entries in each list of a reason. In a queue of a thousand agents the rest would only fill the timeline. */
const REASON_LIMIT = 100;

/** The same needs in any order give the same text. */
export function signature(needs: readonly SkillNeed[]): string {
  return JSON.stringify(needs.map((n) => [n.skill, n.level]).sort());
}

function level(agent: AgentRecord, skill: string): number {
  return Object.hasOwn(agent.spec.skills, skill) ? (agent.spec.skills[skill] ?? 0) : 0;
}

function missing(agent: AgentRecord, needs: readonly SkillNeed[]): SkillNeed | undefined {
  return needs.find((need) => level(agent, need.skill) < need.level);
}

/** The longest idle ready agent of the contact's queue who can take it. */
export function bestAgent(contact: ContactRecord): AgentRecord | undefined {
  const { needs, except } = contact.request;
  return contact.queue.ready.items.find((agent) => agent.id !== except && !missing(agent, needs));
}

/** The contact this agent should take: highest priority, then longest waiting, over all the agent's queues. */
export function bestContact(agent: AgentRecord): ContactRecord | undefined {
  let best: ContactRecord | undefined;
  for (const queue of agent.queues) {
    for (const group of queue.groups.values()) {
      if (missing(agent, group.needs)) continue;
      const first = group.waiting.items.find((contact) => contact.request.except !== agent.id);
      if (first && (!best || byPriorityThenAge(first, best) < 0)) best = first;
    }
  }
  return best;
}

/** Why this agent and not another, as of just before the offer. */
export function explain(contact: ContactRecord, chosen: AgentRecord, now: Millis): OfferReason {
  const waitedMs = Math.max(0, now - contact.since);
  const idle = (agent: AgentRecord) => ({ agent: agent.id, idleMs: Math.max(0, now - agent.idleSince) });
  if (contact.request.only !== undefined) return { waitedMs, strategy: 'direct', candidates: [idle(chosen)], excluded: [] };
  const candidates: { agent: string; idleMs: Millis }[] = [];
  for (const agent of contact.queue.ready.items) {
    if (candidates.length === REASON_LIMIT) break;
    if (!whyNot(agent, contact)) candidates.push(idle(agent));
  }
  const excluded: { agent: string; why: string }[] = [];
  for (const agent of contact.queue.members) {
    if (excluded.length === REASON_LIMIT) break;
    const why = whyNot(agent, contact);
    if (why) excluded.push({ agent: agent.id, why });
  }
  return { waitedMs, strategy: 'longest-idle', candidates, excluded };
}

function whyNot(agent: AgentRecord, contact: ContactRecord): string | undefined {
  if (agent.state.kind === 'not-ready') return `not-ready: ${agent.state.reason}`;
  if (agent.state.kind !== 'ready') return agent.state.kind;
  if (agent.id === contact.request.except) return 'excepted by the request';
  const need = missing(agent, contact.request.needs);
  return need && `missing skill ${need.skill} ≥ ${need.level}`;
}

/** Puts a contact among those an agent may take. */
export function addWaiting(contact: ContactRecord): void {
  const { groups } = contact.queue;
  let group = groups.get(contact.key);
  if (!group) groups.set(contact.key, (group = { needs: contact.request.needs, waiting: new SortedList(byPriorityThenAge) }));
  group.waiting.add(contact);
}

export function removeWaiting(contact: ContactRecord): void {
  const { groups } = contact.queue;
  const group = groups.get(contact.key);
  group?.waiting.delete(contact);
  if (group?.waiting.size === 0) groups.delete(contact.key);
}
