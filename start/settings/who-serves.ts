import type { AgentSpec, QueueSpec, RoutingSettings } from '#routing';

type Levels = Readonly<Record<string, number>>;

/**
 * Could some agent of the configuration ever take a call of this queue that needs these skills: at once, in one of the queue's
 * steps, after the last one, or in a queue it overflows into after its longest wait? Who is signed in does not matter.
 */
export function canServe({ agents, queues }: RoutingSettings, queue: string, skills: Levels): boolean {
  const byId = new Map(queues.map((one) => [one.id, one]));
  const seen = new Set<string>();
  const served = (id: string): boolean => {
    const spec = byId.get(id);
    if (!spec || seen.has(id)) return false;
    seen.add(id);
    return servedInSteps(spec, agents, skills) || (spec.maxWaitMs !== undefined && (spec.overflow ?? []).some(served));
  };
  return served(queue);
}

/** Levels, dropped skills and further queues stay once they came; groups and the agent are those of one step (docs/routing.md). */
function servedInSteps({ id, steps = [] }: QueueSpec, agents: readonly AgentSpec[], skills: Levels): boolean {
  const from = new Set([id]);
  let needs = skills;
  for (const step of steps) {
    for (const queue of step.queues ?? []) from.add(queue);
    needs = relaxed(needs, step.levels ?? {}, step.drop ?? []);
    const asked = agents.filter((agent) => (step.agent === undefined || step.agent === agent.id) && (step.groups?.some((group) => agent.groups?.includes(group)) ?? true));
    if (asked.some((agent) => fits(agent, from, needs))) return true;
    if (step.lastsMs === undefined) return false;
  }
  return agents.some((agent) => fits(agent, from, needs));
}

function relaxed(needs: Levels, levels: Levels, drop: readonly string[]): Levels {
  return Object.fromEntries(Object.entries(needs).flatMap(([skill, level]) => (drop.includes(skill) ? [] : [[skill, levels[skill] ?? level]])));
}

function fits({ queues, skills, capacities }: AgentSpec, from: ReadonlySet<string>, needs: Levels): boolean {
  if (capacities?.['voice'] === 0 || !queues.some((queue) => from.has(queue))) return false;
  return Object.entries(needs).every(([skill, level]) => (skills[skill] ?? 0) >= level);
}
