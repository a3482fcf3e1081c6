// npm test: types, lint, unit tests, system tests; the last line is the sum. `--quick` leaves the system tests out.
// Plain JavaScript for Node 20, nothing installed.
import { ensureConsole } from './build-console.mjs';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureInstalled, say } from './install.mjs';
import { consoleTypes, lint, sum, tests, types } from './steps.mjs';

const quick = process.argv.includes('--quick');

await ensureInstalled({ dev: true });
if (!quick) ensureDebianPackages();

const counts = [await types(), await consoleTypes(), await lint(), await tests('unit')];
if (!quick) {
  await ensureConsole();
  counts.push(await tests('system*'));
}

const { passed, failed, skipped } = sum(counts);
const skippedCounts = process.env.CI === 'true' && skipped > 0;
if (skippedCounts) say('tests were skipped; with CI=true that fails the run.');
process.exitCode = failed > 0 || skippedCounts ? 1 : 0;
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
