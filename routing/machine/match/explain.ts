import type { OfferReason } from '../../model.ts';
import { type AgentRecord, type ContactRecord, type Demand, isExcepted, type Turn } from '../state.ts';
import { type Choice, LISTED, scoreOf } from './choose.ts';
import { isNear, levelOf } from './demands.ts';

/** Members looked at for examples of who could not take it. */
const LOOKED_AT = 20;

/** Why this agent and this contact, as of just before the offer. */
export function explain(turn: Turn, contact: ContactRecord, chosen: AgentRecord, choice: Choice | undefined): OfferReason {
  const waitedMs = Math.max(0, turn.now - contact.since);
  const idle = (agent: AgentRecord) => ({ agent: agent.id, idleMs: Math.max(0, turn.now - agent.idleSince) });
  const { demand, queue } = contact;
  if (!demand) return { waitedMs, strategy: 'direct', candidates: [idle(chosen)], excluded: [] };
  // Who became ready while this contact waited was alone: the contact would not have waited otherwise.
  const listed = choice ? choice.best.slice(0, LISTED) : [chosen];
  const count = choice ? choice.count : 1;
  return {
    waitedMs,
    strategy: queue.spec.strategy ?? 'longest-idle',
    candidates: listed.map((agent) => {
      const score = scoreOf(turn, contact, agent);
      return score === undefined ? idle(agent) : { ...idle(agent), score };
    }),
    ...(count === undefined ? {} : { candidateCount: count }),
    ...(contact.steps.length > 0 ? { step: contact.step } : {}),
    ...(contact.needs.length > 0 ? { needs: contact.needs } : {}),
    contactRank: { priority: contact.priority, since: contact.rankSince, ahead: queue.line.indexOf(contact) },
    excluded: excluded(turn, contact, demand, chosen),
  };
}

/** Examples, in the order of the settings. */
function excluded(turn: Turn, contact: ContactRecord, demand: Demand, chosen: AgentRecord): { agent: string; why: string }[] {
  const { members } = contact.queue;
  const found: { agent: string; why: string }[] = [];
  for (let i = 0; i < members.length && i < LOOKED_AT && found.length < LISTED; i++) {
    const agent = members[i];
    if (!agent || agent === chosen) continue;
    const why = whyNot(turn, agent, contact, demand);
    if (why) found.push({ agent: agent.id, why });
  }
  return found;
}

function whyNot({ state }: Turn, agent: AgentRecord, contact: ContactRecord, demand: Demand): string | undefined {
  if (agent.state.kind === 'not-ready') return `not-ready: ${agent.state.reason}`;
  if ((agent.open & (1 << demand.slot)) === 0) return agent.state.kind === 'ready' ? `not for ${demand.channel}` : agent.state.kind;
  if (agent.id === contact.request.except) return 'excepted by the request';
  if (isExcepted(contact, agent.id)) return 'declined it';
  if (!isNear(agent, demand)) return 'at another server';
  if (demand.agent !== undefined && demand.agent !== agent.id) return `the step is for ${demand.agent}`;
  const need = contact.needs.find(({ skill, level }) => levelOf(state, agent, state.skills.get(skill) ?? -1) < level);
  if (need) return `missing skill ${need.skill} ≥ ${need.level}`;
  return demand.groups?.every((group) => !agent.spec.groups?.includes(group)) ? `not in ${demand.groups.join(', ')}` : undefined;
}
