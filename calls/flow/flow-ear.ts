import { type Millis, Scope, type Timer } from '#core';
import { type FlowEffect, type FlowInput, grammarOf } from '#ivr';
import type { TranscriptStream, TranscriptUpdate, Word } from '#transcription';
import type { Call } from '../call.ts';
import { EarsTogether } from './ears-together.ts';
import { speechFacts } from './speech-facts.ts';

type Listen = Extract<FlowEffect, { type: 'listen' }>;
type Wanted = Pick<Listen, 'language' | 'grammar'>;

/** The pause with which recognition itself ends a turn, about (voice/turn-rule of transcription). */
const TURN_PAUSE: Millis = 500;
/** Final words come this soon after the turn; later there are none. */
const WORDS_AFTER_TURN: Millis = 500;
/** Voice shorter than this without a word is a cough, not an answer, in s. */
const COUGH_S = 0.4;

/** Hears the caller for a flow: only the words of the question, from `listen` to `stop`. No word goes to record or log. */
export class FlowEar {
  readonly #call: Call;
  readonly #scope: Scope;
  readonly #hear: (input: FlowInput) => void;
  #listening: Scope | undefined;

  constructor(call: Call, scope: Scope, hear: (input: FlowInput) => void) {
    this.#call = call;
    this.#scope = scope;
    this.#hear = hear;
  }

  /** Listens from now on; the flow is told at once when that cannot be. */
  listen(effect: Listen): void {
    this.stop();
    const { transcription, media } = this.#call.house;
    const leg = this.#call.caller?.media;
    const isHeard = ({ language }: Wanted) => transcription?.engines.every((engine) => engine.language !== language || engine.missing === undefined) ?? false;
    const wanted = [effect, ...(effect.others ?? [])].filter(isHeard);
    if (!transcription || !leg || wanted.length === 0) return this.#hear({ type: 'outcome', id: effect.id, outcome: 'failed' });
    const scope = (this.#listening = new Scope(this.#scope));
    const ears = new EarsTogether(effect.id, wanted.map(({ language }) => language), { scope, clock: this.#call.house.clock, hear: this.#hear });
    const streams = wanted.map(({ language, grammar }) => {
      const stream = transcription.open({ ...speechFacts(this.#call), language, scope, grammar: grammarOf(grammar, language) });
      new Utterance({ grammar, endOfSpeechMs: effect.endOfSpeechMs }, stream, { call: this.#call, scope, tell: (kind, words) => ears.heard(language, kind, words) });
      return stream;
    });
    const audio = media.audio(this.#call.id, { tap: true });
    audio.frames.on(({ speaker, frame }) => speaker === 'caller' && streams.forEach((stream) => stream.push(frame)), scope);
    audio.attach('caller', leg);
    scope.onEnd(() => void audio.close());
  }

  stop(): void {
    this.#listening?.end('not listened to any longer');
    this.#listening = undefined;
  }
}

interface Around {
  readonly call: Call;
  readonly scope: Scope;
  readonly tell: (kind: 'partial' | 'final', words: readonly Word[]) => void;
}

/** What is said between two silences as long as the flow wants them: several turns of the recogniser may belong to it. */
class Utterance {
  readonly #listen: Pick<Listen, 'grammar' | 'endOfSpeechMs'>;
  readonly #around: Around;
  #finals: readonly Word[] = [];
  #talking = false;
  #since = 0;
  #silence: Timer | undefined;

  constructor(listen: Pick<Listen, 'grammar' | 'endOfSpeechMs'>, stream: TranscriptStream, around: Around) {
    this.#listen = listen;
    this.#around = around;
    const { scope } = around;
    stream.updates.on((update) => this.#update(update), scope);
    stream.voice.on(({ talking, at }) => this.#voice(talking, at), scope);
    stream.trouble.on((trouble) => this.#trouble(trouble), scope);
  }

  /** What only surrounds the phrases of the flow (`press one`) may be unknown to a model; phrases somebody wrote should not. */
  #trouble({ code, message }: { code: string; message: string }): void {
    const dropped = new Set(code === 'transcription.grammar-words' ? message.split(/[:;,] /u) : []);
    const written = this.#listen.grammar.choices.some(({ phrases }) => phrases.some((phrase) => dropped.has(phrase)));
    const { log } = this.#around.call.house;
    log[dropped.size === 0 || written ? 'warn' : 'debug']('listening in a flow', { call: this.#around.call.id, code, problem: message });
  }

  #update({ kind, words }: TranscriptUpdate): void {
    if (kind === 'partial') return void (words.length > 0 && this.#around.tell('partial', [...this.#finals, ...words]));
    this.#finals = [...this.#finals, ...words];
    if (!this.#talking) this.#endAfter(Math.max(0, this.#listen.endOfSpeechMs - TURN_PAUSE));
  }

  #voice(talking: boolean, at: number): void {
    this.#talking = talking;
    this.#silence?.cancel();
    if (talking) this.#since = at;
    else if (this.#finals.length > 0 || at - this.#since >= COUGH_S) this.#endAfter(Math.max(WORDS_AFTER_TURN, this.#listen.endOfSpeechMs - TURN_PAUSE));
  }

  #endAfter(ms: Millis): void {
    const { scope, call } = this.#around;
    this.#silence?.cancel();
    this.#silence = scope.after(call.house.clock, ms, () => {
      const words = this.#finals;
      this.#finals = [];
      this.#around.tell('final', words);
    });
  }
}
