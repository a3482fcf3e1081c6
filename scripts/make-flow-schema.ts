/** Writes docs/flow.schema.json from the flow language. Usage: node scripts/run.mjs scripts/make-flow-schema.ts */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { flowJsonSchema } from '#ivr';

const file = path.join(import.meta.dirname, '..', 'docs', 'flow.schema.json');
writeFileSync(file, `${JSON.stringify(flowJsonSchema(), null, 2)}\n`);
process.stdout.write(`${file}\n`);
