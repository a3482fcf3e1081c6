import type { Socket } from 'node:net';
import { frame } from './frame-codec.ts';

/** Unread bytes after which an application counts as hung. */
const MAX_UNSENT = 64 * 1024 * 1024;

/** The way to one application: its TCP connection, or a line within the process. Payloads are byte strings. */
export interface Outlet {
  readonly alive: boolean;
  send(payload: string): void;
  /** Writes what is queued, then closes. */
  close(): void;
}

/** Frames of one turn of the event loop leave in one segment. */
export class SocketOutlet implements Outlet {
  readonly #socket: Socket;
  #corked = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get alive(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  send(payload: string): void {
    if (this.#socket.writableLength > MAX_UNSENT) return void this.#socket.destroy();
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(frame(payload), 'latin1');
  }

  close(): void {
    this.#socket.end(() => this.#socket.destroy());
  }
}
