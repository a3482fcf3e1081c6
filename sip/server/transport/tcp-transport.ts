import { connect, createServer, type Server, type Socket } from 'node:net';
import type { TimerBank } from '../transaction/timer-bank.ts';
import { listenOn } from './listen-on.ts';
import type { Arrival, Flow, Transport } from './port.ts';
import { TcpConnection } from './tcp-connection.ts';
import { plainAddress } from './websocket/upgrade-request.ts';

export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  readonly localFor: (remote: string) => string;
  readonly arrived: (arrival: Arrival) => void;
  readonly timers: TimerBank;
  readonly limits: TcpLimits;
}

export interface TcpLimits {
  readonly headBytes: number;
  readonly bodyBytes: number;
  /** Connections in all, and from one address. */
  readonly connections: number;
  readonly connectionsPerSource: number;
  readonly silentMs: number;
  readonly idleMs: number;
  readonly connectMs: number;
}

/** Adapter: the TCP listener. Rejects when the port cannot be had. */
export async function openTcp(options: TcpOptions): Promise<Transport> {
  const transport = new TcpTransport(options);
  await transport.listen();
  return transport;
}

/** All connections, incoming and outgoing, found again by remote address and port. */
class TcpTransport implements Transport {
  readonly protocol = 'tcp';
  readonly #options: TcpOptions;
  readonly #server: Server;
  readonly #flows = new Map<string, TcpConnection>();
  readonly #perSource = new Map<string, number>();
  #port: number;

  constructor(options: TcpOptions) {
    this.#options = options;
    this.#port = options.port;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  get port(): number {
    return this.#port;
  }

  get connections(): number {
    return this.#flows.size;
  }

  async listen(): Promise<void> {
    const { host, port } = this.#options;
    this.#port = await listenOn(this.#server, host, port);
  }

  flowTo(address: string, port: number): Flow {
    const known = this.#flows.get(`${address}:${port}`);
    if (known?.alive) return known;
    const socket = connect({ host: address, port, noDelay: true });
    const giveUp = this.#options.timers.after(this.#options.limits.connectMs, () => socket.destroy());
    socket.once('connect', () => giveUp.cancel());
    socket.once('close', () => giveUp.cancel());
    return this.#adopt(socket, address, port);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      for (const flow of this.#flows.values()) flow.destroy();
      this.#server.close(() => resolve());
    });
  }

  #accept(socket: Socket): void {
    const { limits } = this.#options;
    const address = plainAddress(socket.remoteAddress);
    const full = this.#flows.size >= limits.connections || (this.#perSource.get(address) ?? 0) >= limits.connectionsPerSource;
    if (address === '' || full) socket.destroy();
    else this.#adopt(socket, address, socket.remotePort ?? 0);
  }

  #adopt(socket: Socket, address: string, port: number): TcpConnection {
    const { limits, timers, localFor, arrived } = this.#options;
    const key = `${address}:${port}`;
    this.#perSource.set(address, (this.#perSource.get(address) ?? 0) + 1);
    const flow = new TcpConnection(socket, {
      address,
      port,
      localAddress: localFor(address),
      localPort: this.#port,
      limits,
      timers,
      silentMs: limits.silentMs,
      idleMs: limits.idleMs,
      arrived,
      closed: () => this.#forget(key, flow),
    });
    this.#flows.set(key, flow);
    return flow;
  }

  #forget(key: string, flow: TcpConnection): void {
    if (this.#flows.get(key) === flow) this.#flows.delete(key);
    const left = (this.#perSource.get(flow.address) ?? 1) - 1;
    if (left > 0) this.#perSource.set(flow.address, left);
    else this.#perSource.delete(flow.address);
  }
}
