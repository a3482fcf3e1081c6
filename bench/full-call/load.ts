import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ServerProcess } from '#test/simulators/server-process';
import { type ProcessUse, processTree, threadUse } from './cpu-of.ts';
import type { Done, Order } from './generator.ts';

export type Load = Omit<Order, 'server'>;

/** What one load cost the server. */
export interface Phase extends Done {
  readonly name: string;
  readonly calls: number;
  /** CPU-seconds by process: server, postgres, recognisers. */
  readonly cpu: ReadonlyMap<string, number>;
  /** CPU-seconds of the server process by thread. */
  readonly threads: ReadonlyMap<string, number>;
  readonly cpuSeconds: number;
  readonly rssMiB: readonly [number, number];
}

/** What the calls leave to be done: last rows, last files, good-byes. */
const AFTERMATH_MS = 1_500;

/** One load in a fresh generator process; CPU of the server's processes before and after. */
export async function runPhase(server: ServerProcess, name: string, load: Load): Promise<Phase> {
  const pid = server.process.pid ?? 0;
  const [before, threadsBefore] = [processTree(pid), threadUse(pid)];
  const done = await generate(server, load);
  await new Promise((resolve) => setTimeout(resolve, AFTERMATH_MS));
  const [after, threadsAfter] = [processTree(pid), threadUse(pid)];
  for (const reason of done.reasons) console.log(`  failed: ${reason}`);
  const cpu = difference(before, after, pid);
  const threads = new Map([...threadsAfter].map(([thread, seconds]) => [thread, seconds - (threadsBefore.get(thread) ?? 0)]));
  const rss = (uses: readonly ProcessUse[]) => uses.find((use) => use.pid === pid)?.rssMiB ?? 0;
  const cpuSeconds = [...cpu.values()].reduce((a, b) => a + b, 0);
  return { ...done, name, calls: load.calls, cpu, threads, cpuSeconds, rssMiB: [rss(before), rss(after)] };
}

function generate(server: ServerProcess, load: Load): Promise<Done> {
  const child = fork(join(import.meta.dirname, 'generator.ts'), { execArgv: [] });
  const { sip, url, accounts } = server;
  return new Promise((resolve, reject) => {
    child.once('message', (done: Done) => {
      child.disconnect();
      resolve(done);
    });
    child.once('exit', (code) => reject(new Error(`the generator ended with status ${code}`)));
    child.send({ ...load, server: { sip, url, token: '', accounts } });
  });
}

/** CPU seconds used between two looks, by what the process does. */
function difference(before: readonly ProcessUse[], after: readonly ProcessUse[], root: number): Map<string, number> {
  const old = new Map(before.map(({ pid, cpuSeconds }) => [pid, cpuSeconds]));
  const sums = new Map<string, number>();
  for (const { pid, name, cpuSeconds } of after) {
    const role = pid === root ? 'server' : name.startsWith('postgres') ? 'postgres' : 'recognisers';
    sums.set(role, (sums.get(role) ?? 0) + cpuSeconds - (old.get(pid) ?? 0));
  }
  return sums;
}
