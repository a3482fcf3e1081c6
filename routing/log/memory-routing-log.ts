import type { LoggedCommand, RoutingLog } from '../port.ts';
import type { RoutingCommand } from '../model.ts';

/** Entries kept unless told otherwise: about a thousand calls, 4 MB. Who wants history has the timeline. */
const KEEP = 5_000;

export interface MemoryRoutingLog extends RoutingLog {
  read(from?: number): readonly LoggedCommand[];
}

/**
 * A log in memory, for one process: a command is decided before `submit` returns, except one submitted by a listener,
 * which waits until the events of the present one are told. Keeps the latest `keep` entries (and at most a quarter more)
 * so that it does not grow for ever; entries dropped keep their numbers, `read` starts at the first one left.
 */
export function memoryRoutingLog(keep: number = KEEP): MemoryRoutingLog {
  const entries: LoggedCommand[] = [];
  let dropped = 0;

  function append(entry: LoggedCommand): void {
    entries.push(entry);
    if (entries.length <= keep * 1.25) return;
    const surplus = entries.length - keep;
    entries.splice(0, surplus);
    dropped += surplus;
  }

  return {
    read: (from = 0) => entries.slice(Math.max(0, from - dropped)),
    follow(follower, clock) {
      const inbox: RoutingCommand[] = [];
      let working = false;
      let closed = false;
      let last = Number.NEGATIVE_INFINITY;

      function decide(command: RoutingCommand): void {
        last = Math.max(last, clock.now());
        const entry = { at: last, command };
        append(entry);
        follower.tell(entry, follower.decide(entry));
      }

      function submit(command: RoutingCommand): void {
        if (closed) return;
        inbox.push(command);
        if (working) return;
        working = true;
        try {
          for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) decide(next);
        } finally {
          working = false;
        }
      }

      for (const entry of entries) {
        follower.decide(entry);
        last = entry.at;
      }
      follower.lead(true);
      return { submit, tick: () => submit({ type: 'tick' }), shift: () => 0, settled: async () => {}, close: () => void (closed = true) };
    },
  };
}
