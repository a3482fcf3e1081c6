import { type Clock, type Millis, sleep } from '#core';

/** Anything that takes longer than this is announced, in ms. */
const SILENT_FOR: Millis = 2_000;

/** Says `… what` when the work takes over 2 s, so that nobody watches a silent terminal. */
export async function withProgress<T>(clock: Clock, say: (line: string) => void, what: string, work: Promise<T>): Promise<T> {
  let over = false;
  void sleep(clock, SILENT_FOR).then(() => {
    if (!over) say(`… ${what}`);
  });
  try {
    return await work;
  } finally {
    over = true;
  }
}
