import type { Log } from '#core';

/** Runs `fn`; what it throws is logged instead of reaching srf's socket handler, where it would end the process. */
export function guarded(log: Log, fn: () => void): void {
  try {
    fn();
  } catch (error) {
    log.error('a SIP handler failed; the message it was about is lost', { error });
  }
}
