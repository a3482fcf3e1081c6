/** Writes docs/flow.schema.json, flow-nodes.schema.json and flow-test.schema.json from the flow language and the form of its tests. Usage: node scripts/run.mjs scripts/make-flow-schema.ts */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { flowJsonSchema, flowTestJsonSchema, includeJsonSchema } from '#ivr';

const SCHEMAS = [
  ['flow.schema.json', flowJsonSchema()],
  ['flow-nodes.schema.json', includeJsonSchema()],
  ['flow-test.schema.json', flowTestJsonSchema()],
] as const;

for (const [name, schema] of SCHEMAS) {
  const file = path.join(import.meta.dirname, '..', 'docs', name);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  process.stdout.write(`${file}\n`);
}
