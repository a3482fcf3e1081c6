import type { z } from 'zod';
import type { Mistake } from '../explain-issue.ts';
import type { ConditionKind, CONDITIONS } from '../policy-schema.ts';
import type { KeyPath } from '../yaml-source.ts';
import type { Condition } from './condition.ts';

/** A condition, or why it is none; `phrases` it names are checked by whoever knows them. */
export interface ReadCondition {
  readonly condition?: Condition;
  readonly mistakes: readonly Mistake[];
  readonly phrases: readonly NamedPhrase[];
}

export interface NamedPhrase {
  readonly name: string;
  readonly path: KeyPath;
  /** Where it is not known it is never heard, which is told, but no mistake. */
  readonly lenient?: true;
}

export type Shape<K extends ConditionKind> = z.infer<(typeof CONDITIONS)[K]>;

export function good(condition: Condition, phrases: readonly NamedPhrase[] = []): ReadCondition {
  return { condition, mistakes: [], phrases };
}

export function wrong(path: KeyPath, text: string, at?: 'key'): ReadCondition {
  return { mistakes: [{ path, text, ...(at ? { at } : {}) }], phrases: [] };
}

/** The phrase a range is anchored at. */
export function anchorNamed({ after, before }: { readonly after?: string | undefined; readonly before?: string | undefined }, path: KeyPath): NamedPhrase[] {
  if (after !== undefined) return [{ name: after, path: [...path, 'in', 'after'] }];
  return before === undefined ? [] : [{ name: before, path: [...path, 'in', 'before'] }];
}
