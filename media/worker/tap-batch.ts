import type { Report, TapRun } from './orders.ts';

/** Samples of one message to the main thread: 40 speakers' 100 ms. */
const BATCH = 32_768;

/**
 * Gathers the runs of all calls of one flush in one buffer, so that the main thread is woken once for all of them and
 * the buffer is handed over instead of copied.
 */
export class TapBatch {
  readonly #send: (report: Report, transfer: ArrayBuffer[]) => void;
  #pcm = new Int16Array(0);
  #used = 0;
  #runs: TapRun[] = [];

  constructor(send: (report: Report, transfer: ArrayBuffer[]) => void) {
    this.#send = send;
  }

  /** Room for one run; to be filled before the next `flush`. */
  room(run: Omit<TapRun, 'from' | 'length'>, length: number): Int16Array {
    if (this.#used + length > this.#pcm.length) {
      this.flush();
      this.#pcm = new Int16Array(Math.max(BATCH, length));
    }
    this.#runs.push({ ...run, from: this.#used, length });
    this.#used += length;
    return this.#pcm.subarray(this.#used - length, this.#used);
  }

  flush(): void {
    if (this.#runs.length === 0) return;
    const pcm = this.#pcm;
    this.#send({ type: 'frames', pcm, runs: this.#runs }, [pcm.buffer]);
    this.#pcm = new Int16Array(0);
    this.#used = 0;
    this.#runs = [];
  }
}
