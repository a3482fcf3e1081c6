import type { ServerProcess } from '#test/simulators/server-process';
import { residentMiB } from './cpu-of.ts';
import { lineThrough } from './line-through.ts';
import { runPhase } from './load.ts';

const BATCHES = 10;
const TALK_MS = 100;
/** The garbage collector's cycle takes seconds. */
const LOOK_MS = 200;
/**
 * Memory is flat when a line through the highest RSS of each batch of the second half rises by no more than this, in
 * percent. The first half fills what is kept for the 32 s of a SIP transaction. The highest, and a line, because single looks
 * fall anywhere in the cycle of the garbage collector: they differ by 30 MiB and more.
 */
const FLAT_PERCENT = 3;

/** RSS of the server process during and after each of ten batches of short calls; growth is told over the second half. */
export async function watchMemory(server: ServerProcess, calls: number, concurrent: number): Promise<Record<string, unknown>> {
  const each = Math.ceil(calls / BATCHES);
  const [rssMiB, rssPeakMiB]: [number[], number[]] = [[], []];
  let failed = 0;
  console.log('calls   RSS MiB  highest  failed');
  for (let batch = 1; batch <= BATCHES; batch++) {
    const highest = watchHighest(server.process.pid ?? 0);
    const phase = await runPhase(server, 'memory', { calls: each, concurrent, talkMs: TALK_MS, speech: false });
    failed += phase.failed;
    rssMiB.push(Math.round(phase.rssMiB[1]));
    rssPeakMiB.push(Math.round(highest()));
    console.log([`${batch * each}`.padEnd(7), `${rssMiB.at(-1)}`.padEnd(8), `${rssPeakMiB.at(-1)}`.padEnd(8), failed].join(' '));
  }
  const rssGrowthPercent = growthOf(rssPeakMiB.slice(BATCHES / 2 - 1));
  const flat = rssGrowthPercent <= FLAT_PERCENT;
  console.log(`\nFrom ${(BATCHES / 2) * each} to ${BATCHES * each} calls the highest RSS grows by ${rssGrowthPercent} %: ${flat ? 'flat' : 'not flat'} (limit ${FLAT_PERCENT} %)`);
  return { memoryCalls: each * BATCHES, rssMiB, rssPeakMiB, rssGrowthPercent, flat, failed };
}

/** Looks again and again until it is asked for the highest it saw. */
function watchHighest(pid: number): () => number {
  let highest = residentMiB(pid);
  const timer = setInterval(() => (highest = Math.max(highest, residentMiB(pid))), LOOK_MS);
  return () => {
    clearInterval(timer);
    return highest;
  };
}

function growthOf(samples: readonly number[]): number {
  const { first, last } = lineThrough(samples);
  return Number((100 * (last / first - 1)).toFixed(1));
}
