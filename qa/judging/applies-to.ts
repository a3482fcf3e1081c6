import type { Attributes } from '../language/policy.ts';
import type { QaFacts } from '../model.ts';

/** Whether a call is one of those that the attributes name. */
export function appliesTo({ queue, agent, skill, language, direction }: Attributes, call: QaFacts): boolean {
  const has = <T>(wanted: readonly T[] | undefined, given: readonly T[]) => wanted === undefined || wanted.some((one) => given.includes(one));
  return (
    has(queue, [call.queue]) &&
    has(agent, [call.agent]) &&
    has(skill, call.skills ?? []) &&
    has(language, [call.language]) &&
    has(direction, [call.direction ?? 'inbound'])
  );
}
