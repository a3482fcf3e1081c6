import { INET_ADDRESS_BYTES } from './inet-address.ts';
import { C, type Libc, type Pointer } from './libc.ts';

/** The largest datagram that is read whole; RTP over Ethernet stays below 1,500 bytes. */
export const LARGEST_DATAGRAM = 2_048;
/** Datagrams taken before the first of them is dealt with. */
export const MOST_ARRIVALS = 256;
/** From one to the next: 33 cache lines, an odd number, so that the beginnings of all do not share few places of the cache. */
const SLOT = 2_112;
/** struct sockaddr_in comes first, so that address and beginning of the datagram lie together. */
const DATA = INET_ADDRESS_BYTES;

/**
 * Where the sockets of one thread put the datagrams they took, until they are dealt with. Taking all first and dealing
 * with all then keeps the kernel's code and ours each in the processor's caches (docs/decisions/0013).
 *
 *     slot   sockaddr_in 16 │ datagram … 2,048 │ (unused)
 */
export class Arrivals {
  readonly #libc: Libc;
  readonly #memory = Buffer.alloc(INET_ADDRESS_BYTES + MOST_ARRIVALS * SLOT);
  /** The same by 32-bit words, as the machine reads them. */
  readonly #words = new Int32Array(this.#memory.buffer, this.#memory.byteOffset, this.#memory.length >> 2);
  readonly #at: Pointer;
  /** In and out: how long an address is; an IPv4 socket always says 16. Lies behind the slots. */
  readonly #addressLength: Pointer;
  /** The datagram in each slot as long as it was last: packets of a stream are equally long. */
  readonly #views: (Uint8Array | undefined)[] = Array.from({ length: MOST_ARRIVALS });

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#at = libc.pointer(this.#memory);
    this.#addressLength = this.#at + MOST_ARRIVALS * SLOT;
    this.#words[(MOST_ARRIVALS * SLOT) >> 2] = INET_ADDRESS_BYTES;
  }

  /** Takes the next datagram of a socket; gives its length, negative = there was none. */
  take(slot: number, fd: number): number {
    const at = this.#at + slot * SLOT;
    return this.#libc.recvfrom(fd, at + DATA, LARGEST_DATAGRAM, C.MSG_DONTWAIT, at, this.#addressLength);
  }

  /** The first `length` bytes of what is in a slot. */
  bytes(slot: number, length: number): Uint8Array {
    const view = this.#views[slot];
    if (view?.length === length) return view;
    return (this.#views[slot] = new Uint8Array(this.#memory.buffer, this.#memory.byteOffset + slot * SLOT + DATA, length));
  }

  /** Port of the sender. */
  port(slot: number): number {
    const word = this.#words[(slot * SLOT) >> 2] as number;
    return ((word >> 8) & 0xff00) | (word >>> 24);
  }

  /** IPv4 address of the sender as a number that tells addresses apart. */
  address(slot: number): number {
    return this.#words[((slot * SLOT) >> 2) + 1] as number;
  }
}
