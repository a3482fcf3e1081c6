import { isUtf8 } from 'node:buffer';
import type { WebSocket } from 'ws';
import type { Timer } from '#core';
import type { TimerBank } from '../../transaction/timer-bank.ts';
import type { Arrival, Flow } from '../port.ts';

export interface WsConnectionOptions {
  readonly protocol: 'ws' | 'wss';
  readonly address: string;
  readonly port: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly timers: TimerBank;
  /** A connection that never said anything sensible is closed after this time. */
  readonly silentMs: number;
  /** One without a SIP message for so long is closed, even when it answers our pings. */
  readonly idleMs: number;
  readonly arrived: (arrival: Arrival) => void;
  readonly closed: () => void;
}

/** Unsent bytes after which a peer that does not read is given up. */
const MAX_UNSENT = 4 * 1024 * 1024;
/** We ping as often; one that stays dumb until the next is gone. Middle boxes forget silent connections after 30 s and more. */
const PING_MS = 25_000;

/**
 * Adapter: one WebSocket as a flow (RFC 7118).
 *
 *   silent ──first message──▶ talking ──no pong, no message for long──▶ closed
 *     └──silentMs───────────────────────────────────────────────────▶ closed
 */
export class WsConnection implements Flow {
  readonly protocol: 'ws' | 'wss';
  readonly reliable = true;
  readonly address: string;
  readonly port: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly #socket: WebSocket;
  readonly #options: WsConnectionOptions;
  readonly #watchers = new Set<() => void>();
  #open = true;
  /** Anything at all came since the last look. */
  #alive = false;
  /** Looks since the last SIP message; -1 before the first. */
  #idleLooks = -1;
  #waiting: Timer;

  constructor(socket: WebSocket, options: WsConnectionOptions) {
    this.protocol = options.protocol;
    this.address = options.address;
    this.port = options.port;
    this.localAddress = options.localAddress;
    this.localPort = options.localPort;
    this.#socket = socket;
    this.#options = options;
    this.#waiting = options.timers.after(options.silentMs, () => this.#look());
    socket.on('message', (data) => this.#receive(data));
    socket.on('ping', () => void (this.#alive = true));
    socket.on('pong', () => void (this.#alive = true));
    // What broke is told by 'close', which always follows.
    socket.on('error', () => {});
    socket.once('close', () => this.#closed());
  }

  get alive(): boolean {
    return this.#open && this.#socket.readyState === this.#socket.OPEN;
  }

  send(text: string, failed?: () => void): void {
    if (this.#socket.bufferedAmount > MAX_UNSENT) this.#socket.terminate();
    if (!this.alive) {
      if (failed) queueMicrotask(failed);
      return;
    }
    const bytes = Buffer.from(text, 'latin1');
    // A text frame that is no UTF-8 would end the connection (RFC 6455 §8.1).
    this.#socket.send(bytes, { binary: !isUtf8(bytes) }, failed && ((error) => error && failed()));
  }

  onBreak(fn: () => void): () => void {
    this.#watchers.add(fn);
    return () => void this.#watchers.delete(fn);
  }

  destroy(): void {
    this.#socket.terminate();
  }

  #receive(data: unknown): void {
    if (!Buffer.isBuffer(data)) return;
    this.#alive = true;
    const text = data.toString('latin1');
    if (!/[^\r\n]/.test(text)) return this.#keptAlive(text);
    this.#idleLooks = 0;
    this.#options.arrived({ text, flow: this });
  }

  /** RFC 7118 §6, RFC 5626 §4.4.1: a double CRLF wants a single one back. */
  #keptAlive(text: string): void {
    if (this.#idleLooks < 0) this.#idleLooks = 0;
    if (text.startsWith('\r\n\r\n')) this.send('\r\n');
  }

  /** Cheaper than a timer per message: whether anything came is looked at when the timer fires. */
  #look(): void {
    const isTalking = this.#idleLooks >= 0 && this.#idleLooks * PING_MS < this.#options.idleMs;
    if (!isTalking || !this.#alive) return this.#socket.terminate();
    this.#idleLooks += 1;
    this.#alive = false;
    this.#socket.ping();
    this.#waiting = this.#options.timers.after(PING_MS, () => this.#look());
  }

  #closed(): void {
    this.#open = false;
    this.#waiting.cancel();
    this.#options.closed();
    for (const fn of this.#watchers) fn();
    this.#watchers.clear();
  }
}
