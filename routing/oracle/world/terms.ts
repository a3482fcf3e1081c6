import type { SkillNeed } from '../../model.ts';
import { lineOf, type Standing, type World } from './world.ts';

/** What a contact asks for at this moment, after all steps so far. */
export interface Terms {
  readonly needs: readonly SkillNeed[];
  readonly priority: number;
  /** Whose agents count. */
  readonly queues: readonly string[];
  readonly groups: readonly string[] | undefined;
  readonly agent: string | undefined;
}

export function termsOf(world: World, contact: Standing): Terms {
  const { request, steps, step: inForce } = contact;
  let { needs, priority } = request;
  const queues = [contact.queue];
  priority += lineOf(world, contact.queue)?.spec.priority ?? 0;
  if (steps.length === 0) return { needs, priority, queues, groups: undefined, agent: undefined };
  for (const step of request.only === undefined ? steps.slice(0, inForce + 1) : []) {
    needs = needs.filter((need) => !step.drop?.includes(need.skill)).map((need) => ({ ...need, level: step.levels?.[need.skill] ?? need.level }));
    priority += step.priority ?? 0;
    queues.push(...(step.queues ?? []));
  }
  return { needs, priority, queues, groups: steps[inForce]?.groups, agent: steps[inForce]?.agent };
}
