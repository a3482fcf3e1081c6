import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How V8 has to be started for the server; later it no longer listens to these. Nearly everything a call makes is dead within
 * milliseconds: 64 MiB for young objects, never less, let most of them die uncollected, and let heap-growth.ts ask for an old
 * generation without holes; no threads that help to collect them, which cost more than they
 * spare. Measured in docs/decisions/0081. A file of its own, because
 * scripts/run.mjs reads it, too, with a Node that does not know TypeScript.
 */
export const serverFlags: readonly string[] = JSON.parse(readFileSync(join(import.meta.dirname, 'server-flags.json'), 'utf8'));
