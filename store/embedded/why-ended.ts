/** Why a postgres ended at once, and whether the same start may succeed a moment later. */
export interface Ending {
  readonly why: string;
  readonly mayPass: boolean;
}

/** Another took the port meanwhile, or the children of a killed postgres are not gone yet. */
const PASSES = /could not bind|in use|pre-existing shared memory|lock file/i;

/** From what it wrote in this attempt: its last line is only the good-bye, the reason stands before it as FATAL or PANIC. */
export function whyEnded(written: string, how: string): Ending {
  const lines = written.trim().split('\n');
  const reason = lines.findLast((line) => /\b(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? '';
  return { why: `it ended at once (${how}): ${reason}`, mayPass: PASSES.test(written) };
}
