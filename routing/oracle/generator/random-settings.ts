import type { Random } from '#core';
import type { AgentSpec, QueueSpec, RoutingSettings } from '../../model.ts';

/** Parts of the model that the generator may use. */
export type Feature = 'strategies' | 'steps' | 'channels' | 'overflow' | 'resume' | 'nodes' | 'change' | 'credit';

/** What today's machine decides. */
export const FEATURES: ReadonlySet<Feature> = new Set<Feature>();

export const QUEUES = ['q0', 'q1', 'q2'];
export const SKILLS = ['zh', 'en', 'billing'];
export const AGENTS = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'];

/** Random settings of up to eight agents and two or three queues. */
export function randomSettings(random: Random, features: ReadonlySet<Feature>): RoutingSettings {
  const queues = QUEUES.slice(0, 2 + random.int(2)).map((id) => randomQueue(id, random, features));
  return { agents: AGENTS.filter(() => random.int(10) > 0).map((id) => randomAgent(id, random)), queues };
}

function randomQueue(id: string, random: Random, _features: ReadonlySet<Feature>): QueueSpec {
  return { id, ringTimeoutMs: 2_000 + random.int(4) * 1_500, wrapUpMs: random.int(3) * 2_000 };
}

function randomAgent(id: string, random: Random): AgentSpec {
  const skills = Object.fromEntries(SKILLS.filter(() => random.int(6) > 0).map((skill) => [skill, random.int(11)]));
  return { id, skills, queues: QUEUES.filter(() => random.int(3) > 0) };
}
