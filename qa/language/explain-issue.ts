import type { z } from 'zod';
import type { KeyPath } from './yaml-source.ts';

/** A mistake at a key, before its place in the file is known. */
export interface Mistake {
  readonly path: KeyPath;
  /** `key`: the name itself is wrong. */
  readonly at?: 'key' | 'value';
  readonly text: string;
}

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys and values',
  record: 'a map of names and values',
};

/** Says what zod found in words for the writer of the file: what is wrong and what is allowed. */
export function explainIssues(issues: readonly Issue[], base: KeyPath, allowedKeys: (path: KeyPath) => readonly string[]): Mistake[] {
  return issues.flatMap((issue) => explain(issue, [...base, ...issue.path], allowedKeys));
}

function explain(issue: Issue, path: KeyPath, allowedKeys: (path: KeyPath) => readonly string[]): Mistake[] {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = allowedKeys(path);
      const allowed = known.length > 0 ? `; allowed here: ${known.join(', ')}` : '';
      return issue.keys.map((key) => ({ path: [...path, key], at: 'key', text: `is not known${allowed}` }));
    }
    case 'invalid_type':
      return [{ path, text: `${issue.input === undefined ? 'is missing or' : 'is'} not ${kind(issue.expected)}` }];
    case 'invalid_value':
      return [{ path, text: `must be one of ${issue.values.map(String).join(', ')}` }];
    case 'too_small':
      return [{ path, text: `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${counted(issue.origin)}` }];
    case 'too_big':
      return [{ path, text: `must be at most ${issue.maximum}${counted(issue.origin)}` }];
    case 'invalid_union':
      return [{ path, text: `${issue.input === undefined ? 'is missing; it ' : ''}must be ${[...new Set(issue.errors.flat().map(unionPart))].join(' or ')}` }];
    case 'invalid_key':
      return [{ path, at: 'key', text: 'is no name: 1 to 64 characters' }];
    default:
      return [{ path, text: issue.message }];
  }
}

const kind = (expected: string) => KINDS[expected] ?? expected;
const counted = (origin: string) => (origin === 'string' ? ' characters long' : origin === 'array' ? ' entries' : '');
function unionPart(issue: Issue): string {
  if (issue.code === 'invalid_type') return kind(issue.expected);
  return issue.code === 'invalid_value' ? `one of ${issue.values.map(String).join(', ')}` : issue.message;
}
