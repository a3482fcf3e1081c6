import { type Language, Scope } from '#core';
import { type FlowUtterance, promptRef } from '#ivr';
import type { PromptRef } from '#media';
import type { Call } from '../call.ts';

/** What a flow lets the caller hear: prompts, and texts that are made into sounds first. */
export class FlowVoice {
  readonly #call: Call;
  readonly #scope: Scope;
  /** Ends when something else is to be heard. */
  #speaking: Scope;

  constructor(call: Call, scope: Scope) {
    this.#call = call;
    this.#scope = scope;
    this.#speaking = new Scope(scope);
  }

  /** `ended`: heard to the end; never for a loop, nor after `stop` or another `play`. */
  play(utterances: readonly FlowUtterance[], { loop }: { readonly loop: boolean }, ended: () => void): void {
    this.#speaking.end('another prompt');
    const speaking = (this.#speaking = new Scope(this.#scope));
    this.#call.flowSpeaking = speaking;
    speaking.onEnd(() => {
      if (this.#call.flowSpeaking === speaking) this.#call.flowSpeaking = undefined;
    });
    void this.#say(utterances, loop, speaking).then((heard) => {
      if (speaking.ended) return;
      speaking.end('heard');
      if (heard) ended();
    });
  }

  stop(): void {
    this.#speaking.end('stopped');
    this.#call.caller?.media.stop();
  }

  /** False when somebody else stopped it by ending the leg. */
  async #say(utterances: readonly FlowUtterance[], loop: boolean, speaking: Scope): Promise<boolean> {
    const language = this.#call.language;
    const sounds = utterances.every((one) => typeof one === 'string') ? utterances.map((name) => promptRef(name, language)) : await this.#sounds(utterances, language, speaking);
    if (speaking.ended) return false;
    if (sounds.length === 0) return true;
    const end = await (this.#call.caller?.media.play(sounds, { loop }) ?? Promise.resolve('leg-closed' as const));
    return end !== 'leg-closed';
  }

  async #sounds(utterances: readonly FlowUtterance[], language: Language, speaking: Scope): Promise<PromptRef[]> {
    const found = await Promise.all(utterances.map(async (one) => (typeof one === 'string' ? promptRef(one, language) : this.#spoken(one, speaking))));
    return found.filter((sound) => sound !== undefined);
  }

  /** What cannot be spoken is left out, with a word about it on the timeline. */
  async #spoken({ say, language, secret }: Exclude<FlowUtterance, string>, speaking: Scope): Promise<PromptRef | undefined> {
    const speech = this.#call.house.outside?.speech;
    const sound = await speech?.soundOf(say, language, speaking, { fleeting: secret === true });
    if (!sound && !speaking.ended) this.#call.record('ivr.note', { note: 'not-spoken', why: speech ? 'the command failed' : 'no command is configured' });
    return sound;
  }
}
