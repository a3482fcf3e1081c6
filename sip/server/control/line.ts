import type { Outlet } from './outlet.ts';

/** One end of a line between the server and an application in the same process. */
export interface ControlLine {
  /** Hands a payload (`id|verb|…`, as in a frame, without its length) over; a byte string. */
  send(payload: string): void;
  close(): void;
}

/** What the end of a line is told, in later turns of the event loop. */
export interface LineListener {
  /** All payloads of one turn, in order. */
  readonly payload: (payload: string) => void;
  readonly closed: () => void;
}

/**
 * A line without a socket: payloads of one turn arrive together in the next, as segments on loopback would, at a
 * twentieth of their CPU (docs/decisions/0091). What was sent before a close still arrives.
 */
export function openLine(application: LineListener, server: LineListener): { toApplication: Outlet; toServer: ControlLine } {
  let alive = true;
  const close = () => {
    if (!alive) return;
    alive = false;
    setImmediate(() => {
      server.closed();
      application.closed();
    });
  };
  const isAlive = () => alive;
  const [down, up] = [batches(application.payload, isAlive), batches(server.payload, isAlive)];
  return {
    toApplication: { get alive() { return alive; }, send: down, close },
    toServer: { send: up, close },
  };
}

function batches(deliver: (payload: string) => void, isAlive: () => boolean): (payload: string) => void {
  let waiting: string[] = [];
  return (payload) => {
    if (!isAlive()) return;
    waiting.push(payload);
    if (waiting.length > 1) return;
    setImmediate(() => {
      const batch = waiting;
      waiting = [];
      for (const one of batch) deliver(one);
    });
  };
}
