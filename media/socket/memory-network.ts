import type { Receive, UdpNetwork } from './udp-network.ts';

/** A datagram as the memory network saw it. */
export interface SentDatagram {
  readonly from: number;
  readonly to: { readonly address: string; readonly port: number };
  readonly data: Uint8Array;
}

/** A network for unit tests: keeps what was sent and lets a test speak as any peer. */
export class MemoryNetwork implements UdpNetwork {
  readonly sent: SentDatagram[] = [];
  /** Ports held by others. */
  readonly taken = new Set<number>();
  readonly #open = new Map<number, Receive>();

  get sockets(): number {
    return this.#open.size;
  }

  async bind(_address: string, port: number, receive: Receive): ReturnType<UdpNetwork['bind']> {
    if (this.taken.has(port) || this.#open.has(port)) return { ok: false, inUse: true };
    this.#open.set(port, receive);
    const close = async () => void this.#open.delete(port);
    return {
      ok: true,
      socket: {
        send: (data, offset, length, to, address) => {
          this.sent.push({ from: port, to: { address, port: to }, data: data.slice(offset, offset + length) });
        },
        close,
      },
    };
  }

  receive(): void {}

  burst(work: () => void): void {
    work();
  }

  /** Delivers a datagram to one of our ports as if it came from that peer. */
  deliver(port: number, data: Uint8Array, from: { address: string; port: number }): void {
    this.#open.get(port)?.(data.slice(), from.address, from.port);
  }
}
