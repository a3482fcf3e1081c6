import type { LoggedCommand, RoutingLog } from './port.ts';

/** Entries kept unless told otherwise: about a thousand calls, 4 MB. Who wants history has the timeline. */
const KEEP = 5_000;

/**
 * A log in memory, for one process. Keeps the latest `keep` entries (and at most a quarter more) so that it does not grow
 * for ever; entries dropped keep their numbers, `read` starts at the first one left.
 */
export function memoryRoutingLog(keep: number = KEEP): RoutingLog {
  const entries: LoggedCommand[] = [];
  let dropped = 0;
  return {
    append(entry) {
      entries.push(entry);
      if (entries.length <= keep * 1.25) return;
      const surplus = entries.length - keep;
      entries.splice(0, surplus);
      dropped += surplus;
    },
    read: (from = 0) => entries.slice(Math.max(0, from - dropped)),
  };
}
