import { type WebSocket, WebSocketServer } from 'ws';
import { type Clock, type EpochMillis, Fault, type Log, type Millis, Scope } from '#core';
import { HttpFault } from '../http/http-fault.ts';
import { SOCKETS } from '../http/openapi-sockets.ts';
import type { LiveMessage } from '../port.ts';
import type { Caller } from '../who/caller.ts';
import type { Gate } from '../who/gate.ts';
import type { SessionWatch } from '../who/session-watch.ts';
import { filterOf, type LiveFilter, wants } from './live-filter.ts';
import { liveOrderOf } from './live-order.ts';
import type { LiveTopics } from './live-topics.ts';
import type { Upgrade } from './upgrades.ts';

/** Five times the consoles of a large floor: more is a client that reconnects without closing. */
const MOST_CLIENTS = 1_000;
/** Tabs of one person, some of them not yet known to be gone. */
const MOST_OF_ONE_PERSON = 20;
/** Clients say what they want to hear, no more. */
const LARGEST_MESSAGE_BYTES = 4_096;
/** Orders between two pings; pages send a handful. */
const MOST_ORDERS = 200;
/** What may wait for a slow client before it is dropped: minutes of a busy center. */
const LARGEST_BACKLOG_BYTES = 1 << 20;
/** Finds dead connections behind routers that forget them, usually after a minute. */
const PING_EVERY_MS: Millis = 20_000;
/** Close codes: RFC 6455 §7.4.1, and own ones (§7.4.2). */
const GOING_AWAY = 1001;
const POLICY = 1008;
const SESSION_ENDED = 4401;
const TOO_SLOW = 4008;

export interface LiveClient {
  readonly socket: WebSocket;
  readonly scope: Scope;
  readonly topics: Set<string>;
  caller: Caller;
  /** Programs with the token hear what it lets through, until they subscribe. */
  filter: LiveFilter | undefined;
  alive: boolean;
  orders: number;
}

export interface LiveServerOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly gate: Gate;
  readonly watch: SessionWatch;
  readonly topics: LiveTopics;
  readonly mostClients?: number;
}

/** `WS /api/live`: news from the server, subscriptions from consoles. */
export class LiveServer {
  readonly path = /^\/api\/live$/;
  readonly #options: LiveServerOptions;
  readonly #clients = new Set<LiveClient>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('huawu') ? 'huawu' : false),
  });
  readonly #scope = new Scope();
  readonly #startedAt: EpochMillis;

  constructor(options: LiveServerOptions) {
    this.#options = options;
    this.#startedAt = options.clock.wall();
    const ping = options.clock.every(PING_EVERY_MS, () => this.#checkAlive());
    this.#scope.onEnd(() => ping.cancel());
    options.topics.start((client, text) => this.#send(client, text), this.#scope);
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Tells every client that wants it; never throws, never waits. */
  publish(message: LiveMessage): void {
    let text: string | undefined;
    for (const client of this.#clients) {
      if (!client.filter || !wants(client.filter, message)) continue;
      this.#send(client, (text ??= JSON.stringify(message)));
    }
    this.#options.topics.publish(message, text);
  }

  async open({ request, socket, head, url, knock }: Upgrade): Promise<void> {
    const caller = await this.#options.gate.socket(knock, SOCKETS.live.need);
    const own = caller.session ? [...this.#clients].filter((client) => client.caller.actor.id === caller.actor.id).length : 0;
    if (this.#clients.size >= (this.#options.mostClients ?? MOST_CLIENTS) || own >= MOST_OF_ONE_PERSON) {
      throw new HttpFault(503, new Fault('api.too-many-clients', 'Too many live connections are open. Close some, then try again.', { retryable: true }));
    }
    this.#sockets.handleUpgrade(request, socket, head, (accepted) => {
      this.#welcome({ socket: accepted, scope: this.#scope.child(), caller, topics: new Set(), filter: caller.session ? undefined : filterOf(url.searchParams), alive: true, orders: 0 }, knock.headers);
    });
  }

  async close(): Promise<void> {
    const clients = [...this.#clients];
    this.#scope.end('closed');
    for (const { socket } of clients) {
      socket.close(GOING_AWAY, 'server stops');
      socket.terminate();
    }
    await new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
  }

  #welcome(client: LiveClient, headers: Upgrade['knock']['headers']): void {
    const { socket, scope, caller } = client;
    const { watch, topics, log, clock } = this.#options;
    this.#clients.add(client);
    scope.onEnd(() => {
      this.#clients.delete(client);
      topics.leave(client);
    });
    socket.on('pong', () => (client.alive = true));
    socket.on('close', () => scope.end('closed'));
    socket.on('error', (error) => log.debug('a live connection failed', { error }));
    socket.on('message', (data, binary) => this.#order(client, binary ? '' : String(data)));
    watch.watch({ caller, headers, ended: () => this.#sessionEnded(client), changed: (now) => topics.changed(client, now) }, scope);
    socket.send(JSON.stringify({ type: 'hello', at: clock.wall(), startedAt: this.#startedAt }));
  }

  #order(client: LiveClient, text: string): void {
    if (client.scope.ended) return;
    if (++client.orders > MOST_ORDERS) return client.socket.close(POLICY, 'too many orders');
    const order = liveOrderOf(text);
    if (order) client.filter = undefined;
    void this.#options.topics.order(client, order);
  }

  #sessionEnded(client: LiveClient): void {
    client.socket.send(JSON.stringify({ type: 'session-ended' }));
    this.#shut(client, SESSION_ENDED, 'session ended');
  }

  #send(client: LiveClient, text: string): void {
    if (client.scope.ended) return;
    if (client.socket.bufferedAmount > LARGEST_BACKLOG_BYTES) this.#drop(client);
    else client.socket.send(text);
  }

  #checkAlive(): void {
    for (const client of this.#clients) {
      client.orders = 0;
      if (!client.alive) {
        client.socket.terminate();
        continue;
      }
      client.alive = false;
      client.socket.ping();
    }
  }

  #drop(client: LiveClient): void {
    this.#options.log.warn('a live connection was dropped: it reads too slowly', { backlog: client.socket.bufferedAmount });
    this.#shut(client, TOO_SLOW, 'too slow');
  }

  #shut(client: LiveClient, code: number, why: string): void {
    client.scope.end(why);
    client.socket.close(code, why);
    // The close frame waits behind everything unread; do not keep that for long.
    const timer = this.#scope.after(this.#options.clock, 1_000, () => client.socket.terminate());
    client.socket.once('close', () => timer.cancel());
  }
}
