import { INET_ADDRESS_BYTES, readInetHost } from './inet-address.ts';

/** The largest datagram that is read whole; RTP over Ethernet stays below 1,500 bytes. */
export const LARGEST_DATAGRAM = 2_048;

/**
 * Where the sockets of one thread put the datagram they just took. Shared, because a datagram is dealt with before the
 * next one is taken: nothing is allocated per socket or packet.
 */
export class DatagramBuffer {
  readonly data = Buffer.alloc(LARGEST_DATAGRAM);
  readonly from = Buffer.alloc(INET_ADDRESS_BYTES);
  /** In and out: how long `from` is; an IPv4 socket always says 16. */
  readonly fromLength = Buffer.from([INET_ADDRESS_BYTES, 0, 0, 0]);
  /** The data by length: packets of a stream are equally long. */
  readonly #views: (Uint8Array | undefined)[] = Array.from({ length: LARGEST_DATAGRAM + 1 });
  /** The address behind the number seen last, so that a packet does not make a string each. */
  #hostNumber = -1;
  #host = '';

  /** The first `length` bytes. */
  bytes(length: number): Uint8Array {
    return (this.#views[length] ??= new Uint8Array(this.data.buffer, this.data.byteOffset, length));
  }

  get port(): number {
    return ((this.from[2] as number) << 8) | (this.from[3] as number);
  }

  get host(): string {
    const number = this.from.readUInt32BE(4);
    if (number !== this.#hostNumber) {
      this.#hostNumber = number;
      this.#host = readInetHost(this.from);
    }
    return this.#host;
  }
}
