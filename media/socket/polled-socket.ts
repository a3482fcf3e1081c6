import type { Departures } from './departures.ts';
import { INET_ADDRESS_BYTES, inetHost, writeInetAddress } from './inet-address.ts';
import { C, type Libc } from './libc.ts';
import type { BindRefusal, Receive, UdpSocket } from './udp-network.ts';

export interface PolledSocketOptions {
  readonly address: string;
  readonly port: number;
  readonly receive: Receive;
  readonly departures: Departures;
  /** Whether a burst is on: what is sent waits for its end. */
  readonly bursting: () => boolean;
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
  return { ok: true, socket: new PolledSocket(fd, options) };
}

export class PolledSocket implements UdpSocket {
  readonly fd: number;
  readonly #options: PolledSocketOptions;
  readonly #receive: Receive;
  /** Who spoke last, so that a packet does not make a string each. */
  #fromNumber = 0;
  #fromHost = '0.0.0.0';
  /** Where the last datagram went, and the same as the words of a struct sockaddr_in. */
  #toHost = '';
  #toPort = -1;
  #toFamily = 0;
  #toAddress = 0;
  #closed = false;

  constructor(fd: number, options: PolledSocketOptions) {
    this.fd = fd;
    this.#options = options;
    this.#receive = options.receive;
  }

  hear(data: Uint8Array, address: number, port: number): void {
    // A datagram may claim to come from port 0; nothing could ever be sent back there.
    if (this.#closed || port === 0) return;
    if (address !== this.#fromNumber) {
      this.#fromNumber = address;
      this.#fromHost = inetHost(address);
    }
    this.#receive(data, this.#fromHost, port);
  }

  send(data: Uint8Array, offset: number, length: number, port: number, address: string): void {
    if (this.#closed) return;
    if (port !== this.#toPort || address !== this.#toHost) this.#aim(address, port);
    const { departures, bursting } = this.#options;
    departures.add(this.fd, data, offset, length, this.#toFamily, this.#toAddress);
    if (!bursting()) departures.flush();
  }

  #aim(address: string, port: number): void {
    this.#toPort = port;
    this.#toHost = address;
    writeInetAddress(own, address, port);
    this.#toFamily = own.readInt32LE(0);
    this.#toAddress = own.readInt32LE(4);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.departures.flush();
    this.#options.close(this.fd);
  }
}
