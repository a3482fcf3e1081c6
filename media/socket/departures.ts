import { INET_ADDRESS_BYTES } from './inet-address.ts';
import { C, type Libc, type Pointer } from './libc.ts';

/** Room for 340 packets of 20 ms; what is more goes in several goes. */
const ROOM = 1 << 16;
const MOST = 512;

/**
 * Datagrams that wait to be sent together, each behind the address it goes to. Sending many in a row costs the
 * processor less than sending each between other work (docs/decisions/0013).
 *
 *     sockaddr_in 16 │ datagram … │ (to the next 16) │ sockaddr_in …
 */
export class Departures {
  readonly #libc: Libc;
  readonly #memory = Buffer.alloc(ROOM);
  readonly #words = new Int32Array(this.#memory.buffer, this.#memory.byteOffset, ROOM >> 2);
  readonly #at: Pointer;
  readonly #sockets = new Int32Array(MOST);
  readonly #lengths = new Int32Array(MOST);
  #count = 0;
  #used = 0;

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#at = libc.pointer(this.#memory);
  }

  /** Copies a datagram; `family` and `address` are the two words of its struct sockaddr_in. */
  add(fd: number, data: Uint8Array, offset: number, length: number, family: number, address: number): void {
    const room = INET_ADDRESS_BYTES + length;
    if (this.#count === MOST || this.#used + room > ROOM) this.flush();
    if (room > ROOM) return;
    const at = this.#used;
    this.#words[at >> 2] = family;
    this.#words[(at >> 2) + 1] = address;
    this.#memory.set(length === data.length ? data : data.subarray(offset, offset + length), at + INET_ADDRESS_BYTES);
    this.#sockets[this.#count] = fd;
    this.#lengths[this.#count++] = length;
    this.#used = (at + room + 15) & ~15;
  }

  /** Lost datagrams are not told: a full send buffer or an unreachable peer is what networks do. */
  flush(): void {
    let at = this.#at;
    for (let i = 0; i < this.#count; i++) {
      const length = this.#lengths[i] as number;
      this.#libc.sendto(this.#sockets[i] as number, at + INET_ADDRESS_BYTES, length, C.MSG_DONTWAIT, at, INET_ADDRESS_BYTES);
      at += (INET_ADDRESS_BYTES + length + 15) & ~15;
    }
    this.#count = 0;
    this.#used = 0;
  }
}
