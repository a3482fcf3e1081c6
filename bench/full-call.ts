import { parseArgs } from 'node:util';
import { startServerProcess } from '#test/simulators/server-process';
import { writeCompany } from './full-call/company.ts';
import { type Phase, runPhase } from './full-call/load.ts';
import { watchMemory } from './full-call/memory.ts';

export const about = 'calls through IVR, queue, agent, recording; CPU by process  [--calls N --concurrent N --talk-seconds S --asr --untapped --memory]';

/** The goals of today: 5 ms of CPU for a complete queue call, 0.10 CPU-s for a recorded, tapped call-minute. */
const GOAL = { cpuMsPerCall: 5, cpuSecondsPerCallMinute: 0.1 };
/** The talk of the calls that measure the fixed cost, s. */
const SHORT_TALK_S = 0.2;
/** Calls before anything is measured, then conversations: until then the compiler is busier than the calls. */
const WARM_UP_CALLS = 600;
const WARM_UP_TALK_S = 20;
const MEMORY_CALLS = 5_000;

/**
 * Short calls and long calls in one run: their difference tells the cost of a call from the cost of a minute. Calls
 * are recorded and tapped: without `--asr` there is no speech model, so the taps feed the voice activity detection
 * only; `--untapped` leaves that out, too. `--memory` places 5,000 calls (or `--calls`) and tells how memory grows.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string' },
      concurrent: { type: 'string', default: '100' },
      'talk-seconds': { type: 'string', default: '60' },
      asr: { type: 'boolean', default: false },
      untapped: { type: 'boolean', default: false },
      memory: { type: 'boolean', default: false },
    },
  });
  const [concurrent, talk] = [Number(values.concurrent), Number(values['talk-seconds'])];
  const calls = Number(values.calls ?? (values.memory ? MEMORY_CALLS : 1_500));
  const speech = values.asr;
  const tap = speech ? 'words' : values.untapped ? 'none' : 'voice';
  const server = await startServerProcess({ config: writeCompany(concurrent, { tap }) });
  try {
    if (values.memory) return await watchMemory(server, calls, concurrent);
    await runPhase(server, 'warm-up', { calls: WARM_UP_CALLS, concurrent, talkMs: SHORT_TALK_S * 1000, speech });
    await runPhase(server, 'warm-up', { calls: concurrent, concurrent, talkMs: WARM_UP_TALK_S * 1000, speech });
    const short = await runPhase(server, 'short', { calls, concurrent, talkMs: SHORT_TALK_S * 1000, speech });
    const long = await runPhase(server, 'long', { calls: concurrent, concurrent, talkMs: talk * 1000, speech });
    print([short, long]);
    return { ...figures(short, long, concurrent), asr: speech, tap };
  } finally {
    await server.stop();
  }
}

function figures(short: Phase, long: Phase, concurrent: number): Record<string, unknown> {
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
    rssGrowthMiB: round(short.rssMiB[1] - short.rssMiB[0]),
    cpuMsPerShortCall: round((1000 * short.cpuSeconds) / short.calls),
  };
}

const round = (value: number) => Number(value.toFixed(3));

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
  for (const { name, calls, threads } of phases) {
    const busy = [...threads].filter(([, seconds]) => seconds > 0.005).sort(([, a], [, b]) => b - a);
    console.log(`${name}, ms per call by thread of the server: ${busy.map(([thread, s]) => `${thread} ${((1000 * s) / calls).toFixed(2)}`).join(', ')}`);
  }
}
