import type { z } from 'zod';
import type { Problem } from './problem.ts';
import type { KeyPath } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

/** Turns what zod found at `base` into problems in our words; texts written in the schema are kept. */
export function shapeProblems(issues: readonly Issue[], base: KeyPath, value: unknown): Problem[] {
  return issues.flatMap((issue) => ofIssue(issue, base, value));
}

function ofIssue(issue: Issue, base: KeyPath, value: unknown): Problem[] {
  const path = [...base, ...issue.path];
  const missing = valueAt(value, issue.path) === undefined;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], at: 'key', text: unknownKey(issue.message) }));
    case 'invalid_key':
      return [{ path, at: 'key', text: issue.issues[0]?.message ?? 'is not allowed as a key' }];
    case 'invalid_union':
      return ofUnion(issue, path, value, base, missing);
    case 'invalid_type':
      return [{ path, text: `${missing ? 'is missing; it ' : ''}${ownText(issue) ?? mustBe(issue.expected)}` }];
    case 'invalid_value':
      return [{ path, text: `${missing ? 'is missing; it ' : ''}must be one of ${issue.values.map(String).join(', ')}` }];
    case 'too_small':
      return [{ path, text: ownText(issue) ?? `must be at least ${issue.minimum}` }];
    case 'too_big':
      return [{ path, text: `must be at most ${issue.maximum}` }];
    case 'custom':
      return [{ path, text: issue.message, ...offsetOf(issue.params) }];
    default:
      return [{ path, text: issue.message }];
  }
}

function ofUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: KeyPath,
  value: unknown,
  base: KeyPath,
  missing: boolean,
): Problem[] {
  // The branch that got furthest into the value is the one the writer meant.
  const inner = issue.errors.flat().filter((e) => e.path.length > 0);
  if (inner.length > 0) return shapeProblems(inner.map((e) => ({ ...e, path: [...issue.path, ...e.path] })), base, value);
  const custom = issue.errors.flat().find((e) => e.code === 'custom');
  if (custom) return shapeProblems([{ ...custom, path: issue.path }], base, value);
  const written = issue.errors.flat().find((e) => ownText(e) !== undefined);
  const text = written?.message ?? issue.message;
  return [{ path, text: missing ? `is missing; it ${text}` : text }];
}

/** Where inside a text the mistake is, as expressions tell. */
function offsetOf(params: Readonly<Record<string, unknown>> | undefined): { offset?: number } {
  const offset = params?.['offset'];
  return typeof offset === 'number' ? { offset } : {};
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be a map of keys and values',
  record: 'must be a map of keys and values',
};

/** The text the schema itself has for this, unless it is zod's. */
const ownText = ({ message }: Issue) => (message.startsWith('must ') ? message : undefined);

const mustBe = (expected: string) => KINDS[expected] ?? `must be ${expected}`;

const unknownKey = (message: string) =>
  message.startsWith('is not known') ? message : 'is no key of a telephone; allowed: 0–9, "*" and "#"';

function valueAt(value: unknown, path: KeyPath): unknown {
  let inside = value;
  for (const segment of path) {
    if (inside === null || typeof inside !== 'object') return undefined;
    inside = Object.entries(inside).find(([key]) => key === String(segment))?.[1];
  }
  return inside;
}
