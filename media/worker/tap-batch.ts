import type { Report } from './orders.ts';
import { addRun, isLent, lend, newTapMemory, samplesOf, type TapRun } from './tap-runs.ts';

/** Most samples of one message to the main thread: 160 speakers' 100 ms. */
const MOST = 131_072;
/** Memories kept to be used again; a main thread that stands still for long gets more, which nobody keeps. */
const MOST_KEPT = 8;

interface Memory {
  readonly shared: SharedArrayBuffer;
  readonly pcm: Int16Array;
}

/**
 * Gathers the runs of all calls of one flush in one memory, so that the main thread is woken once for all of them. The
 * memory is shared and used again when the main thread has read it: 3 MB/s of new memory for 100 calls would keep the
 * garbage collector of both threads busy (docs/decisions/0015).
 */
export class TapBatch {
  readonly #send: (report: Report) => void;
  readonly #kept: Memory[] = [];
  #memory: Memory | undefined;
  #used = 0;
  #runs: number[] = [];

  constructor(send: (report: Report) => void) {
    this.#send = send;
  }

  /** Room for one run, to be filled wholly before the next `flush`; what is in it is old. */
  room(run: Omit<TapRun, 'from' | 'length'>, length: number): Int16Array {
    if (this.#memory && this.#used + length > this.#memory.pcm.length) this.flush();
    const { pcm } = (this.#memory ??= this.#free(length));
    addRun(this.#runs, { ...run, from: this.#used, length });
    this.#used += length;
    return pcm.subarray(this.#used - length, this.#used);
  }

  flush(): void {
    const memory = this.#memory;
    if (!memory) return;
    lend(memory.shared);
    this.#send({ type: 'frames', memory: memory.shared, runs: Float64Array.from(this.#runs) });
    this.#memory = undefined;
    this.#used = 0;
    this.#runs = [];
  }

  #free(length: number): Memory {
    const free = this.#kept.find(({ shared, pcm }) => pcm.length >= length && !isLent(shared));
    if (free) return free;
    const shared = newTapMemory(Math.max(MOST, length));
    const memory = { shared, pcm: samplesOf(shared) };
    if (this.#kept.length < MOST_KEPT) this.#kept.push(memory);
    return memory;
  }
}
