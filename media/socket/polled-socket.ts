import { INET_ADDRESS_BYTES, readInetHost, writeInetAddress } from './inet-address.ts';
import { C, type Libc } from './libc.ts';
import type { BindRefusal, Receive, UdpSocket } from './udp-network.ts';

/** The largest datagram that is read whole; RTP over Ethernet stays below 1,500 bytes. */
const LARGEST = 2_048;
/** Datagrams of one socket taken in one look, so that a flood on one port cannot starve the others. */
const MOST_AT_ONCE = 8;
const RECEIVE_BUFFER = 1 << 18;

export interface PolledSocket extends UdpSocket {
  readonly fd: number;
  /** Takes what has arrived. */
  receive(): void;
}

type Opened = { ok: true; socket: PolledSocket } | ({ ok: false } & BindRefusal);

export function openPolledSocket(libc: Libc, address: string, port: number, receive: Receive, close: (fd: number) => void): Opened {
  const fd = libc.socket(C.AF_INET, C.SOCK_DGRAM | C.SOCK_NONBLOCK | C.SOCK_CLOEXEC, 0);
  if (fd < 0) return { ok: false, inUse: false, reason: `no socket (error ${libc.errno()})` };
  const own = Buffer.alloc(INET_ADDRESS_BYTES);
  writeInetAddress(own, address, port);
  if (libc.bind(fd, own, INET_ADDRESS_BYTES) < 0) {
    const code = libc.errno();
    libc.close(fd);
    return code === C.EADDRINUSE ? { ok: false, inUse: true } : { ok: false, inUse: false, reason: `cannot be bound (error ${code})` };
  }
  const size = Buffer.alloc(4);
  size.writeInt32LE(RECEIVE_BUFFER, 0);
  libc.setsockopt(fd, C.SOL_SOCKET, C.SO_RCVBUF, size, 4);
  return { ok: true, socket: new LibcSocket(libc, fd, receive, close) };
}

class LibcSocket implements PolledSocket {
  readonly fd: number;
  readonly #libc: Libc;
  readonly #hear: Receive;
  readonly #close: (fd: number) => void;
  readonly #data = Buffer.alloc(LARGEST);
  readonly #from = Buffer.alloc(INET_ADDRESS_BYTES);
  readonly #fromLength = Buffer.alloc(4);
  readonly #to = Buffer.alloc(INET_ADDRESS_BYTES);
  #closed = false;
  /** The address behind the number seen last, so that a stream's packets do not make a string each. */
  #fromNumber = -1;
  #fromHost = '';
  #toHost = '';
  #toPort = -1;

  constructor(libc: Libc, fd: number, hear: Receive, close: (fd: number) => void) {
    this.#libc = libc;
    this.fd = fd;
    this.#hear = hear;
    this.#close = close;
  }

  receive(): void {
    for (let taken = 0; taken < MOST_AT_ONCE && !this.#closed; taken++) {
      this.#fromLength.writeUInt32LE(INET_ADDRESS_BYTES, 0);
      const length = this.#libc.recvfrom(this.fd, this.#data, LARGEST, C.MSG_DONTWAIT, this.#from, this.#fromLength);
      if (length < 0) return;
      const port = this.#from.readUInt16BE(2);
      // A datagram may claim to come from port 0; nothing could ever be sent back there.
      if (port > 0) this.#hear(this.#data.subarray(0, length), this.#sender(), port);
    }
  }

  #sender(): string {
    const number = this.#from.readUInt32BE(4);
    if (number !== this.#fromNumber) {
      this.#fromNumber = number;
      this.#fromHost = readInetHost(this.#from);
    }
    return this.#fromHost;
  }

  send(data: Uint8Array, offset: number, length: number, port: number, address: string): void {
    if (this.#closed) return;
    if (port !== this.#toPort || address !== this.#toHost) {
      this.#toPort = port;
      this.#toHost = address;
      writeInetAddress(this.#to, address, port);
    }
    const bytes = offset === 0 ? data : data.subarray(offset, offset + length);
    // Lost datagrams are not told: a full send buffer or an unreachable peer is what networks do.
    this.#libc.sendto(this.fd, bytes, length, C.MSG_DONTWAIT, this.#to, INET_ADDRESS_BYTES);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#close(this.fd);
  }
}
