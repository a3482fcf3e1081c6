import type { Socket } from 'node:net';
import { type Clock, Emitter, type Millis, Scope } from '#core';

/** One line of the wire: a topic and what is told; `hello` comes first, `` (nothing) is a sign of life. */
export interface Told {
  readonly topic: string;
  readonly body: unknown;
}

const BEAT_MS: Millis = 500;
/** Longer than a server may stand still and be taken back by the routing log. */
const SILENT_MS: Millis = 4_000;
/** No message is near this; a session description has 1-8 kB. */
const LONGEST = 1_000_000;
/** A peer that reads nothing any more. */
const MOST_UNSENT = 32_000_000;

/** JSON lines over one connection, with signs of life. */
export class Link {
  readonly told = new Emitter<Told>();
  readonly ended = new Emitter<void>();
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #scope = new Scope();
  #text = '';
  #heardAt: Millis;

  constructor(socket: Socket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    this.#heardAt = clock.now();
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    socket.on('data', (text) => this.#take(String(text)));
    socket.on('error', () => this.end());
    socket.on('close', () => this.end());
    const beat = clock.every(BEAT_MS, () => this.#beat());
    this.#scope.onEnd(() => beat.cancel());
  }

  tell(topic: string, body: unknown): void {
    if (!this.#scope.ended) this.#socket.write(`${JSON.stringify({ topic, body })}\n`);
  }

  end(): void {
    if (this.#scope.ended) return;
    this.#scope.end('link ended');
    this.#socket.destroy();
    this.ended.emit();
  }

  #beat(): void {
    if (this.#clock.now() - this.#heardAt > SILENT_MS || this.#socket.writableLength > MOST_UNSENT) this.end();
    else this.#socket.write('\n');
  }

  #take(text: string): void {
    this.#heardAt = this.#clock.now();
    this.#text += text;
    for (let end = this.#text.indexOf('\n'); end >= 0; end = this.#text.indexOf('\n')) {
      const line = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 1);
      if (line !== '') this.#hear(line);
    }
    if (this.#text.length > LONGEST) this.end();
  }

  #hear(line: string): void {
    let told: Told;
    try {
      told = JSON.parse(line) as Told;
    } catch {
      return this.end();
    }
    if (typeof told?.topic === 'string') this.told.emit({ topic: told.topic, body: told.body });
  }
}
