import type { Clock } from '#core';
import type { FromEngine, ToEngine } from '../wire/messages.ts';
import type { VoskLibrary, VoskModel } from './libvosk.ts';
import { fitGrammar } from './grammar.ts';
import { ALTERNATIVES } from './hot-words.ts';
import { Speaker } from './speaker.ts';

interface Loaded {
  readonly model: VoskModel;
  readonly feedRate: number;
}

export interface EngineOptions {
  /** Opens the library on first need; throws when the machine has none. */
  readonly library: () => VoskLibrary;
  readonly clock: Clock;
  /** Must hand the message to the kernel at once: after a crash, what was answered tells what was the last piece. */
  readonly say: (message: FromEngine) => void;
}

/** The work of a recogniser process: models loaded once, one `Speaker` per session, messages done one after the other. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #models = new Map<string, Loaded>();
  readonly #sessions = new Map<number, ToEngine & { type: 'open' }>();
  readonly #speakers = new Map<number, Speaker>();

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  handle(message: ToEngine): void {
    switch (message.type) {
      case 'load':
        return this.#load(message);
      case 'open':
        return void this.#sessions.set(message.session, message);
      case 'audio':
        return this.#hear(message);
      case 'finish':
        return this.#finish(message);
      case 'close':
        return this.#close(message.session);
    }
  }

  #load({ model: name, path, feedRate }: ToEngine & { type: 'load' }): void {
    const { say, library } = this.#options;
    try {
      const model = library().model(path);
      if (model) this.#models.set(name, { model, feedRate });
      say({ type: 'loaded', model: name, ...(model ? {} : { problem: 'libvosk finds no usable model in the folder' }) });
    } catch (error) {
      say({ type: 'loaded', model: name, problem: error instanceof Error ? error.message : String(error) });
    }
  }

  #hear({ session, turn, at, pcm }: ToEngine & { type: 'audio' }): void {
    const partial = this.#speaker(session).hear(at, pcm, this.#options.clock.now());
    if (partial) this.#options.say({ type: 'partial', session, turn, ...partial });
    this.#options.say({ type: 'handled', session });
  }

  #finish({ session, turn }: ToEngine & { type: 'finish' }): void {
    const words = this.#speakers.get(session)?.finish() ?? [];
    this.#options.say({ type: 'final', session, turn, words });
  }

  #close(session: number): void {
    this.#speakers.get(session)?.free();
    this.#speakers.delete(session);
    this.#sessions.delete(session);
  }

  /** Words the model lacks are told once, with the first audio. */
  #fitted(session: number, model: VoskModel, grammar: readonly string[]): string | undefined {
    const { json, dropped } = fitGrammar(grammar, (word) => model.knows(word));
    if (dropped.length > 0) this.#options.say({ type: 'grammar', session, dropped, free: json === undefined });
    return json;
  }

  /** Hot words that the model cannot hear. */
  #tellUnknown(session: number, model: VoskModel, hotWords: readonly string[]): void {
    const { dropped } = fitGrammar(hotWords, (word) => model.knows(word));
    if (dropped.length > 0) this.#options.say({ type: 'grammar', session, dropped, free: false });
  }

  #speaker(session: number): Speaker {
    const known = this.#speakers.get(session);
    if (known) return known;
    const { model = '', grammar, hotWords } = this.#sessions.get(session) ?? {};
    const loaded = this.#models.get(model);
    const recogniser = loaded?.model.recogniser(loaded.feedRate, { grammar: grammar && this.#fitted(session, loaded.model, grammar), ...(hotWords ? { alternatives: ALTERNATIVES } : {}) });
    if (!loaded || !recogniser) throw new Error('no recogniser for this session');
    if (hotWords && !grammar) this.#tellUnknown(session, loaded.model, hotWords);
    const speaker = new Speaker(recogniser, loaded.feedRate, hotWords);
    this.#speakers.set(session, speaker);
    return speaker;
  }
}
