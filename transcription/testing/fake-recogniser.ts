import { Emitter, SAMPLE_RATE } from '#core';
import type { FromRemote, RecogniserLink } from '../pool/recogniser-link.ts';
import type { Word } from '../port.ts';
import type { FromEngine, ToEngine } from '../wire/messages.ts';

/** A recogniser process that does its work only when told, and hears every piece of audio as one word, its position. */
export class FakeRecogniser implements RecogniserLink {
  readonly messages = new Emitter<FromEngine | FromRemote>();
  readonly exited = new Emitter<{ reason: string; detail: string }>();
  readonly pid: number;
  readonly todo: ToEngine[] = [];
  ended = false;
  /** Dies instead of doing such a message. */
  fatal: (message: ToEngine) => boolean = () => false;
  #heard = new Map<number, Word[]>();

  constructor(pid: number) {
    this.pid = pid;
  }

  send(message: ToEngine): void {
    this.todo.push(message);
  }

  stop(): void {
    this.die('exit status 0');
  }

  kill(): void {
    this.die('SIGKILL');
  }

  die(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.exited.emit({ reason, detail: '' });
  }

  /** Does up to `count` messages. */
  work(count = Infinity): void {
    for (let done = 0; done < count && !this.ended; done++) {
      const message = this.todo[0];
      if (!message) return;
      if (this.fatal(message)) return this.die('SIGABRT');
      this.todo.shift();
      this.#do(message);
    }
  }

  #do(message: ToEngine): void {
    if (message.type === 'load') return this.messages.emit({ type: 'loaded', model: message.model });
    if (message.type === 'audio') return this.#hear(message);
    if (message.type !== 'finish') return;
    const { session, turn } = message;
    const words = this.#heard.get(session) ?? [];
    this.#heard.delete(session);
    this.messages.emit({ type: 'final', session, turn, words });
  }

  #hear({ session, turn, at, pcm }: ToEngine & { type: 'audio' }): void {
    const text = pcm.some((sample) => sample !== 0) ? `at${at}` : 'mute';
    const word = { text, start: at / SAMPLE_RATE, end: (at + pcm.length) / SAMPLE_RATE, confidence: 1 };
    const words = [...(this.#heard.get(session) ?? []), word];
    this.#heard.set(session, words);
    this.messages.emit({ type: 'partial', session, turn, words, settled: 0 });
    this.messages.emit({ type: 'handled', session });
  }
}
