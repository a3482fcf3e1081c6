import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from './source-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'huawu-run-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Runs a program through scripts/run.mjs; resolves when it ended. `told` sees its output as it comes. */
function run(program: string, args: readonly string[], told: (text: string, child: ChildProcess) => void = () => {}) {
  const entry = join(folder, `entry-${started.length}.ts`);
  writeFileSync(entry, program);
  const child = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), entry, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    told(chunk.toString(), child);
  });
  return new Promise<{ code: number | null; output: string }>((resolve) => child.on('close', (code) => resolve({ code, output })));
}

describe('the start script', () => {
  it('runs TypeScript on Node 24 with the arguments given, and ends with its status', async () => {
    const { code, output } = await run('const n: number = 7; console.log(process.versions.node.split(".")[0], process.argv.slice(2).join(" ")); process.exitCode = n;', ['--config', 'a b']);
    expect([code, output]).toEqual([7, '24 --config a b\n']);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on once, and waits for the program to finish', async (signal) => {
    const program = `let count = 0; process.on('${signal}', () => { count++; setTimeout(() => { console.log('seen ' + count); process.exit(3); }, 200); }); setInterval(() => {}, 1000); console.log('ready');`;
    const { code, output } = await run(program, [], (text, child) => {
      if (!text.includes('ready')) return;
      child.kill(signal);
      // npm and the shell may pass the same press on as well.
      child.kill(signal);
    });
    expect([code, output]).toEqual([3, 'ready\nseen 1\n']);
  });

  it('ends as the program did when that was killed', async () => {
    expect((await run("process.kill(process.pid, 'SIGKILL');", [])).code).toBe(137);
  });
});
