import type { AgentSpec, QueueSpec, RoutingSettings } from '../../model.ts';

const SKILLS = ['mandarin', 'english', 'billing', 'technical'];

const queue = (id: string, more: Partial<QueueSpec>): QueueSpec => ({
  id,
  ringTimeoutMs: 15_000,
  wrapUpMs: 20_000,
  serviceLevel: { share: 0.8, ms: 20_000 },
  ...more,
});

/** One queue of each strategy, with steps, overflow, limits and a place kept for callers who come back. */
const QUEUES: readonly QueueSpec[] = [
  queue('care', { steps: [{ lastsMs: 20_000 }, { lastsMs: 40_000, levels: { english: 3, technical: 2 } }, { drop: ['billing'], queues: ['back'] }], lastAgentMs: 10_000 }),
  queue('sales', { strategy: 'least-occupied', wrapUpMs: 8_000, resumeMs: 120_000, priority: 1 }),
  queue('orders', { strategy: 'fewest-calls', maxWaitMs: 90_000, overflow: ['care'] }),
  queue('returns', { strategy: 'round-robin', maxLength: 6, overflow: ['care'] }),
  queue('vip', { strategy: 'best-skill', priority: 2, ringTimeoutMs: 20_000 }),
  queue('night', { strategy: 'top-down' }),
  queue('back', { strategy: 'random' }),
  queue('alarm', { strategy: 'ring-all', ringAtMost: 4, wrapUpMs: 0 }),
  queue('gate', { strategy: 'progressive', progressiveMs: 4_000, ringAtMost: 3 }),
];

function agent(i: number): AgentSpec {
  const skills = Object.fromEntries(SKILLS.map((skill, k) => [skill, 1 + ((i * 7 + k * 5) % 10)]));
  const queues = QUEUES.filter((_, k) => (i + k) % 3 > 0).map(({ id }) => id);
  return { id: `agent-${i}`, skills, queues, groups: [i % 2 ? 'north' : 'south'], rank: (i * 5) % 11 };
}

/** Twenty agents, nine queues. */
export const FLOOR: RoutingSettings = { agents: Array.from({ length: 20 }, (_, i) => agent(i)), queues: QUEUES };
