// Runs checks one after another and counts. Plain JavaScript for Node 20, nothing installed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { node24, root, say } from './install.mjs';

/** A step that hangs must not hold the machine for ever; the whole run is meant to take under 8 minutes. */
const STEP_TIMEOUT_MS = 15 * 60_000;

/** After its end, what a step wrote last is waited for so long. */
const LAST_WORDS_MS = 1_000;

/** Servers start in half the time when Node has compiled them before. */
const COMPILED = join(root, 'node_modules', '.cache', 'compiled');

/** More files that fail are no matter of a busy machine. */
const MOST_AGAIN = 4;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {Counts & { files: ({ name: string } & Counts)[] }} Run what a run of vitest came to, and each of its files */

const bin = (...path) => join(root, 'node_modules', ...path);

/** Types and lint count as one test each; told when they are done. @returns {Promise<Counts>} */
export const types = () => single('types', [bin('typescript', 'bin', 'tsc'), '-p', root]);
/** The console's own: DOM and JSX. @returns {Promise<Counts>} */
export const consoleTypes = () => single('console types', [bin('typescript', 'bin', 'tsc'), '-p', join(root, 'console')]);
export const lint = () => single('lint', [bin('oxlint', 'bin', 'oxlint'), '--type-aware', root]);

/**
 * System tests; their servers begin with copies of one data folder. Half of those without a browser is waiting, which leaves
 * room for those with one; then come those that measure. @returns {Promise<Counts>}
 */
export async function systemTests() {
  const folder = mkdtempSync(join(tmpdir(), 'huawu-made-'));
  const status = await run([join(root, 'test', 'simulators', 'make-data.ts'), folder]);
  // Without it every server makes its own, which only takes longer.
  const env = status === 0 ? { TEST_HUAWU_DATA: folder } : {};
  const side = await Promise.all([tests('system', { env }), tests('system-browser', { env, later: true })]);
  const alone = await tests('system-alone', { env });
  const runs = await againByThemselves([...side, alone], env);
  rmSync(folder, { recursive: true, force: true });
  return sum(runs);
}

/**
 * Calls, audio and browsers are tested in real time, beside each other on two cores. The few files that failed there are run
 * once more with the machine to themselves; what they come to then counts, and that they failed before is told.
 * @param {Run[]} runs @returns {Promise<Counts[]>}
 */
async function againByThemselves(runs, env) {
  const failed = runs.flatMap(({ files }) => files).filter((file) => file.failed > 0);
  if (failed.length === 0 || failed.length > MOST_AGAIN) return runs;
  const names = failed.map(({ name }) => relative(root, name));
  const second = await tests('system*', { env, title: 'failed beside others, again by themselves', more: ['--no-file-parallelism', ...names] });
  for (const { name, failed: left } of second.files) if (left === 0) say(`failed beside others, passed by itself: ${relative(root, name)}`);
  return [...runs, second, ...failed.map(minus)];
}

const minus = ({ passed, failed, skipped }) => ({ passed: -passed, failed: -failed, skipped: -skipped });

/**
 * The tests of a project of vitest.config.ts. `later`: told when it is done, because another one tells at the same time.
 * `more`: for vitest.
 * @returns {Promise<Run>}
 */
export async function tests(project, { env = {}, later = false, title = `${project} tests`, more = [] } = {}) {
  if (!later) process.stdout.write(heading(title));
  const folder = mkdtempSync(join(tmpdir(), 'huawu-test-'));
  const file = join(folder, 'results.json');
  const args = [bin('vitest', 'vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...more];
  const status = await run(args, { env, ...(later ? { title } : {}) });
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
  const status = await run(args, { title: name, good: `${name}: no mistakes\n` });
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

function countsOf(file) {
  try {
    const files = JSON.parse(readFileSync(file, 'utf8')).testResults.map(countsOfFile);
    return { ...sum([NONE, ...files]), files };
  } catch {
    return { ...NONE, failed: 1, files: [] };
  }
}

const NONE = { passed: 0, failed: 0, skipped: 0 };

function countsOfFile({ name, status, assertionResults }) {
  const passed = assertionResults.filter((each) => each.status === 'passed').length;
  const failed = assertionResults.filter((each) => each.status === 'failed').length;
  // A file that could not even be loaded, or whose end failed, may have no failed test but has failed.
  return { name, passed, failed: status === 'failed' && failed === 0 ? 1 : failed, skipped: assertionResults.length - passed - failed };
}

const heading = (name) => `\n── ${name} ──\n`;

/** Resolves with the exit status. With a title all it writes is kept and told under it at the end, with `good` if it was. */
export function run(args, { program = node24, env = {}, title, good = '' } = {}) {
  return new Promise((resolve) => {
    const output = title === undefined ? 'inherit' : 'pipe';
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', output, output], timeout: STEP_TIMEOUT_MS, env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, ...env } });
    const kept = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => kept.push(chunk));
    let over = false;
    const end = (status, told) => {
      if (over) return;
      over = true;
      if (title === undefined) process.stderr.write(told);
      else process.stdout.write(`${heading(title)}${Buffer.concat(kept)}${told}${status === 0 ? good : ''}`);
      resolve(status);
    };
    child.on('error', (error) => end(127, `${error.message}\n`));
    child.on('exit', (code, signal) => {
      const ended = () => end(code ?? 1, signal ? `ended by ${signal}\n` : '');
      child.once('close', ended);
      // What a process left behind may hold its output open for ever.
      setTimeout(ended, LAST_WORDS_MS).unref();
    });
  });
}
