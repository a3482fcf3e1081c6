import { conditionsIn } from './conditions/condition.ts';
import type { Mistake } from './explain-issue.ts';
import type { Rule } from './policy.ts';

/** What a policy may name of the configuration. */
export interface PolicySurroundings {
  readonly queues: readonly string[];
  readonly agents: readonly string[];
  readonly skills: readonly string[];
  readonly hooks: readonly string[];
  /** Ids of ticket templates. */
  readonly templates: readonly string[];
}

/** Names that nothing in the configuration has: a rule limited to them would never apply, an action would do nothing. */
export function checkSurroundings(rules: readonly (Rule | undefined)[], known: PolicySurroundings): Mistake[] {
  return rules.flatMap((rule, i) => (rule ? [...attributesOf(rule, i, known), ...actionsOf(rule, i, known)] : []));
}

function attributesOf({ attr, condition }: Rule, i: number, known: PolicySurroundings): Mistake[] {
  const named = [attr, ...conditionsIn(condition).flatMap((one) => (one.kind === 'attributes' ? [one.attr] : []))];
  return named.flatMap((one, n) => {
    const path = ['rules', i, n === 0 ? 'attr' : 'when'];
    return [
      ...unknown(path, 'queue', one.queue, known.queues),
      ...unknown(path, 'agent', one.agent, known.agents),
      ...unknown(path, 'skill', one.skill, known.skills),
    ];
  });
}

function actionsOf({ do: actions }: Rule, i: number, known: PolicySurroundings): Mistake[] {
  return actions.flatMap((action, j) => {
    const path = ['rules', i, 'do', j];
    if (action.kind === 'webhook') return unknown(path, 'hook', [action.hook], known.hooks);
    if (action.kind !== 'ticket') return [];
    return [
      ...unknown([...path, 'ticket'], 'template', action.template === undefined ? [] : [action.template], known.templates),
      ...unknown([...path, 'ticket'], 'queue', action.queue === undefined ? [] : [action.queue], known.queues),
    ];
  });
}

function unknown(path: Mistake['path'], what: string, names: readonly string[] | undefined, known: readonly string[]): Mistake[] {
  const strange = (names ?? []).filter((name) => !known.includes(name));
  return strange.map((name) => ({ path, text: `there is no ${what} "${name}" in the configuration; known: ${known.length > 0 ? known.join(', ') : 'none'}` }));
}
