import type { CallSeconds, Millis, Scope, Speaker, Timer } from '#core';
import type { Alert } from '#qa';
import { hideEvidence, redact, type RedactionEffect, type RedactionInput, startRedaction } from '#redaction';
import type { TranscriptUpdate } from '#transcription';
import type { Call } from '../call.ts';

/** How often it is looked at what waits; only while something does. */
const LOOK_MS: Millis = 250;
/** What counting in fractions may add to a whole millisecond. */
const TINY: Millis = 1e-6;

/** Where words and spans of a conversation go. */
export interface Guarded {
  words(speaker: Speaker, update: TranscriptUpdate): void;
  /** A secret (or keys) was said there. */
  secret(speaker: Speaker, kind: string, from: CallSeconds, to: CallSeconds): void;
}

/** Between the recognisers and everybody who shows or stores words: lets nothing pass that is, or may become, a secret. */
export class WordGuard {
  readonly #call: Call;
  readonly #to: Guarded;
  readonly #scope: Scope;
  #timer: Timer | undefined;
  #lastWord: CallSeconds = 0;

  /** `scope`: until the last words of the conversation. */
  constructor(call: Call, queue: string, scope: Scope, to: Guarded) {
    this.#call = call;
    this.#scope = scope;
    this.#to = to;
    const policy = call.house.settings.redactionOf?.(queue, call.language);
    // What was a secret with the agent before still is one.
    call.redaction = policy && { ...(call.redaction ?? startRedaction(policy, call.language)), policy, turns: [] };
  }

  hear(speaker: Speaker, { kind, turn, words }: TranscriptUpdate): void {
    if (!this.#call.redaction) return this.#to.words(speaker, { kind, turn, words });
    this.#lastWord = Math.max(this.#lastWord, words.at(-1)?.end ?? 0);
    this.#take({ type: 'words', speaker, turn, kind, words });
    if (words.length === 0 && kind === 'final') this.#to.words(speaker, { kind, turn, words });
  }

  key(speaker: Speaker): void {
    this.#take({ type: 'key', speaker });
  }

  /** The conversation is over: what waits is decided. */
  end(): void {
    this.#take({ type: 'end' });
    this.#timer?.cancel();
  }

  /** The same alert with what may be shown of its evidence. */
  hidden(alert: Alert): Alert {
    const { redaction } = this.#call;
    if (!redaction) return alert;
    const speakers = alert.channel === 'both' ? (['caller', 'agent'] as const) : [alert.channel];
    return { ...alert, evidence: { ...alert.evidence, words: hideEvidence(redaction, speakers, alert.evidence.words) } };
  }

  #take(input: RedactionInput): void {
    const { redaction } = this.#call;
    if (!redaction) return;
    const step = redact(redaction, input, Math.max(this.#lastWord, this.#call.audioAt ?? 0));
    this.#call.redaction = step.state;
    for (const effect of step.effects) this.#do(effect);
    if (step.state.turns.length > 0) this.#timer ??= this.#scope.after(this.#call.house.clock, LOOK_MS, () => this.#look());
  }

  #look(): void {
    this.#timer = undefined;
    this.#take({ type: 'tick' });
  }

  #do(effect: RedactionEffect): void {
    if (effect.type === 'words') {
      const { speaker, kind, turn, words } = effect;
      this.#to.words(speaker, { kind, turn, words });
    } else if (effect.type === 'silence') {
      const { speaker, kind } = effect;
      // The timeline keeps whole milliseconds: what it names is silent to the last sample.
      const [from, to] = [Math.floor(effect.from * 1000 + TINY) / 1000, Math.ceil(effect.to * 1000 - TINY) / 1000];
      this.#call.silent.push({ speaker, from, to });
      this.#call.record('redaction.silenced', { speaker, kind, from, to }, from);
      this.#to.secret(speaker, kind, from, to);
    } else {
      this.#call.keysSecret.push({ from: effect.from, to: effect.to });
      this.#call.record('redaction.asked', { from: effect.from, to: effect.to }, effect.from);
    }
  }
}
