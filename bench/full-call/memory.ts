import type { ServerProcess } from '#test/simulators/server-process';
import { runPhase } from './load.ts';

const BATCHES = 10;
const TALK_MS = 100;

/** RSS of the server process after each of ten batches of short calls; growth is told over the second half. */
export async function watchMemory(server: ServerProcess, calls: number, concurrent: number): Promise<Record<string, unknown>> {
  const each = Math.ceil(calls / BATCHES);
  const rssMiB: number[] = [];
  let failed = 0;
  console.log('calls   RSS MiB  failed');
  for (let batch = 1; batch <= BATCHES; batch++) {
    const phase = await runPhase(server, 'memory', { calls: each, concurrent, talkMs: TALK_MS, speech: false });
    failed += phase.failed;
    rssMiB.push(Math.round(phase.rssMiB[1]));
    console.log([`${batch * each}`.padEnd(7), `${rssMiB.at(-1)}`.padEnd(8), failed].join(' '));
  }
  const [middle = 0, end = 0] = [rssMiB[BATCHES / 2 - 1], rssMiB.at(-1)];
  return { memoryCalls: each * BATCHES, rssMiB, rssGrowthPercent: Number((100 * (end / middle - 1)).toFixed(1)), failed };
}
