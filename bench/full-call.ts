import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { writeCompany } from './full-call/company.ts';
import { type ProcessUse, processTree } from './full-call/cpu-of.ts';
import type { Done, Order } from './full-call/generator.ts';

export const about = 'calls through IVR, queue, agent, recording; CPU by process  [--calls N --concurrent N --talk-seconds S --asr]';

/** The goals of today: 5 ms of CPU for a complete queue call, 0.10 CPU-s for a recorded, tapped call-minute. */
const GOAL = { cpuMsPerCall: 5, cpuSecondsPerCallMinute: 0.1 };
/** The talk of the calls that measure the fixed cost, s. */
const SHORT_TALK_S = 0.2;

interface Phase extends Done {
  readonly name: string;
  readonly calls: number;
  readonly cpu: ReadonlyMap<string, number>;
  readonly cpuSeconds: number;
  readonly rssMiB: readonly [number, number];
}

/** Short calls and long calls in one run: their difference tells the cost of a call from the cost of a minute. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string', default: '300' },
      concurrent: { type: 'string', default: '20' },
      'talk-seconds': { type: 'string', default: '30' },
      asr: { type: 'boolean', default: false },
    },
  });
  const [calls, concurrent, talk] = [Number(values.calls), Number(values.concurrent), Number(values['talk-seconds'])];
  const server = await startServerProcess({ config: writeCompany(concurrent, { transcription: values.asr }) });
  try {
    await phase(server, 'warm-up', { calls: concurrent * 2, concurrent, talkMs: SHORT_TALK_S * 1000, speech: values.asr });
    const short = await phase(server, 'short', { calls, concurrent, talkMs: SHORT_TALK_S * 1000, speech: values.asr });
    const long = await phase(server, 'long', { calls: concurrent, concurrent, talkMs: talk * 1000, speech: values.asr });
    print([short, long]);
    return figures(short, long, concurrent, values.asr);
  } finally {
    await server.stop();
  }
}

function figures(short: Phase, long: Phase, concurrent: number, asr: boolean): Record<string, unknown> {
  const perMinute =
    (long.cpuSeconds / long.calls - short.cpuSeconds / short.calls) /
    (long.callMinutes / long.calls - short.callMinutes / short.calls);
  const perCallMs = 1000 * (short.cpuSeconds / short.calls - perMinute * (short.callMinutes / short.calls));
  console.log(`\nCPU per call ${perCallMs.toFixed(2)} ms (${(perCallMs / GOAL.cpuMsPerCall).toFixed(2)} of the goal), ` +
    `per call-minute ${perMinute.toFixed(3)} s (${(perMinute / GOAL.cpuSecondsPerCallMinute).toFixed(2)} of the goal)`);
  return {
    callsPerSecond: round(short.calls / short.seconds),
    concurrent,
    cpuMsPerCall: round(perCallMs),
    cpuSecondsPerCallMinute: round(perMinute),
    failed: short.failed + long.failed,
    asr,
    rssGrowthMiB: round(short.rssMiB[1] - short.rssMiB[0]),
    cpuMsPerShortCall: round((1000 * short.cpuSeconds) / short.calls),
  };
}

const round = (value: number) => Number(value.toFixed(3));

/** One load in a fresh generator process; CPU of the server's processes before and after. */
async function phase(server: ServerProcess, name: string, load: Omit<Order, 'server'>): Promise<Phase> {
  const pid = server.process.pid ?? 0;
  const before = processTree(pid);
  const done = await generate({ server: { ...server, process: undefined } as never, ...load });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const after = processTree(pid);
  for (const reason of done.reasons) console.log(`  failed: ${reason}`);
  const cpu = difference(before, after, pid);
  const rss = (uses: readonly ProcessUse[]) => uses.find((use) => use.pid === pid)?.rssMiB ?? 0;
  const cpuSeconds = [...cpu.values()].reduce((a, b) => a + b, 0);
  return { ...done, name, calls: load.calls, cpu, cpuSeconds, rssMiB: [rss(before), rss(after)] };
}

function generate(order: Order): Promise<Done> {
  const child = fork(join(import.meta.dirname, 'full-call', 'generator.ts'), { execArgv: [] });
  return new Promise((resolve, reject) => {
    child.once('message', (done: Done) => {
      child.disconnect();
      resolve(done);
    });
    child.once('exit', (code) => reject(new Error(`the generator ended with status ${code}`)));
    child.send({ ...order, server: { sip: order.server.sip, url: order.server.url, token: '', accounts: order.server.accounts } });
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

function print(phases: readonly Phase[]): void {
  console.log('phase    calls  failed  calls/s  call-min  CPU-s server  postgres  recognisers  RSS MiB before → after');
  for (const one of phases) {
    const cell = (role: string) => (one.cpu.get(role) ?? 0).toFixed(2);
    console.log([
      one.name.padEnd(8), `${one.calls}`.padEnd(6), `${one.failed}`.padEnd(7),
      (one.calls / one.seconds).toFixed(1).padEnd(8), one.callMinutes.toFixed(2).padEnd(9), cell('server').padEnd(13),
      cell('postgres').padEnd(9), cell('recognisers').padEnd(12), one.rssMiB.map((mib) => mib.toFixed(0)).join(' → '),
    ].join(' '));
  }
}
