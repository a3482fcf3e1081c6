import { type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Clock, Millis, Scope } from '#core';

/** Asking is sure on every disk, also on shared folders that tell nobody of changes; a dozen files cost nothing. */
const PERIOD: Millis = 1000;

/**
 * Tells when one of the files has changed and then stood still for a second: editors write in steps, and people save
 * several files together. Which files these are is asked each time.
 */
export function watchFiles(files: () => readonly string[], changed: () => void, { clock, scope }: { clock: Clock; scope: Scope }): void {
  let known: Marks | undefined;
  let before: Marks = new Map();
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    const now = await marksOf(files());
    if (!scope.ended) await judge(now);
    busy = false;
  };
  const judge = async (now: Marks) => {
    const still = !differ(before, now);
    before = now;
    if (known && differ(known, now)) {
      if (!still) return;
      changed();
      // Files that are watched from now on were read just now, in this tick: a change a moment later must be seen as one.
      const more = files().filter((file) => !now.has(file)).map((file) => [file, markNow(file)] as const);
      known = before = new Map([...now, ...more]);
    } else known = now;
  };
  void look();
  const timer = clock.every(PERIOD, () => void look());
  scope.onEnd(() => timer.cancel());
}

/** File → what tells one state of it from another. */
type Marks = ReadonlyMap<string, string>;

/** A file looked at for the first time has not changed. */
const differ = (before: Marks, now: Marks): boolean => [...now].some(([file, mark]) => before.has(file) && before.get(file) !== mark);

async function marksOf(files: readonly string[]): Promise<Marks> {
  const marks = files.map(async (file): Promise<[string, string]> => {
    try {
      return [file, markOf(await stat(file))];
    } catch {
      return [file, 'none'];
    }
  });
  return new Map(await Promise.all(marks));
}

const markOf = ({ mtimeMs, size, ino }: Stats) => `${mtimeMs} ${size} ${ino}`;

function markNow(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? markOf(found) : 'none';
}
