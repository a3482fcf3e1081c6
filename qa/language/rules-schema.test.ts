import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rulesJsonSchema, rulesTestJsonSchema } from './rules-schema.ts';

it.each([
  ['rules.schema.json', rulesJsonSchema],
  ['rules-test.schema.json', rulesTestJsonSchema],
])('docs/%s is fresh (else: node scripts/run.mjs scripts/make-rules-schema.ts)', (name, schema) => {
  expect(JSON.parse(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8'))).toEqual(schema());
});

it('knows conditions inside groups, and texts in two languages', () => {
  const { properties, $defs } = rulesJsonSchema() as { properties: { rules: { items: { properties: Record<string, unknown> } } }; $defs: { condition: { anyOf: { properties: Record<string, unknown> }[] } } };
  expect(properties.rules.items.properties).toMatchObject({ when: { $ref: '#/$defs/condition' }, hint: { $ref: '#/$defs/texts' } });
  const all = $defs.condition.anyOf.find((one) => 'all' in one.properties);
  expect(all?.properties.all).toEqual({ type: 'array', minItems: 1, items: { $ref: '#/$defs/condition' } });
});
