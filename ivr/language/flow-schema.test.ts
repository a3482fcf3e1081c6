import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { flowJsonSchema, nodeSchema } from './flow-schema.ts';

const published = new URL('../../docs/flow.schema.json', import.meta.url);
const guide = new URL('../../docs/flows.md', import.meta.url);

test('docs/flow.schema.json is fresh (else: node scripts/run.mjs scripts/make-flow-schema.ts)', () => {
  expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(flowJsonSchema());
});

test('docs/flows.md explains every key of every node', () => {
  const text = readFileSync(guide, 'utf8');
  const keys = nodeSchema.options.flatMap(({ shape }) => [shape.type.value, ...Object.keys(shape)]);
  expect(keys).toContain('firstDigitSeconds');
  expect([...new Set(keys)].filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
});
