// Runs checks one after another and counts. Plain JavaScript for Node 20, nothing installed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node24, root } from './install.mjs';

/** A step that hangs must not hold the machine for ever; the whole run is meant to take under 8 minutes. */
const STEP_TIMEOUT_MS = 15 * 60_000;

/** Servers start in half the time when Node has compiled them before. */
const COMPILED = join(root, 'node_modules', '.cache', 'compiled');

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const bin = (...path) => join(root, 'node_modules', ...path);

/** Types and lint count as one test each. @returns {Promise<Counts>} */
export const types = () => single('types', [bin('typescript', 'bin', 'tsc'), '-p', root]);
/** The console's own: DOM and JSX. @returns {Promise<Counts>} */
export const consoleTypes = () => single('console types', [bin('typescript', 'bin', 'tsc'), '-p', join(root, 'console')]);
export const lint = () => single('lint', [bin('oxlint', 'bin', 'oxlint'), '--type-aware', root]);

/** System tests; their servers begin with copies of one data folder. @returns {Promise<Counts>} */
export async function systemTests() {
  const folder = mkdtempSync(join(tmpdir(), 'huawu-made-'));
  const status = await run([join(root, 'test', 'simulators', 'make-data.ts'), folder]);
  // Without it every server makes its own, which only takes longer.
  const counts = await tests('system*', status === 0 ? { TEST_HUAWU_DATA: folder } : {});
  rmSync(folder, { recursive: true, force: true });
  return counts;
}

/** The tests of the projects of vitest.config.ts with this name (`*` stands for any end). @returns {Promise<Counts>} */
export async function tests(project, env = {}) {
  heading(`${project.replace('*', '')} tests`);
  const folder = mkdtempSync(join(tmpdir(), 'huawu-test-'));
  const file = join(folder, 'results.json');
  const status = await run([bin('vitest', 'vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], { env });
  const counts = countsOf(file);
  rmSync(folder, { recursive: true, force: true });
  // Vitest also fails for errors outside of tests; those must show in the sum.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

export function sum(all) {
  return all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }));
}

async function single(name, args) {
  heading(name);
  const status = await run(args);
  if (status === 0) process.stdout.write(`${name}: no mistakes\n`);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

function countsOf(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    // A file that could not even be loaded has no tests but has failed.
    const unloaded = report.testResults.filter((each) => each.status === 'failed' && each.assertionResults.length === 0).length;
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded, skipped: report.numPendingTests + report.numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function heading(name) {
  process.stdout.write(`\n── ${name} ──\n`);
}

/** Resolves with the exit status. */
export function run(args, { program = node24, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout: STEP_TIMEOUT_MS, env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, ...env } });
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.on('exit', (code, signal) => {
      if (signal) process.stderr.write(`ended by ${signal}\n`);
      resolve(code ?? 1);
    });
  });
}
