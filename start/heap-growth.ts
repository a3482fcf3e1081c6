import { setFlagsFromString } from 'node:v8';

/**
 * How much garbage may gather before V8 collects all of it, as a share of what is alive, in percent. Left to itself V8
 * lets the heap of this server grow to three times what it needs: much lives for the 32 s of a SIP transaction, long
 * enough to count as old.
 */
const GROWTH_PERCENT = 50;

/** Bounds the memory of the process; costs a few hundredths of its CPU. Why: docs/decisions/0014. */
export function boundHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
