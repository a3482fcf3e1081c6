import type { Report } from './orders.ts';
import { addRun, type TapRun } from './tap-runs.ts';

/** Most samples of one message to the main thread: 160 speakers' 100 ms. */
const MOST = 131_072;
/** Speakers come one by one, so a little more room than the last batch needed is enough: two speakers' 100 ms. */
const MARGIN = 1_600;

/**
 * Gathers the runs of all calls of one flush in one buffer, so that the main thread is woken once for all of them and
 * the buffer is handed over instead of copied.
 */
export class TapBatch {
  readonly #send: (report: Report, transfer: ArrayBuffer[]) => void;
  #pcm = new Int16Array(0);
  #used = 0;
  /** Samples of the last batch. */
  #last = 0;
  #runs: number[] = [];

  constructor(send: (report: Report, transfer: ArrayBuffer[]) => void) {
    this.#send = send;
  }

  /** Room for one run; to be filled before the next `flush`. */
  room(run: Omit<TapRun, 'from' | 'length'>, length: number): Int16Array {
    if (this.#used + length > this.#pcm.length) {
      this.flush();
      this.#pcm = new Int16Array(Math.max(Math.min(MOST, this.#last + MARGIN), length));
    }
    addRun(this.#runs, { ...run, from: this.#used, length });
    this.#used += length;
    return this.#pcm.subarray(this.#used - length, this.#used);
  }

  flush(): void {
    if (this.#runs.length === 0) return;
    const pcm = this.#pcm;
    this.#send({ type: 'frames', pcm, runs: Float64Array.from(this.#runs) }, [pcm.buffer]);
    this.#pcm = new Int16Array(0);
    this.#last = this.#used;
    this.#used = 0;
    this.#runs = [];
  }
}
