/** Four times a second is as fast as eyes follow; the first piece after a pause goes at once. */
const BATCH_MS = 250;

export interface Batch<T> {
  add(item: T): void;
}

/** Gathers items and delivers them together, at most every 250 ms. */
export function createBatch<T>(deliver: (items: readonly T[]) => void): Batch<T> {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    timer = setTimeout(flush, BATCH_MS);
    deliver(items);
  };
  return {
    add(item) {
      waiting.push(item);
      if (timer === undefined) flush();
    },
  };
}
