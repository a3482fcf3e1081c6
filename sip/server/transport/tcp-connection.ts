import type { Socket } from 'node:net';
import type { TimerBank } from '../transaction/timer-bank.ts';
import type { Arrival, Flow } from './port.ts';
import { type FrameLimits, frameStream } from './tcp-framing.ts';

export interface ConnectionOptions {
  readonly localAddress: string;
  /** The listening port: what we call ourselves, not the ephemeral port of an outgoing connection. */
  readonly localPort: number;
  readonly limits: FrameLimits;
  readonly timers: TimerBank;
  /** A connection that never said anything is closed after this time. */
  readonly silentMs: number;
  /** … and one that has fallen silent after this. */
  readonly idleMs: number;
  readonly arrived: (arrival: Arrival) => void;
  readonly closed: () => void;
}

/** Unsent bytes after which a peer that does not read is given up. */
const MAX_UNSENT = 4 * 1024 * 1024;

/** Adapter: one TCP connection as a flow. */
export function tcpFlow(socket: Socket, address: string, port: number, options: ConnectionOptions): Flow {
  const watchers = new Set<() => void>();
  let pending = '';
  let open = true;
  let waiting = options.timers.after(options.silentMs, () => socket.destroy());
  let heardAt = false;
  const flow: Flow = {
    protocol: 'tcp',
    reliable: true,
    address,
    port,
    localAddress: options.localAddress,
    localPort: options.localPort,
    get alive() {
      return open;
    },
    send(text, failed) {
      if (!open) {
        if (failed) queueMicrotask(failed);
        return;
      }
      if (socket.writableLength > MAX_UNSENT) socket.destroy();
      socket.write(text, 'latin1', failed && ((error) => error && failed()));
    },
    onBreak(fn) {
      watchers.add(fn);
      return () => void watchers.delete(fn);
    },
  };
  const rearm = () => {
    waiting.cancel();
    waiting = options.timers.after(options.idleMs, () => idle());
  };
  // Cheaper than a timer per chunk: note that something came, look at it when the idle timer fires.
  const idle = () => {
    if (!heardAt) return void socket.destroy();
    heardAt = false;
    rearm();
  };
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 30_000);
  socket.on('data', (chunk) => {
    const framed = frameStream(pending + chunk.toString('latin1'), options.limits);
    pending = framed.rest;
    if (framed.pings > 0) socket.write('\r\n'.repeat(Math.min(framed.pings, 16)));
    if (!heardAt && framed.messages.length > 0) {
      heardAt = true;
      rearm();
    }
    for (const text of framed.messages) options.arrived({ text, flow });
    if (framed.lost) {
      options.arrived({ text: framed.lost.head, flow, unframed: framed.lost.status });
      socket.destroySoon();
    }
  });
  socket.on('error', () => {});
  socket.once('close', () => {
    open = false;
    waiting.cancel();
    options.closed();
    for (const fn of watchers) fn();
    watchers.clear();
  });
  return flow;
}
