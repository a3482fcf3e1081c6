import { z } from 'zod';
import { ruleTestSchema } from '../after/rule-tests.ts';
import { CONDITIONS, policySchema } from './policy-schema.ts';

type Node = { [key: string]: unknown };

/** One text, or one for each language. */
const TEXTS: Node = {
  anyOf: [
    { type: 'string', minLength: 1, maxLength: 500 },
    { type: 'object', properties: { zh: { type: 'string', minLength: 1, maxLength: 500 }, en: { type: 'string', minLength: 1, maxLength: 500 } }, additionalProperties: false, minProperties: 1 },
  ],
};
const CONDITION = { $ref: '#/$defs/condition' };
const TEXT_KEYS = new Set(['title', 'say', 'hint', 'script', 'supervisor', 'subject', 'text']);

/** The rule language as JSON Schema (draft 2020-12), for editors and for docs/rules.schema.json. */
export function rulesJsonSchema(): Node {
  const { $schema, ...policy } = plain(policySchema);
  const condition = { anyOf: Object.values(CONDITIONS).map((shape) => withConditions(plain(shape))) };
  return { $schema, title: 'Huawu rules', ...(withConditions(policy) as Node), $defs: { condition, texts: TEXTS } };
}

/** Files of test cases, as published in docs/rules-test.schema.json. */
export function rulesTestJsonSchema(): Node {
  const { $schema, ...rest } = plain(ruleTestSchema);
  return { $schema, title: 'Huawu rules: test cases', ...rest };
}

const plain = (schema: z.ZodType): Node => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

/** zod knows conditions in conditions and texts as anything: they are named here. */
function withConditions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withConditions);
  if (node === null || typeof node !== 'object') return node;
  const { $schema: _, ...rest } = node as Node;
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => {
      if (key !== 'properties') return [key, withConditions(value)];
      return [key, Object.fromEntries(Object.entries(value as Node).map(([name, inner]) => [name, named(name, inner)]))];
    }),
  );
}

function named(name: string, inner: unknown): unknown {
  if (name === 'when' || name === 'not') return CONDITION;
  if ((name === 'all' || name === 'any') && JSON.stringify(inner).includes('"object"')) return { type: 'array', minItems: 1, items: CONDITION };
  return TEXT_KEYS.has(name) ? { $ref: '#/$defs/texts' } : withConditions(inner);
}
