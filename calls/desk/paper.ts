import type { Millis, Timer } from '#core';
import type { Call } from '../call.ts';

/** What is typed is kept after so long a pause; at the end at once. */
const SAVE_AFTER_MS: Millis = 1_000;

/** What the agent writes about one call: kept on its timeline, also after its end; the last version counts. */
export class Paper {
  readonly call: Call;
  readonly #agent: string;
  disposition: string | undefined;
  notes = '';
  /** The conversation is over: the agent is in wrap-up. */
  talked = false;
  #saved = '';
  #timer: Timer | undefined;

  constructor(call: Call, agent: string) {
    this.call = call;
    this.#agent = agent;
    this.#saved = this.#text;
  }

  write({ disposition, notes }: { readonly disposition?: string; readonly notes?: string }): void {
    if (disposition !== undefined) this.disposition = disposition;
    if (notes !== undefined) this.notes = notes;
    this.#timer?.cancel();
    this.#timer = this.call.house.clock.after(SAVE_AFTER_MS, () => this.save());
  }

  /** Puts the newest version on the timeline. */
  save(): void {
    this.#timer?.cancel();
    if (this.#text === this.#saved) return;
    this.#saved = this.#text;
    const { disposition, notes } = this;
    this.call.record('wrap-up.saved', { agent: this.#agent, notes, ...(disposition === undefined ? {} : { disposition }) });
  }

  get #text(): string {
    return JSON.stringify([this.disposition, this.notes]);
  }
}
