import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Person } from '../chromium.ts';

interface Address {
  readonly address: string;
  readonly port: number;
}

/**
 * The network between a page and the media server, as two sockets per leg: what the page believes to be the server's port
 * is the relay's. Nothing is changed on the way; `cut` loses every datagram of both directions, as a pulled cable does.
 */
export class MediaRelay {
  readonly #sockets: Socket[] = [];
  #open = true;
  /** Datagrams carried, both directions. */
  carried = 0;

  /** All legs of this person from now on; before the first page is opened. */
  async between(person: Person): Promise<void> {
    await person.context.exposeFunction('huawuRelayFor', (address: string, port: number) => this.portFor({ address, port }));
    await person.context.addInitScript(REROUTE);
  }

  cut(): void {
    this.#open = false;
  }

  mend(): void {
    this.#open = true;
  }

  /** A browser has a socket for each of its networks; the server must see them apart to answer the right one. */
  async portFor(server: Address): Promise<number> {
    // Bound to the same address: an answer from another one would be a stranger's.
    const near = await this.#opened(server.address);
    const far = new Map<string, Promise<Socket>>();
    const facing = async (page: Address): Promise<Socket> => {
      const socket = await this.#opened(server.address);
      socket.on('message', (data) => this.#carry(near, data, page));
      return socket;
    };
    near.on('message', (data, page) => {
      const name = `${page.address}:${page.port}`;
      const socket = far.get(name) ?? facing(page);
      far.set(name, socket);
      void socket.then((open) => this.#carry(open, data, server));
    });
    return near.address().port;
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  #carry(socket: Socket, data: Uint8Array, { address, port }: Address): void {
    if (!this.#open) return;
    this.carried++;
    socket.send(data, port, address);
  }

  async #opened(address: string): Promise<Socket> {
    const socket = createSocket('udp4');
    this.#sockets.push(socket);
    socket.on('error', () => {});
    socket.bind(0, address);
    await once(socket, 'listening');
    return socket;
  }
}

/** Runs in the page: the server's candidates (RFC 8839 §5.1) lead to the relay. Plain browser JavaScript. */
const REROUTE = `(() => {
  const original = RTCPeerConnection.prototype.setRemoteDescription;
  const ports = new Map();
  RTCPeerConnection.prototype.setRemoteDescription = async function (description) {
    const lines = description.sdp.split('\\r\\n');
    const kept = [];
    for (const line of lines) {
      const parts = line.split(' ');
      if (line.startsWith('a=candidate:')) {
        const name = parts[4] + ' ' + parts[5];
        if (!ports.has(name)) ports.set(name, globalThis.huawuRelayFor(parts[4], Number(parts[5])));
        parts[5] = String(await ports.get(name));
      }
      kept.push(parts.join(' '));
    }
    return original.call(this, { type: description.type, sdp: kept.join('\\r\\n') });
  };
})();`;
