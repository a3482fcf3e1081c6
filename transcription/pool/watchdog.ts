/** How many seconds in a row a recogniser with work to do has said nothing. */
export interface Watch {
  readonly silentTicks: number;
  /** Answers heard since the last tick. */
  readonly heard: number;
}

export const freshWatch: Watch = { silentTicks: 0, heard: 0 };

/** A piece of 100 ms takes about 1 ms, a final 15 ms: 5 s are far beyond the slowest machine. Loading a large model may take a minute. */
export const HUNG_AFTER = { working: 5, loading: 120 } as const;

export function heard(watch: Watch): Watch {
  return { ...watch, heard: watch.heard + 1 };
}

/**
 * Once a second. Counts ticks, not time: when the server itself was stopped for a while, only one tick passes.
 * `hung` when a process with work has been silent too long.
 */
export function tick(watch: Watch, phase: 'idle' | 'working' | 'loading'): { watch: Watch; hung: boolean } {
  if (phase === 'idle' || watch.heard > 0) return { watch: freshWatch, hung: false };
  const silentTicks = watch.silentTicks + 1;
  return { watch: { silentTicks, heard: 0 }, hung: silentTicks >= HUNG_AFTER[phase] };
}
