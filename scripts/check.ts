// npm run check: types, lint and unit tests, in seconds; run it before every commit.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'test.mjs'), '--quick'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
