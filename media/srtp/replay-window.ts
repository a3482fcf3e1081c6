/** How many packets back are known; RFC 3711 §3.3.2 asks for at least 64. A power of two. */
const WINDOW = 128;

/** Which packet indexes were seen (RFC 3711 §3.3.2). */
export class ReplayWindow {
  highest = -1;
  readonly #seen = new Float64Array(WINDOW).fill(-1);

  /** True for an index that is neither known nor too old to be known. */
  isNew(index: number): boolean {
    return index > this.highest - WINDOW && this.#seen[index % WINDOW] !== index;
  }

  /** Takes note of an index; only of authenticated packets. */
  add(index: number): void {
    this.#seen[index % WINDOW] = index;
    if (index > this.highest) this.highest = index;
  }
}

const HALF = 0x8000;

/**
 * The 48-bit index of a packet from its 16-bit sequence number (RFC 3711 §3.3.1, appendix A): the one nearest to the
 * highest so far; negative = before the beginning. `highest` −1 = none yet, the rollover counter begins at 0.
 */
export function packetIndex(sequence: number, highest: number): number {
  if (highest < 0) return sequence;
  const last = highest % 65_536;
  const base = highest - last;
  if (last < HALF) return sequence - last > HALF ? base - 65_536 + sequence : base + sequence;
  return last - HALF > sequence ? base + 65_536 + sequence : base + sequence;
}
