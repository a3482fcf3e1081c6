import type { DatagramBuffer } from './datagram-buffer.ts';
import { LARGEST_DATAGRAM } from './datagram-buffer.ts';
import { INET_ADDRESS_BYTES, writeInetAddress } from './inet-address.ts';
import { C, type Libc } from './libc.ts';
import type { BindRefusal, Receive, UdpSocket } from './udp-network.ts';

export interface PolledSocket extends UdpSocket {
  readonly fd: number;
  /** Takes one datagram that has arrived. */
  receive(): void;
}

export interface PolledSocketOptions {
  readonly address: string;
  readonly port: number;
  readonly arrived: DatagramBuffer;
  readonly receive: Receive;
  readonly close: (fd: number) => void;
}

type Opened = { ok: true; socket: PolledSocket } | ({ ok: false } & BindRefusal);

const own = Buffer.alloc(INET_ADDRESS_BYTES);

export function openPolledSocket(libc: Libc, options: PolledSocketOptions): Opened {
  const fd = libc.socket(C.AF_INET, C.SOCK_DGRAM | C.SOCK_NONBLOCK | C.SOCK_CLOEXEC, 0);
  if (fd < 0) return { ok: false, inUse: false, reason: `no socket (error ${libc.errno()})` };
  writeInetAddress(own, options.address, options.port);
  if (libc.bind(fd, own, INET_ADDRESS_BYTES) < 0) {
    const code = libc.errno();
    libc.close(fd);
    return code === C.EADDRINUSE ? { ok: false, inUse: true } : { ok: false, inUse: false, reason: `cannot be bound (error ${code})` };
  }
  return { ok: true, socket: new LibcSocket(libc, fd, options) };
}

class LibcSocket implements PolledSocket {
  readonly fd: number;
  readonly #libc: Libc;
  readonly #options: PolledSocketOptions;
  #to: Buffer | undefined;
  #toHost = '';
  #toPort = -1;
  #closed = false;

  constructor(libc: Libc, fd: number, options: PolledSocketOptions) {
    this.#libc = libc;
    this.fd = fd;
    this.#options = options;
  }

  receive(): void {
    const { arrived, receive } = this.#options;
    const length = this.#libc.recvfrom(this.fd, arrived.data, LARGEST_DATAGRAM, C.MSG_DONTWAIT, arrived.from, arrived.fromLength);
    if (length < 0) return;
    const { port } = arrived;
    // A datagram may claim to come from port 0; nothing could ever be sent back there.
    if (port > 0) receive(arrived.bytes(length), arrived.host, port);
  }

  send(data: Uint8Array, offset: number, length: number, port: number, address: string): void {
    if (this.#closed) return;
    if (!this.#to || port !== this.#toPort || address !== this.#toHost) {
      this.#to ??= Buffer.alloc(INET_ADDRESS_BYTES);
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
    this.#options.close(this.fd);
  }
}
