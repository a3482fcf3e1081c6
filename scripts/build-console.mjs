// Builds the browser's console when its sources changed. Plain JavaScript for Node 20; vite itself runs on Node 24.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { node24, root, say } from './install.mjs';

const console_ = join(root, 'console');
const dist = join(console_, 'dist');
const record = join(dist, '.sources');
/** Pages that are open load chunks of their own build; after this time nobody has one open. */
const KEEP_OLD_CHUNKS_MS = 7 * 24 * 3_600_000;
const LINES_SHOWN_ON_FAILURE = 15;

/** Resolves to true when console/dist is what the sources say; a build that failed is told, the server then goes on without. */
export async function ensureConsole() {
  if (!existsSync(join(console_, 'index.html'))) return false;
  const wanted = sourcesHash();
  if (existsSync(record) && existsSync(join(dist, 'index.html')) && readFileSync(record, 'utf8') === wanted) return true;
  say('Building the console (sources changed); this takes some seconds …');
  const started = Date.now();
  const { status, output } = await build();
  if (status !== 0) {
    process.stderr.write(`${output.trim().split('\n').slice(-LINES_SHOWN_ON_FAILURE).join('\n')}\n`);
    const left = existsSync(join(dist, 'index.html')) ? 'with the console built before' : 'without the console';
    say(`The console could not be built (status ${status}, lines above). The server starts ${left}; mend it and start again.`);
    return false;
  }
  try {
    mkdirSync(dist, { recursive: true });
    removeOldChunks(started);
    writeFileSync(record, wanted);
  } catch (error) {
    say(`The console is built but cannot be recorded (${error.message}); it will be built again at the next start.`);
  }
  say(`The console is built (${((Date.now() - started) / 1000).toFixed(1)} s).`);
  return true;
}

/** Over names and contents of all sources, the types shared with the server, and the versions of all packages. */
function sourcesHash() {
  const hash = createHash('sha256');
  const files = [...filesOf(console_), ...filesOf(join(root, 'api', 'contract')), join(root, 'package-lock.json')];
  for (const file of files) hash.update(`${relative(root, file)}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !(folder === console_ && entry.name === 'dist') && !/\.test\.ts$|^README/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : []));
}

function removeOldChunks(built) {
  for (const file of existsSync(join(dist, 'assets')) ? filesOf(join(dist, 'assets')) : []) {
    if (statSync(file).mtimeMs < built - KEEP_OLD_CHUNKS_MS) rmSync(file);
  }
}

function build() {
  const args = [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', join(console_, 'vite.config.ts'), '--logLevel', 'warn'];
  return new Promise((resolve) => {
    const child = spawn(node24, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ status: 127, output: error.message }));
    child.on('close', (code, signal) => resolve({ status: code ?? signal, output }));
  });
}
