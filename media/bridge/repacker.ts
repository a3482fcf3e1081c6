import type { RtpTicks } from '#core';

/**
 * Cuts bridged audio to the packet length the phone asked for, when the other side packs differently.
 * Collects bytes of one law in order; a hole in the timestamps empties it first.
 */
export class Repacker {
  /** Made when it is first needed: most phones pack alike. */
  #bytes: Uint8Array | undefined;
  #length = 0;
  /** Timestamp behind the last byte, in the numbering of the side it came from. */
  #end: RtpTicks = 0;

  get waiting(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Adds a packet's audio; false when it is older than what was sent already. A hole drops the incomplete packet. */
  add(data: Uint8Array, start: number, end: number, timestamp: RtpTicks): boolean {
    if (this.#length > 0 && timestamp !== this.#end) {
      if (((timestamp - this.#end) | 0) < 0) return false;
      this.#length = 0;
    }
    const bytes = (this.#bytes ??= new Uint8Array(8192));
    bytes.set(data.subarray(start, end), this.#length);
    this.#length += end - start;
    this.#end = (timestamp + end - start) >>> 0;
    return true;
  }

  /** Moves one packet of `size` bytes to `into` at `at`; false when there is not enough. */
  take(size: number, into: Uint8Array, at: number): boolean {
    const bytes = this.#bytes;
    if (!bytes || this.#length < size) return false;
    into.set(bytes.subarray(0, size), at);
    bytes.copyWithin(0, size, this.#length);
    this.#length -= size;
    return true;
  }
}
