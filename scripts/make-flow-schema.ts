/** Writes docs/flow.schema.json and docs/flow-test.schema.json from the flow language and the form of its tests. Usage: node scripts/run.mjs scripts/make-flow-schema.ts */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { flowJsonSchema, flowTestJsonSchema } from '#ivr';

for (const [name, schema] of [['flow.schema.json', flowJsonSchema()], ['flow-test.schema.json', flowTestJsonSchema()]] as const) {
  const file = path.join(import.meta.dirname, '..', 'docs', name);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  process.stdout.write(`${file}\n`);
}
