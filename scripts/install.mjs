// Makes sure that node_modules is what package-lock.json says. Plain JavaScript for Node 20, nothing installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Node 24, from the npm package `node`: runs our TypeScript as it is. */
export const node24 = join(root, 'node_modules', 'node', 'bin', 'node');

const OLDEST_NODE = 20;
/** npm's own presets wait minutes before they tell that a registry cannot be reached; also for the npm that `node` starts. */
const PATIENCE = { npm_config_fetch_retries: '2', npm_config_fetch_retry_mintimeout: '500', npm_config_fetch_retry_factor: '2', npm_config_fetch_retry_maxtimeout: '8000' };
const PROGRESS_EVERY_MS = 5_000;
const LINES_SHOWN_ON_FAILURE = 15;

/** What npm says → what the reader can do about it. */
const REASONS = [
  [/ENOSPC/, 'The disk is full: about 700 MB are needed here and in the npm cache.'],
  [/EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i, 'The package registry cannot be reached: check the network, and `npm config get registry` and proxy.'],
  [/EACCES|EPERM|EROFS/, 'No right to write here: look at the owner of this folder and of the npm cache (`npm config get cache`).'],
  [/EUSAGE|in sync/, 'package.json and package-lock.json do not fit together: run `npm install` and commit the lock file.'],
  [/E404|ETARGET/, 'A package is not in the registry that npm uses: check `npm config get registry`.'],
  [/EINTEGRITY/, 'A download was damaged: run `npm cache verify` and try again.'],
];

/** @param {{ dev: boolean }} wanted Resolves when everything is installed; ends the process with a clear message when not. */
export async function ensureInstalled({ dev }) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) stop(`Node ${process.versions.node} is too old: Huawu needs Node ${OLDEST_NODE} or newer to install itself.`);
  const stale = staleReason(dev);
  if (stale === undefined) return;
  say(`Installing dependencies (${stale}); this takes a minute or two …`);
  const { status, output } = await npmInstall(dev);
  if (status !== 0) {
    const reason = REASONS.find(([pattern]) => pattern.test(output))?.[1] ?? 'See the lines above.';
    process.stderr.write(`${output.trim().split('\n').slice(-LINES_SHOWN_ON_FAILURE).join('\n')}\n`);
    stop(`npm could not install the dependencies (status ${status}). ${reason}`);
  }
  const left = staleReason(dev);
  if (left !== undefined) stop(`npm finished but something is missing (${left}). Was it run with --ignore-scripts? Try: rm -rf node_modules && npm install --no-save`);
  say('Dependencies are installed.');
}

/** Why the installed packages will not do, or undefined when they will. npm writes its own record last, after all scripts. */
function staleReason(dev) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return 'first start';
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(record);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.optional || entry.devOptional || (entry.dev && !dev)) continue;
    const found = present[path];
    if (!found && entry.dev) return 'the packages of checks and tests are missing';
    if (!found) return `${path.replace(/^.*node_modules\//, '')} is missing`;
    if (found.version !== entry.version) return `${path.replace(/^.*node_modules\//, '')} ${entry.version} is wanted, ${found.version} is here`;
  }
  return existsSync(node24) ? undefined : 'Node 24 is missing';
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * `npm install --no-save` takes exactly what the lock file names and leaves it untouched. Not `npm ci`: that refuses to work
 * when the lock file lacks an optional package of another platform, which some registries do not carry.
 */
function npmInstall(dev) {
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--progress=false', ...(dev ? ['--include=dev'] : ['--omit=dev'])];
  const own = process.env.npm_execpath;
  const [command, before] = own && /npm-cli\.c?js$/.test(own) ? [process.execPath, [own]] : ['npm', []];
  return new Promise((resolve) => {
    const started = Date.now();
    const ticker = setInterval(() => say(`… still installing, ${Math.round((Date.now() - started) / 1000)} s`), PROGRESS_EVERY_MS);
    const child = spawn(command, [...before, ...args], { cwd: root, env: { ...PATIENCE, ...process.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const done = (status) => {
      clearInterval(ticker);
      resolve({ status, output });
    };
    child.on('error', (error) => {
      keep(`npm cannot be started: ${error.message}\n`);
      done(127);
    });
    child.on('close', (code, signal) => done(code ?? signal));
  });
}

/** Progress goes to stderr: the last line of stdout belongs to the program. */
export function say(text) {
  process.stderr.write(`huawu: ${text}\n`);
}

export function stop(text) {
  say(text);
  process.exit(1);
}
