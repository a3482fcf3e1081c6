// node scripts/run.mjs <entry.ts> [args]: installs what is needed, then runs the entry on Node 24.
// Plain JavaScript for Node 20, nothing installed.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { ensureConsole } from './build-console.mjs';
import { ensureInstalled, node24, root, stop } from './install.mjs';

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) stop('usage: node scripts/run.mjs ENTRY.ts [ARGUMENTS]');

await ensureInstalled({ dev: entry.startsWith('scripts/') });
// ./huawu start runs the server in its own process.
const isServer = entry === 'server.ts' || (entry === 'cli/main.ts' && args[0] === 'start');
if (isServer) await ensureConsole();
const flags = isServer ? JSON.parse(readFileSync(join(root, 'start', 'memory', 'server-flags.json'), 'utf8')) : [];

const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` };
const child = spawn(node24, [...flags, resolve(root, entry), ...args], { cwd: root, stdio: 'inherit', env });

// The program shares our process group, so a terminal's Ctrl-C reaches it without us; passing it on would double it.
// Without a terminal a signal is meant for us alone (npm passes its own on) and goes on once.
const fromTerminal = process.stdin.isTTY ? ['SIGINT', 'SIGHUP', 'SIGQUIT'] : [];
/** npm and the shell may both pass on one press. */
const SAME_PRESS_MS = 300;
const passedAt = new Map();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']) {
  process.on(signal, () => {
    const now = Date.now();
    const repeated = now - (passedAt.get(signal) ?? -Infinity) < SAME_PRESS_MS;
    passedAt.set(signal, now);
    if (!repeated && !fromTerminal.includes(signal)) child.kill(signal);
  });
}
child.on('error', (error) => stop(`Node 24 cannot be started (${error.message}). Try: rm -rf node_modules && npm install --no-save`));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
