import type { Socket } from 'node:net';
import type { Random } from '#core';
import { frame } from './frame-codec.ts';

/** Unread frames after which an application counts as hung. */
const MAX_UNSENT = 64 * 1024 * 1024;

/** One connected application: the place its frames are written to. */
export class AppConnection {
  readonly id: string;
  readonly verbs = new Set<string>();
  readonly #socket: Socket;
  readonly #random: Random;
  #corked = false;
  authenticated = false;

  constructor(socket: Socket, random: Random) {
    this.#socket = socket;
    this.#random = random;
    this.id = random.uuid();
  }

  get alive(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** Sends `uuid|header` with an optional SIP message (byte strings). */
  send(header: string, message?: string): void {
    if (!this.alive) return;
    if (this.#socket.writableLength > MAX_UNSENT) return void this.#socket.destroy();
    if (!this.#corked) {
      // Frames of one turn of the event loop leave in one segment.
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    const payload = `${this.#random.uuid()}|${header}`;
    this.#socket.write(frame(message === undefined ? payload : `${payload}\r\n${message}`), 'latin1');
  }

  /** Answers the frame `id`. */
  reply(id: string, outcome: string, message?: string): void {
    this.send(`response|${id}|${outcome}`, message);
  }

  /** Writes what is queued, then closes. */
  close(): void {
    this.#socket.end(() => this.#socket.destroy());
  }
}
