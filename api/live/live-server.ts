import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Clock, type Log, type Millis, Scope } from '#core';
import type { LiveMessage } from '../port.ts';
import { bearerOf, protocolTokenOf } from '../token.ts';
import { type LiveFilter, filterOf, wants } from './live-filter.ts';

/** Consoles are people in front of screens; more is a client that reconnects without closing. */
const MOST_CLIENTS = 200;
/** Clients have nothing to say to us. */
const LARGEST_MESSAGE_BYTES = 4_096;
/** What may wait for a slow client before it is dropped: minutes of a busy center. */
const LARGEST_BACKLOG_BYTES = 1 << 20;
/** Finds dead connections behind routers that forget them, usually after a minute. */
const PING_EVERY_MS: Millis = 20_000;
/** Own close codes (RFC 6455 §7.4.2). */
const TOO_SLOW = 4008;
const GOING_AWAY = 1001;

interface Client {
  readonly socket: WebSocket;
  readonly filter: LiveFilter;
  alive: boolean;
}

export interface LiveServerOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly allowed: (token: string | undefined) => boolean;
  readonly mostClients?: number;
}

/** `WS /api/live`: one way, from the server to consoles. */
export class LiveServer {
  readonly #options: LiveServerOptions;
  readonly #clients = new Set<Client>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('huawu') ? 'huawu' : false),
  });
  readonly #scope = new Scope();

  constructor(options: LiveServerOptions) {
    this.#options = options;
    const ping = options.clock.every(PING_EVERY_MS, () => this.#checkAlive());
    this.#scope.onEnd(() => ping.cancel());
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Tells every client that wants it; never throws, never waits. */
  publish(message: LiveMessage): void {
    let text: string | undefined;
    for (const client of this.#clients) {
      if (!wants(client.filter, message)) continue;
      text ??= JSON.stringify(message);
      if (client.socket.bufferedAmount > LARGEST_BACKLOG_BYTES) this.#drop(client);
      else client.socket.send(text);
    }
  }

  /** For the `upgrade` event of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const url = URL.parse(request.url ?? '/', 'http://huawu.invalid');
    if (url?.pathname !== '/api/live') return refuse(socket, 404, 'api.unknown-route', 'WebSockets are served at /api/live.');
    const token = bearerOf(request.headers) ?? protocolTokenOf(request.headers) ?? url.searchParams.get('token') ?? undefined;
    if (!this.#options.allowed(token)) return refuse(socket, 401, 'api.no-token', 'Send the token printed at start: as Authorization: Bearer, as protocol token.<t>, or as ?token=.');
    if (this.#clients.size >= (this.#options.mostClients ?? MOST_CLIENTS)) return refuse(socket, 503, 'api.too-many-clients', 'Too many live connections are open. Close some, then try again.');
    this.#sockets.handleUpgrade(request, socket, head, (accepted) => this.#welcome(accepted, filterOf(url.searchParams)));
  }

  async close(): Promise<void> {
    this.#scope.end('closed');
    for (const { socket } of this.#clients) {
      socket.close(GOING_AWAY, 'server stops');
      socket.terminate();
    }
    await new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
  }

  #welcome(socket: WebSocket, filter: LiveFilter): void {
    const client: Client = { socket, filter, alive: true };
    this.#clients.add(client);
    socket.on('pong', () => (client.alive = true));
    socket.on('close', () => this.#clients.delete(client));
    socket.on('error', (error) => this.#options.log.debug('a live connection failed', { error }));
    socket.send(JSON.stringify({ type: 'hello', at: this.#options.clock.wall() }));
  }

  #checkAlive(): void {
    for (const client of this.#clients) {
      if (!client.alive) {
        client.socket.terminate();
        continue;
      }
      client.alive = false;
      client.socket.ping();
    }
  }

  #drop(client: Client): void {
    this.#options.log.warn('a live connection was dropped: it reads too slowly', { backlog: client.socket.bufferedAmount });
    this.#clients.delete(client);
    client.socket.close(TOO_SLOW, 'too slow');
    // The close frame waits behind everything unread; do not keep that for long.
    this.#scope.after(this.#options.clock, 1_000, () => client.socket.terminate());
  }
}

function refuse(socket: Duplex, status: number, code: string, message: string): void {
  const body = JSON.stringify({ code, message });
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}
