// npm test: types, lint, unit tests, system tests; the last line is the sum. `--quick` leaves the system tests out.
// Plain JavaScript for Node 20, nothing installed.
import { join } from 'node:path';
import { ensureConsole } from './build-console.mjs';
import { ensureInstalled, root, say } from './install.mjs';
import { consoleTypes, lint, run, sum, systemTests, tests, types } from './steps.mjs';

const quick = process.argv.includes('--quick');

// apt-get and npm do not need each other.
const programs = quick ? undefined : run([join(root, 'scripts', 'install-programs.mjs')], { program: process.execPath });
await ensureInstalled({ dev: true });

const built = quick ? undefined : ensureConsole();
const counts = await Promise.all([tests('unit'), types(), consoleTypes(), lint()]);
if (!quick) {
  await built;
  await programs;
  counts.push(await systemTests());
}

const { passed, failed, skipped } = sum(counts);
const skippedCounts = process.env.CI === 'true' && skipped > 0;
if (skippedCounts) say('tests were skipped; with CI=true that fails the run.');
process.exitCode = failed > 0 || skippedCounts ? 1 : 0;
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
