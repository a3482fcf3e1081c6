import type { Socket } from 'node:net';
import type { Timer } from '#core';
import type { TimerBank } from '../transaction/timer-bank.ts';
import type { Arrival, Flow } from './port.ts';
import { type FrameLimits, MessageStream } from './tcp-framing.ts';

export interface ConnectionOptions {
  readonly address: string;
  readonly port: number;
  readonly localAddress: string;
  /** The listening port: what we call ourselves, not the ephemeral port of an outgoing connection. */
  readonly localPort: number;
  readonly limits: FrameLimits;
  readonly timers: TimerBank;
  /** A connection that never said anything sensible is closed after this time … */
  readonly silentMs: number;
  /** … and one that has fallen silent after between one and two of these. */
  readonly idleMs: number;
  readonly arrived: (arrival: Arrival) => void;
  readonly closed: () => void;
}

/** Unsent bytes after which a peer that does not read is given up. */
const MAX_UNSENT = 4 * 1024 * 1024;

/** Adapter: one TCP connection as a flow. */
export class TcpConnection implements Flow {
  readonly protocol = 'tcp';
  readonly reliable = true;
  readonly address: string;
  readonly port: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #watchers = new Set<() => void>();
  readonly #stream: MessageStream;
  #open = true;
  /** Something sensible came since the idle timer was last looked at. */
  #heard = false;
  #waiting: Timer;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.address = options.address;
    this.port = options.port;
    this.localAddress = options.localAddress;
    this.localPort = options.localPort;
    this.#socket = socket;
    this.#options = options;
    this.#stream = new MessageStream(options.limits);
    this.#waiting = options.timers.after(options.silentMs, () => this.#idle());
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.on('data', (chunk) => this.#receive(chunk.toString('latin1')));
    // What broke is told by 'close', which always follows.
    socket.on('error', () => {});
    socket.once('close', () => this.#closed());
  }

  get alive(): boolean {
    return this.#open;
  }

  send(text: string, failed?: () => void): void {
    if (this.#socket.writableLength > MAX_UNSENT) this.#socket.destroy();
    if (!this.#open || this.#socket.destroyed) {
      if (failed) queueMicrotask(failed);
      return;
    }
    this.#socket.write(text, 'latin1', failed && ((error) => error && failed()));
  }

  onBreak(fn: () => void): () => void {
    this.#watchers.add(fn);
    return () => void this.#watchers.delete(fn);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #receive(chunk: string): void {
    const framed = this.#stream.take(chunk);
    if (framed.pings > 0) this.#socket.write('\r\n'.repeat(Math.min(framed.pings, 16)));
    if (framed.messages.length > 0 || framed.pings > 0) this.#heard = true;
    for (const text of framed.messages) this.#options.arrived({ text, flow: this });
    if (framed.lost) {
      this.#options.arrived({ text: framed.lost.head, flow: this, unframed: framed.lost.status });
      this.#socket.destroySoon();
    }
  }

  /** Cheaper than a timer per chunk: whether anything came is looked at when the timer fires. */
  #idle(): void {
    if (!this.#heard) return void this.#socket.destroy();
    this.#heard = false;
    this.#waiting = this.#options.timers.after(this.#options.idleMs, () => this.#idle());
  }

  #closed(): void {
    this.#open = false;
    this.#waiting.cancel();
    this.#options.closed();
    for (const fn of this.#watchers) fn();
    this.#watchers.clear();
  }
}
