import type { z } from 'zod';
import { nearMiss } from './near-miss.ts';
import { allowedText, schemaAt } from './schema-facts.ts';

/** One thing wrong in a configuration, before it is known where it stands. */
export interface Mistake {
  readonly path: readonly PropertyKey[];
  /** Set when the key itself is the mistake. */
  readonly key?: string;
  readonly message: string;
}

/** `agents[2].skills.zh` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`)).join('');
}

/** Says in words what zod found: what stands there, what is allowed, what was probably meant. */
export function mistakesOf(issues: readonly z.core.$ZodIssue[], raw: unknown): Mistake[] {
  return issues.flatMap((issue): Mistake[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue.path, key));
    return [{ path: issue.path, message: wrongValue(issue, raw) }];
  });
}

function unknownKey(path: readonly PropertyKey[], key: string): Mistake {
  const known = Object.keys(schemaAt(path)?.properties ?? {});
  const guess = nearMiss(key, known);
  const hint = guess === undefined ? `known here: ${known.join(', ')}` : `did you mean "${guess}"?`;
  return { path, key, message: `unknown key; ${hint}` };
}

function wrongValue(issue: z.core.$ZodIssue, raw: unknown): string {
  const node = schemaAt(issue.path);
  const value = valueAt(raw, issue.path);
  if (value === undefined) return `missing; allowed: ${node ? allowedText(node) : issue.message}`;
  const found = node?.secret ? 'a value (not shown)' : shown(value);
  const ownWords = issue.code === 'custom' || (issue.code === 'invalid_format' && issue.format === 'regex');
  return `found ${found}; allowed: ${ownWords || !node ? issue.message : allowedText(node)}`;
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return value;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'a section';
  if (value === null) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
