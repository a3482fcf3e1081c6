import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Timer } from '#core';
import type { TcpLimits } from '../tcp-transport.ts';
import type { TimerBank } from '../../transaction/timer-bank.ts';
import { listenOn } from '../listen-on.ts';
import type { Arrival, Flow, Transport } from '../port.ts';
import { goneFlow } from './gone-flow.ts';
import { Seats } from './seats.ts';
import { forwardedAddress, offersSip, plainAddress } from './upgrade-request.ts';
import { WsConnection } from './ws-connection.ts';

export interface WsOptions {
  readonly host: string;
  readonly port: number;
  /** PEM texts; with them it is `wss`. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Only our own web server connects, and tells in X-Forwarded-For for whom. */
  readonly isPipe: boolean;
  readonly localFor: (remote: string) => string;
  readonly arrived: (arrival: Arrival) => void;
  readonly timers: TimerBank;
  readonly limits: TcpLimits;
}

/** Adapter: a listener for SIP over WebSocket. Rejects when the port cannot be had or the certificate cannot be read. */
export async function openWs(options: WsOptions): Promise<Transport> {
  const transport = new WsTransport(options);
  await transport.listen();
  return transport;
}

/** RFC 6455 §4.1 headers are small; a cookie of our own page comes with them. */
const MAX_HEADER_BYTES = 16 * 1024;

/** All connections of one listener, found again by remote address and port. */
class WsTransport implements Transport {
  readonly protocol: 'ws' | 'wss';
  readonly #options: WsOptions;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #seats: Seats;
  readonly #raw = new Set<Socket>();
  /** Of those that are no WebSocket yet; found by address pair, because TLS wraps the socket that connected. */
  readonly #patience = new Map<string, Timer>();
  readonly #flows = new Map<string, WsConnection>();
  #port: number;

  constructor(options: WsOptions) {
    this.protocol = options.tls ? 'wss' : 'ws';
    this.#options = options;
    this.#port = options.port;
    this.#seats = new Seats(options.limits);
    const settings = { maxHeaderSize: MAX_HEADER_BYTES };
    const { tls } = options;
    this.#server = tls ? createSecureServer({ ...settings, cert: tls.certificate, key: tls.key }) : createServer(settings);
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: options.limits.headBytes + options.limits.bodyBytes,
      maxFragments: 1_024,
      handleProtocols: () => 'sip',
    });
    this.#server.on('connection', (socket: Socket) => this.#greet(socket));
    this.#server.on('request', (_request, response) => {
      response.writeHead(426, { Connection: 'close', Upgrade: 'websocket', 'Sec-WebSocket-Protocol': 'sip' }).end();
    });
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server.on('clientError', (_error, socket) => void socket.destroy());
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
    const { protocol } = this;
    return goneFlow({ protocol, address, port, localAddress: this.#options.localFor(address), localPort: this.#port });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      for (const flow of this.#flows.values()) flow.destroy();
      for (const socket of this.#raw) socket.destroy();
    });
  }

  /** A TCP connection: it gets a seat, and a little time to become a WebSocket. */
  #greet(socket: Socket): void {
    const { limits, timers, isPipe } = this.#options;
    // Behind the pipe all come from one address; who they are is known with the upgrade only.
    const leave = isPipe ? () => {} : this.#seats.take(plainAddress(socket.remoteAddress));
    if (!leave || this.#raw.size >= limits.connections) {
      leave?.();
      return void socket.destroy();
    }
    const pair = pairOf(socket);
    this.#patience.set(pair, timers.after(limits.connectMs, () => socket.destroy()));
    this.#raw.add(socket);
    socket.once('close', () => {
      this.#stopWaiting(pair);
      leave();
      this.#raw.delete(socket);
    });
  }

  #stopWaiting(pair: string): void {
    this.#patience.get(pair)?.cancel();
    this.#patience.delete(pair);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {});
    const { remoteAddress, remotePort = 0 } = request.socket;
    const real = plainAddress(remoteAddress);
    const address = this.#options.isPipe ? (forwardedAddress(request.headers['x-forwarded-for']) ?? real) : real;
    if (address === '' || !offersSip(request.headers['sec-websocket-protocol'])) return refuse(socket, '400 Bad Request');
    const leave = this.#options.isPipe ? this.#seats.take(address) : () => {};
    if (!leave) return refuse(socket, '503 Service Unavailable');
    socket.once('close', leave);
    this.#sockets.handleUpgrade(request, socket, head, (opened) => {
      this.#stopWaiting(pairOf(request.socket));
      this.#adopt(opened, address, remotePort);
    });
  }

  #adopt(socket: WebSocket, address: string, port: number): void {
    const { limits, timers, localFor, arrived } = this.#options;
    const key = `${address}:${port}`;
    const flow = new WsConnection(socket, {
      protocol: this.protocol,
      address,
      port,
      localAddress: localFor(address),
      localPort: this.#port,
      timers,
      silentMs: limits.silentMs,
      idleMs: limits.idleMs,
      arrived,
      closed: () => {
        if (this.#flows.get(key) === flow) this.#flows.delete(key);
      },
    });
    this.#flows.set(key, flow);
  }
}

const pairOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
