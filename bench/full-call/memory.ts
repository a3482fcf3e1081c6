import type { ServerProcess } from '#test/simulators/server-process';
import { residentMiB } from './cpu-of.ts';
import { lineThrough } from './line-through.ts';
import { runPhase } from './load.ts';

const BATCHES = 10;
const TALK_MS = 100;
/** SIP transactions are remembered for 32 s (RFC 3261 §17): until the first are forgotten, memory has to grow with the calls. */
const FILL_MS = 40_000;
/** The garbage collector's cycle takes seconds. */
const LOOK_MS = 200;
/**
 * Memory is flat when a line through the mean RSS of each batch of the second half rises by no more than this, in
 * percent. Means, and a line, because single looks fall anywhere in the cycle of the garbage collector: they differ by
 * 30 MiB and more.
 */
const FLAT_PERCENT = 3;

/**
 * RSS of the server process during and after each of ten batches of short calls; growth is told over the second half.
 * Before them, batches that do not count, for as long as memory fills by rule.
 */
export async function watchMemory(server: ServerProcess, calls: number, concurrent: number): Promise<Record<string, unknown>> {
  const each = Math.ceil(calls / BATCHES);
  const seen: Rss[] = [];
  let failed = 0;
  const batch = async (name: string): Promise<Rss> => {
    const watched = watchRss(server.process.pid ?? 0);
    const phase = await runPhase(server, 'memory', { calls: each, concurrent, talkMs: TALK_MS, speech: false });
    const rss = watched();
    failed += phase.failed;
    console.log([name.padEnd(16), `${rss.end}`.padEnd(11), `${rss.mean}`.padEnd(5), `${rss.highest}`.padEnd(8), failed].join(' '));
    return rss;
  };
  console.log('calls   RSS MiB: at the end  mean  highest  failed');
  const start = performance.now();
  while (performance.now() - start < FILL_MS) await batch('(fill)');
  for (let count = 1; count <= BATCHES; count++) seen.push(await batch(`${count * each}`));
  const rssGrowthPercent = growthOf(seen.slice(BATCHES / 2 - 1).map(({ mean }) => mean));
  const flat = rssGrowthPercent <= FLAT_PERCENT;
  console.log(`\nFrom ${(BATCHES / 2) * each} to ${BATCHES * each} calls mean RSS grows by ${rssGrowthPercent} %: ${flat ? 'flat' : 'not flat'} (limit ${FLAT_PERCENT} %)`);
  const [rssMiB, rssMeanMiB, rssHighestMiB] = [seen.map(({ end }) => end), seen.map(({ mean }) => mean), seen.map(({ highest }) => highest)];
  return { memoryCalls: each * BATCHES, rssMiB, rssMeanMiB, rssHighestMiB, rssGrowthPercent, flat, failed };
}

/** Of one batch, in MiB. */
interface Rss {
  readonly end: number;
  readonly mean: number;
  readonly highest: number;
}

/** Looks again and again until it is asked what it saw. */
function watchRss(pid: number): () => Rss {
  const looks: number[] = [];
  const timer = setInterval(() => looks.push(residentMiB(pid)), LOOK_MS);
  return () => {
    clearInterval(timer);
    looks.push(residentMiB(pid));
    const mean = looks.reduce((sum, mib) => sum + mib, 0) / looks.length;
    return { end: Math.round(looks.at(-1) ?? 0), mean: Math.round(mean), highest: Math.round(Math.max(...looks)) };
  };
}

function growthOf(samples: readonly number[]): number {
  const { first, last } = lineThrough(samples);
  return Number((100 * (last / first - 1)).toFixed(1));
}
