import type { IncomingMessage } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Session } from '#access';
import { type Clock, Fault, type Log, type Millis, Scope } from '#core';
import { HttpFault } from '../http/http-fault.ts';
import { SOCKETS } from '../http/openapi-sockets.ts';
import type { Upgrade } from '../live/upgrades.ts';
import type { AccessPort } from '../port.ts';
import type { Gate } from '../who/gate.ts';
import { guestFilter } from './guest-filter.ts';
import type { GuestFacts } from './guest-rules.ts';

/** Tabs of a person, some of them not yet known to be gone; visitors behind one router. */
const MOST_OF_ONE = { person: 8, address: 20 };
const MOST = 2_000;
const CONNECT_WITHIN_MS: Millis = 5_000;
/** Finds peers that vanished without a word. */
const KEEP_ALIVE_MS = 30_000;

/** The SIP server's own WebSocket listener. */
export interface SipTarget {
  readonly host: string;
  readonly port: number;
  /** By TLS; its certificate must be one this machine trusts (NODE_EXTRA_CA_CERTS adds some). */
  readonly secure?: boolean;
}

export interface SipPipeOptions {
  /** Undefined while there is none. */
  readonly target: () => SipTarget | undefined;
  readonly gate: Gate;
  readonly guests?: AccessPort['guests'] | undefined;
  readonly access?: Pick<AccessPort, 'sessions' | 'people'> | undefined;
  /** The number visitors may call, and no other. */
  readonly guestNumber?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * `WS /sip` (RFC 7118): a browser's phone reaches the SIP server through the page's own host and port.
 *
 *   browser ══ upgrade, checked here ══▶ pipe of bytes (a visitor's: read, guest-filter.ts) ──▶ ws listener of the SIP server, which answers the upgrade itself
 *
 * When the session ends the pipe stays: a call goes on, only new connections are refused. It does not when the person may
 * be an agent no more: disabled people are not called.
 */
export class SipPipe {
  readonly path = /^\/sip$/;
  readonly #options: SipPipeOptions;
  readonly #open = new Map<string, number>();
  readonly #people = new Set<{ readonly session: Session; readonly scope: Scope }>();
  readonly #scope = new Scope();
  #pipes = 0;

  constructor(options: SipPipeOptions) {
    this.#options = options;
    options.access?.sessions.ended.on((keys) => void this.#lookAt(keys), this.#scope);
  }

  get pipes(): number {
    return this.#pipes;
  }

  async open({ request, socket, head, url, knock }: Upgrade): Promise<void> {
    const target = this.#options.target();
    const ticket = url.searchParams.get('guest');
    const caller = ticket === null ? await this.#options.gate.socket(knock, SOCKETS.sip.need) : undefined;
    if (!caller) this.#options.gate.ownPage(knock);
    if (!protocols(request).includes('sip')) throw new HttpFault(400, new Fault('api.no-sip-protocol', 'Offer the WebSocket subprotocol "sip" (RFC 7118 §4).'));
    if (!target) throw new HttpFault(503, new Fault('api.no-sip-websocket', 'The SIP server has no WebSocket listener: see sip.websocketPort (embedded) or sip.websocketUrl (drachtio-server) in the configuration.'));
    const who = caller ? `person ${caller.actor.id}` : `address ${knock.address}`;
    const most = caller ? MOST_OF_ONE.person : MOST_OF_ONE.address;
    if (this.#pipes >= MOST || (this.#open.get(who) ?? 0) >= most) throw new HttpFault(503, new Fault('api.too-many-clients', 'Too many live connections are open. Close some, then try again.', { retryable: true }));
    const guest = ticket === null ? undefined : this.#guest(ticket);
    const scope = this.#counted(who, socket);
    if (caller?.session) this.#remember(caller.session, scope);
    const upstream = await this.#connected(target, scope);
    upstream.write(greeting(request, target, knock.address));
    const filter = guest && guestFilter(guest, (method) => {
      this.#options.log.warn("a visitor's phone asked for what visitors may not, and was cut off", { method });
      scope.end('refused');
    });
    if (head.length > 0) (filter ?? upstream).write(head);
    if (filter) socket.pipe(filter).pipe(upstream);
    else socket.pipe(upstream);
    upstream.pipe(socket);
  }

  #guest(ticket: string): GuestFacts {
    const { guests, guestNumber: number } = this.#options;
    const taken = number === undefined ? undefined : guests?.take(ticket);
    if (!taken || number === undefined) throw new HttpFault(401, new Fault('api.no-guest', 'This ticket was used or is too old. POST /api/call-us gives another.'));
    return { account: taken.account, number };
  }

  close(): void {
    this.#scope.end('closed');
  }

  #remember(session: Session, scope: Scope): void {
    const one = { session, scope };
    this.#people.add(one);
    scope.onEnd(() => this.#people.delete(one));
  }

  /** Sessions ended: by signing out, which changes nothing here, or because somebody was disabled or is another agent now. */
  async #lookAt(keys: readonly string[]): Promise<void> {
    for (const { session: { key, person }, scope } of this.#people) {
      if (!keys.includes(key)) continue;
      const now = await this.#options.access?.people.find(person.id).catch(() => person);
      if (!now || now.agent !== person.agent || ('disabled' in now && now.disabled)) scope.end('no agent any more');
    }
  }

  #counted(who: string, socket: Duplex): Scope {
    const scope = this.#scope.child();
    this.#pipes++;
    this.#open.set(who, (this.#open.get(who) ?? 0) + 1);
    scope.onEnd(() => {
      this.#pipes--;
      const left = (this.#open.get(who) ?? 1) - 1;
      if (left > 0) this.#open.set(who, left);
      else this.#open.delete(who);
    });
    socket.once('close', () => scope.end('browser gone'));
    scope.onEnd(() => socket.destroy());
    if (socket.destroyed) scope.end('browser gone');
    const tcp = socket as Socket;
    tcp.setKeepAlive?.(true, KEEP_ALIVE_MS);
    tcp.setNoDelay?.(true);
    return scope;
  }

  #connected(target: SipTarget, scope: Scope): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const upstream = target.secure ? connectTls({ host: target.host, port: target.port, ...(isIP(target.host) === 0 ? { servername: target.host } : {}) }) : connect({ host: target.host, port: target.port });
      upstream.setNoDelay(true);
      const away = (error?: unknown) => reject(new HttpFault(503, new Fault('api.sip-away', 'The SIP server does not answer on its WebSocket listener. Try again in a few seconds.', { retryable: true, cause: error })));
      const timer = scope.after(this.#options.clock, CONNECT_WITHIN_MS, () => {
        away();
        upstream.destroy();
      });
      upstream.once(target.secure ? 'secureConnect' : 'connect', () => {
        timer.cancel();
        upstream.on('close', () => scope.end('server gone'));
        scope.onEnd(() => upstream.destroy());
        resolve(upstream);
      });
      upstream.once('error', (error) => {
        timer.cancel();
        away(error);
        this.#options.log.warn("a page's phone could not be connected with the SIP server: check sip.websocketUrl, and its certificate where it is wss", { error });
      });
    });
  }
}

const protocols = ({ headers }: IncomingMessage) => (headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());

/** RFC 6455 §4.1: the client's own key, so that the server's answer is the one the client waits for. No extensions, no cookies. */
function greeting({ headers }: IncomingMessage, { host, port }: SipTarget, address: string): string {
  const lines = [
    'GET / HTTP/1.1',
    `Host: ${host}:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    `Sec-WebSocket-Key: ${headers['sec-websocket-key'] ?? ''}`,
    `Sec-WebSocket-Version: ${headers['sec-websocket-version'] ?? '13'}`,
    'Sec-WebSocket-Protocol: sip',
    `X-Forwarded-For: ${address}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
