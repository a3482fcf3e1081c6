import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NODE_TYPES, flowJsonSchema, includeJsonSchema } from './flow-schema.ts';
import { keyLines } from './key-lines.ts';

const docs = new URL('../../docs/', import.meta.url);
const guide = new URL('flows.md', docs);

test.each([
  ['flow.schema.json', flowJsonSchema],
  ['flow-nodes.schema.json', includeJsonSchema],
])('docs/%s is fresh (else: node scripts/run.mjs scripts/make-flow-schema.ts)', (file, schema) => {
  expect(JSON.parse(readFileSync(new URL(file, docs), 'utf8'))).toEqual(schema());
});

/** All keys that can be written in a flow, at any depth. */
function keysIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keysIn);
  if (schema === null || typeof schema !== 'object') return [];
  const own = 'properties' in schema && schema.properties !== null && typeof schema.properties === 'object' ? Object.keys(schema.properties) : [];
  return [...own, ...Object.values(schema).flatMap(keysIn)];
}

test('docs/flows.md tells which keys each node needs and the defaults of others (else: node scripts/run.mjs scripts/make-flow-schema.ts)', () => {
  const lines = readFileSync(guide, 'utf8').split('\n');
  expect([...keyLines().values()].filter((line) => !lines.includes(line))).toEqual([]);
});

test('the line of a node tells what it needs, the defaults, and what is inside', () => {
  expect(keyLines().get('goto')).toBe('**`goto` needs** `next`.');
  expect(keyLines().get('menu')).toBe(
    '**`menu` needs** `prompts`, `choices`, `giveUp`. Defaults: `firstDigitSeconds: 5`, `maxTries: 3`, `bargeIn: true`. May be left out: `noInput`, `noMatch`, `speech` (needs `words`; default `bargeIn: true`, `minWords: 1`, `endOfSpeechSeconds: 0.8`).',
  );
});

test('docs/flows.md explains every key of every node', () => {
  const text = readFileSync(guide, 'utf8');
  const keys = new Set([...NODE_TYPES, ...keysIn(flowJsonSchema())]);
  expect(keys).toContain('firstDigitSeconds');
  expect(keys).toContain('endOfSpeechSeconds');
  const named = (key: string) => new RegExp(`\`(?:[^\`]*[^a-zA-Z\`])?${key}(?:[^a-zA-Z\`][^\`]*)?\``).test(text) || new RegExp(`^ +${key}:`, 'm').test(text);
  expect([...keys].filter((key) => !named(key))).toEqual([]);
});
