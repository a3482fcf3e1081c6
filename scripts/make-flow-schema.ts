/** Writes docs/flow.schema.json, flow-nodes.schema.json and flow-test.schema.json from the flow language and the form of its tests, and which keys nodes need into docs/flows.md. Usage: node scripts/run.mjs scripts/make-flow-schema.ts */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { flowJsonSchema, flowTestJsonSchema, includeJsonSchema, keyLines } from '#ivr';

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

/** Each line that begins as one of ours is written anew. */
const guide = path.join(import.meta.dirname, '..', 'docs', 'flows.md');
const fresh = [...keyLines().values()];
const beginOf = (line: string) => /^\*\*[^*]+ needs?\*\* /u.exec(line)?.[0];
const lines = readFileSync(guide, 'utf8')
  .split('\n')
  .map((line) => fresh.find((one) => beginOf(line) !== undefined && beginOf(one) === beginOf(line)) ?? line);
writeFileSync(guide, lines.join('\n'));
process.stdout.write(`${guide}\n`);
