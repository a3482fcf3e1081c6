import type { Random } from '#core';
import type { AgentSpec, ContactRequest, QueueSpec, RoutingCommand, RoutingSettings, RoutingStep, Strategy } from '../../model.ts';
import type { RoutingState } from '../state.ts';

const QUEUES = ['q0', 'q1', 'q2', 'q3'];
const SKILLS = ['zh', 'en', 'billing'];
const GROUPS = ['north', 'south'];
const CHANNELS = ['voice', 'voice', 'voice', 'chat', 'email', 'fax', 'ticket', 'ticket', 'letter', 'parcel'];
const NODES = ['n1', 'n2'];
const STRATEGIES: readonly Strategy[] = ['longest-idle', 'least-occupied', 'fewest-calls', 'round-robin', 'top-down', 'best-skill', 'random', 'ring-all', 'progressive'];

const pick = <T>(random: Random, items: readonly T[]): T => items[random.int(items.length)] as T;
const maybe = <T>(random: Random, oneIn: number, value: T): T | undefined => (random.int(oneIn) === 0 ? value : undefined);

/** Settings in which everything of the model occurs. */
export function everySetting(random: Random): RoutingSettings {
  const agents: AgentSpec[] = [];
  for (let i = 0; i < 8; i++) {
    if (random.int(10) === 0) continue;
    const skills = Object.fromEntries(SKILLS.map((skill) => [skill, random.int(11)]));
    const groups = maybe(random, 2, [pick(random, GROUPS)]);
    const capacities = maybe(random, 4, { chat: random.int(4), email: random.int(2) });
    agents.push({ id: `a${i}`, skills, queues: QUEUES.filter(() => random.int(3) > 0), rank: random.int(4), ...(groups ? { groups } : {}), ...(capacities ? { capacities } : {}) });
  }
  return {
    agents,
    queues: QUEUES.slice(0, 2 + random.int(3)).map((id) => anyQueue(random, id)),
    channels: [
      { id: 'voice', capacity: 1, interrupts: ['chat', 'email', 'ticket', ...(random.int(2) ? ['letter'] : [])] },
      { id: 'chat', capacity: 2, interrupts: ['email'] },
      { id: 'email', capacity: 1, interrupts: ['ticket'] },
      { id: 'ticket', capacity: 1 + random.int(3), interrupts: [], background: random.int(5) > 0 },
      { id: 'letter', capacity: 9, interrupts: ['voice', 'chat'], background: true, countsAs: 'ticket' },
      { id: 'parcel', capacity: 2, interrupts: [], background: true },
    ],
  };
}

function anyQueue(random: Random, id: string): QueueSpec {
  return {
    id,
    strategy: pick(random, STRATEGIES),
    ringTimeoutMs: 3_000 + random.int(5_000),
    wrapUpMs: random.int(2) * 3_000,
    progressiveMs: 1_000 + random.int(2_000),
    ringAtMost: 1 + random.int(4),
    priority: random.int(2),
    ...(random.int(3) ? {} : { maxWaitMs: random.int(40_000), maxLength: 1 + random.int(6) }),
    overflow: QUEUES.filter(() => random.int(3) === 0),
    ...(random.int(2) ? {} : { steps: anySteps(random) }),
    lastAgentMs: random.int(2) * 4_000,
    resumeMs: random.int(2) * 20_000,
    restMs: random.int(2) * 2_000,
    missedRestMs: random.int(2) * 3_000,
    againMs: random.int(2) * 9_000,
  };
}

function anySteps(random: Random): RoutingStep[] {
  return Array.from({ length: 1 + random.int(4) }, () => ({
    ...(random.int(4) ? { lastsMs: random.int(6_000) } : {}),
    ...(random.int(3) ? {} : { levels: { zh: random.int(6) } }),
    ...(random.int(4) ? {} : { drop: [pick(random, SKILLS)] }),
    ...(random.int(4) ? {} : { groups: [pick(random, GROUPS)] }),
    ...(random.int(4) ? {} : { agent: `a${random.int(9)}` }),
    ...(random.int(3) ? {} : { queues: [pick(random, QUEUES)] }),
    ...(random.int(4) ? {} : { priority: random.int(3) - 1 }),
  }));
}

function anyContact(random: Random, step: number, now: number): ContactRequest {
  return {
    id: `c${step}`,
    queue: pick(random, QUEUES),
    needs: SKILLS.filter(() => random.int(4) === 0).map((skill) => ({ skill, level: 1 + random.int(8), weight: 1 + random.int(3) })),
    priority: random.int(3),
    channel: pick(random, CHANNELS),
    ...(random.int(6) ? {} : { waitingSince: Math.max(0, now - random.int(30_000)) }),
    ...(random.int(8) ? {} : { ageCreditMs: random.int(20_000) }),
    ...(random.int(4) ? {} : { steps: anySteps(random) }),
    ...(random.int(5) ? {} : { lastAgent: `a${random.int(9)}` }),
    ...(random.int(2) ? {} : { resumeKey: `r${random.int(12)}` }),
    ...(random.int(3) ? {} : { node: pick(random, NODES), sameNode: random.int(2) === 0 }),
    ...(random.int(15) ? {} : { only: `a${random.int(9)}` }),
    ...(random.int(8) ? {} : { except: `a${random.int(8)}` }),
  };
}

/** Any command, mostly one that fits what the machine is doing. */
export function anyCommand(random: Random, state: RoutingState, step: number): RoutingCommand {
  const agent = `a${random.int(9)}`;
  const offer = pick(random, [...state.offers.keys(), 'o-none']);
  const contact = pick(random, [...state.contacts.keys(), 'c-none']);
  const talk: { readonly contact: string; readonly agent: { readonly id: string } } | undefined = pick(random, [...state.agents.values()].flatMap((one) => one.work.filter((work) => work.phase === 'connected')));
  const dice = random.int(100);
  if (dice < 22) return { type: 'contact.enqueue', contact: anyContact(random, step, state.clock) };
  if (dice < 38) return { type: 'offer.answered', offer };
  if (dice < 43) return { type: 'offer.failed', offer, why: pick(random, ['rejected', 'busy', 'unreachable', 'no-answer']) };
  if (dice < 50) return { type: 'contact.leave', contact, why: random.int(4) ? 'abandoned' : 'removed' };
  if (dice < 52 && state.held.size > 0) {
    const [held] = state.held.values();
    return { type: 'agent.lets-go', agent: held?.agent.id ?? agent, contact: held?.contact ?? contact };
  }
  if (dice < 64) return { type: 'contact.ended', contact: talk?.contact ?? 'c-none', agent: talk?.agent.id ?? agent };
  if (dice < 76) return { type: 'agent.ready', agent };
  if (dice < 79) return { type: 'agent.not-ready', agent, reason: pick(random, ['lunch', 'training']) };
  if (dice < 87) return { type: 'agent.online', agent, ready: random.int(3) > 0, node: pick(random, NODES), ...(random.int(6) ? {} : { wrapUp: { ms: 2_000, owed: 'debt' } }) };
  if (dice < 89) return { type: 'agent.offline', agent };
  if (dice < 90) {
    const held = pick(random, [...state.held.values()]);
    if (held && random.int(2)) return { type: 'agent.lets-go', agent: random.int(9) ? held.agent.id : agent, contact: held.contact };
    return { type: 'agent.holds', agent, contact: pick(random, [contact, held?.contact ?? contact, `h${step}`]), channel: pick(random, ['ticket', 'letter', 'parcel', 'voice']), queue: 'q0' };
  }
  if (dice < 93) return { type: 'contact.change', contact, priority: random.int(4), ...(random.int(2) ? {} : { ageCreditMs: random.int(9_000) - 5_000 }), ...(random.int(2) ? {} : { steps: anySteps(random) }), ...(random.int(2) ? {} : { needs: [] }) };
  if (dice < 94) return { type: 'wrap-up.owed', agent, reason: random.int(2) ? 'debt' : undefined };
  if (dice < 95) return { type: 'wrap-up.extend', agent, ms: 1_000 };
  if (dice < 96) return { type: 'wrap-up.finish', agent };
  if (dice < 97) return random.int(4) ? { type: 'tick' } : { type: 'node.lost', node: pick(random, NODES) };
  if (dice < 98) return { type: 'settings', settings: everySetting(random) };
  return { type: 'tick' };
}

