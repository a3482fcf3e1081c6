import type { Language } from '#core';
import type { Target } from '../pool/choose-place.ts';

/** What is known of a call when words are wanted. */
export interface CallFacts {
  readonly language: Language;
  readonly queue?: string | undefined;
  /** Id of the customer. */
  readonly customer?: string | undefined;
  /** Tier of the customer. */
  readonly tier?: string | undefined;
  /** How the caller speaks, such as `sichuan` or `en-IN`; the flow's variable `dialect`. */
  readonly dialect?: string | undefined;
}

/** Calls that fit all that it names get this model, these engines. */
export interface ChoiceRule {
  readonly language?: readonly string[] | undefined;
  readonly queue?: readonly string[] | undefined;
  readonly customer?: readonly string[] | undefined;
  readonly tier?: readonly string[] | undefined;
  readonly dialect?: readonly string[] | undefined;
  readonly model?: string | undefined;
  /** Ids of engines, best first; absent = all, in the order of the configuration. */
  readonly engines?: readonly string[] | undefined;
}

const KEYS = ['language', 'queue', 'customer', 'tier', 'dialect'] as const;

/** Case and `_` against `-` are no difference between tags. */
const same = (one: string, other: string) => one.toLowerCase().replaceAll('_', '-') === other.toLowerCase().replaceAll('_', '-');

/** The first rule that fits; undefined when none does. */
export function ruleFor(facts: CallFacts, rules: readonly ChoiceRule[]): ChoiceRule | undefined {
  return rules.find((rule) => KEYS.every((key) => rule[key] === undefined || rule[key].some((wanted) => same(wanted, facts[key] ?? ''))));
}

/**
 * Where a call's words may come from, best first: the rule's model on each of its engines, then what these engines have for
 * the language, then that of the engines not named. `own` is the model of this machine for the language, if there is one.
 */
export function targetsFor(facts: CallFacts, rules: readonly ChoiceRule[], engines: readonly string[], own: string | undefined): readonly Target[] {
  const rule = ruleFor(facts, rules);
  const named = (rule?.engines ?? engines).filter((engine) => engines.includes(engine));
  const model = rule?.model;
  const wanted = model === undefined ? [] : named.map((engine): Target => ({ engine, model }));
  const others = engines.filter((engine) => !named.includes(engine));
  const rest = [...named, ...others].flatMap((engine): Target[] => {
    if (engine !== 'local') return [{ engine }];
    return own === undefined ? [] : [{ engine, model: own }];
  });
  return [...wanted, ...rest];
}
