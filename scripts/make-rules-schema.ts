/** Writes docs/rules.schema.json and docs/rules-test.schema.json from the rule language and the form of its tests. Usage: node scripts/run.mjs scripts/make-rules-schema.ts */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { rulesJsonSchema, rulesTestJsonSchema } from '#qa';

for (const [name, schema] of [['rules.schema.json', rulesJsonSchema()], ['rules-test.schema.json', rulesTestJsonSchema()]] as const) {
  const file = path.join(import.meta.dirname, '..', 'docs', name);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  process.stdout.write(`${file}\n`);
}
