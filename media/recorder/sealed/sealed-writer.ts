import { WAV_HEADER_BYTES } from '../../wav/write-wav.ts';
import type { Part } from '../storage.ts';
import { FILE_HEADER_BYTES, newSealedFile, RECORD_BYTES, sealRecord, SEALED_RECORD_BYTES } from './sealed-format.ts';

/** Turns the writes of a growing WAV file into those of a sealed one. Headers are left out; a hole is silence. */
export class SealedWriter {
  readonly #dataKey: Buffer;
  readonly #header: Buffer;
  /** The record that grows, and how much of it is there. */
  readonly #tail = Buffer.alloc(RECORD_BYTES);
  #filled = 0;
  #record = 0;

  constructor(key: Uint8Array) {
    const { header, dataKey } = newSealedFile(key);
    this.#header = header;
    this.#dataKey = dataKey;
  }

  /** What a new file begins with. */
  begin(): Part {
    return { bytes: this.#header, position: 0 };
  }

  write(parts: readonly Part[]): Part[] {
    return parts.filter(({ position }) => position >= WAV_HEADER_BYTES).flatMap(({ bytes, position }) => this.#append(bytes, position - WAV_HEADER_BYTES));
  }

  #append(bytes: Uint8Array, at: number): Part[] {
    const parts: Part[] = [];
    const hole = at - (this.#record * RECORD_BYTES + this.#filled);
    for (let left = hole; left > 0; ) left -= this.#take(SILENCE.subarray(0, Math.min(left, SILENCE.length)), parts);
    for (let done = 0; done < bytes.length; ) done += this.#take(bytes.subarray(done), parts);
    if (this.#filled > 0) parts.push(this.#seal());
    return parts;
  }

  #take(bytes: Uint8Array, parts: Part[]): number {
    const taken = bytes.subarray(0, RECORD_BYTES - this.#filled);
    this.#tail.set(taken, this.#filled);
    this.#filled += taken.length;
    if (this.#filled === RECORD_BYTES) {
      parts.push(this.#seal());
      this.#record++;
      this.#filled = 0;
    }
    return taken.length;
  }

  #seal(): Part {
    const bytes = sealRecord(this.#dataKey, this.#record, this.#tail.subarray(0, this.#filled));
    return { bytes, position: FILE_HEADER_BYTES + this.#record * SEALED_RECORD_BYTES };
  }
}

const SILENCE = Buffer.alloc(RECORD_BYTES);
