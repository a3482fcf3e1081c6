import { setFlagsFromString } from 'node:v8';
import { serverFlags } from './server-flags.ts';

/** How much garbage may gather before V8 collects all of it, as a share of what is alive, in percent. V8's own choice is several times that. */
const GROWTH_PERCENT = 50;

/** Room for young objects of a media worker or scribe, as of semi-spaces: nearly nothing of theirs outlives a packet. */
const THREADS_MIB = 4;

/**
 * Bounds the memory of the process. Much of what a call makes lives for the 32 s of a SIP transaction, long enough to count
 * as old, and dies scattered: left to itself V8 moves together only what is more than half empty. "Optimize for size"
 * makes that a fifth. It would also make room for young objects tiny, which costs a quarter of the CPU, unless the process was
 * started with room of a fixed size. Figures: docs/decisions/0081.
 */
export function boundHeapGrowth(startedWith: readonly string[] = process.execArgv): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  if (!serverFlags.every((flag) => startedWith.includes(flag))) return;
  setFlagsFromString('--optimize-for-size');
  // The options hold for threads, too, that begin from here on.
  for (const flag of serverFlags) setFlagsFromString(flag.replace(/=.*/, `=${THREADS_MIB}`));
}
