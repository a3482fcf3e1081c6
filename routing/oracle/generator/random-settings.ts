import type { Random } from '#core';
import type { AgentSpec, ChannelSpec, QueueSpec, RoutingSettings, RoutingStep, Strategy } from '../../model.ts';

/** Parts of the model that the generator may use. */
export type Feature = 'strategies' | 'steps' | 'channels' | 'overflow' | 'resume' | 'nodes' | 'change' | 'credit' | 'background';

/** All of them. */
export const FEATURES: ReadonlySet<Feature> = new Set<Feature>(['strategies', 'steps', 'channels', 'overflow', 'resume', 'nodes', 'change', 'credit', 'background']);

export const QUEUES = ['q0', 'q1', 'q2', 'q3'];
export const SKILLS = ['zh', 'en', 'billing'];
export const AGENTS = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'];
export const CHANNELS = ['voice', 'chat', 'email', 'fax'];
export const BACKGROUND = ['ticket', 'letter', 'parcel'];
export const NODES = ['n0', 'n1', 'n2'];
const GROUPS = ['north', 'south'];
const STRATEGIES: readonly Strategy[] = ['longest-idle', 'least-occupied', 'fewest-calls', 'round-robin', 'top-down', 'best-skill', 'random', 'ring-all', 'progressive'];

export const pick = <T>(random: Random, items: readonly T[]): T => items[random.int(items.length)] as T;
/** The part, one time in `times`. */
export const now = <T extends object>(random: Random, times: number, part: () => T): T | Record<never, never> => (random.int(times) ? {} : part());

/** Random settings of up to eight agents and two to four queues. */
export function randomSettings(random: Random, features: ReadonlySet<Feature>): RoutingSettings {
  const queues = QUEUES.slice(0, 2 + random.int(3)).map((id) => randomQueue(id, random, features));
  const agents = AGENTS.filter(() => random.int(10) > 0).map((id) => randomAgent(id, random, features));
  return { agents, queues, ...(features.has('channels') && random.int(4) ? { channels: randomChannels(random, features) } : {}) };
}

/** `fax` is in no settings. */
function randomChannels(random: Random, features: ReadonlySet<Feature>): ChannelSpec[] {
  const aside = features.has('background');
  const also = aside ? BACKGROUND.filter(() => random.int(3) > 0) : [];
  return [
    { id: 'voice', capacity: 1, interrupts: random.int(2) ? ['chat', 'email', ...also] : also },
    { id: 'chat', capacity: 1 + random.int(3), interrupts: random.int(2) ? ['email'] : [] },
    { id: 'email', capacity: 1 + random.int(2), interrupts: [] },
    ...(aside
      ? [
          { id: 'ticket', capacity: 1 + random.int(3), interrupts: [], background: true },
          { id: 'letter', capacity: 9, interrupts: random.int(2) ? ['voice'] : ['voice', 'chat', 'email'], background: true, countsAs: 'ticket' },
          { id: 'parcel', capacity: 2, interrupts: [], background: random.int(4) > 0 },
        ]
      : []),
  ];
}

function randomQueue(id: string, random: Random, features: ReadonlySet<Feature>): QueueSpec {
  const when = (feature: Feature) => (features.has(feature) ? 1 : 1e9);
  return {
    id,
    ringTimeoutMs: 2_000 + random.int(4) * 1_500,
    wrapUpMs: random.int(3) * 2_000,
    ...now(random, when('strategies'), () => ({ strategy: pick(random, STRATEGIES), progressiveMs: 500 + random.int(2_000), ringAtMost: 1 + random.int(4) })),
    ...now(random, 2 * when('credit'), () => ({ priority: random.int(3) })),
    ...now(random, 2 * when('steps'), () => ({ steps: randomSteps(random) })),
    ...now(random, 2 * when('steps'), () => ({ lastAgentMs: random.int(4_000) })),
    ...now(random, 3 * when('overflow'), () => ({ maxWaitMs: 1_000 + random.int(20_000) })),
    ...now(random, 2 * when('overflow'), () => ({ maxLength: 1 + random.int(4) })),
    ...now(random, when('overflow'), () => ({ overflow: QUEUES.filter(() => random.int(3) === 0) })),
    ...now(random, 2 * when('resume'), () => ({ resumeMs: random.int(20_000) })),
    ...now(random, 2 * when('background'), () => ({ restMs: random.int(4_000), missedRestMs: random.int(6_000), againMs: random.int(20_000) })),
  };
}

/** Up to four, each with one or two changes; the last mostly lasts for ever. */
export function randomSteps(random: Random): RoutingStep[] {
  return Array.from({ length: random.int(5) }, (_, i) => ({
    ...(i < 3 || random.int(2) ? { lastsMs: random.int(5_000) } : {}),
    ...now(random, 3, () => ({ levels: { [pick(random, SKILLS)]: random.int(5) } })),
    ...now(random, 4, () => ({ drop: [pick(random, SKILLS)] })),
    ...now(random, 4, () => ({ groups: GROUPS.filter(() => random.int(3) > 0) })),
    ...now(random, 6, () => ({ agent: pick(random, [...AGENTS, 'nobody']) })),
    ...now(random, 4, () => ({ queues: QUEUES.filter(() => random.int(3) === 0) })),
    ...now(random, 4, () => ({ priority: random.int(4) })),
  }));
}

function randomAgent(id: string, random: Random, features: ReadonlySet<Feature>): AgentSpec {
  const skills = Object.fromEntries(SKILLS.filter(() => random.int(6) > 0).map((skill) => [skill, random.int(11)]));
  return {
    id,
    skills,
    queues: QUEUES.filter(() => random.int(3) > 0),
    ...(features.has('steps') ? { groups: GROUPS.filter(() => random.int(2)) } : {}),
    ...now(random, features.has('strategies') ? 3 : 1e9, () => ({ rank: random.int(5) })),
    ...now(random, features.has('channels') ? 3 : 1e9, () => ({ capacities: { [pick(random, features.has('background') ? [...CHANNELS, 'ticket'] : CHANNELS)]: random.int(4) } })),
  };
}
