import type { CallId, Clock, Millis, Timer } from '#core';

/** What is typed is kept after so long a pause; at the end at once. */
const SAVE_AFTER_MS: Millis = 1_000;

/** A call as far as one can write about it, in progress or over. */
export interface WrittenCall {
  readonly id: CallId;
  readonly from: string;
  readonly house: { readonly clock: Clock };
  record(type: string, data: Record<string, unknown>): void;
}

/** What the agent writes about one call: kept on its timeline, also after its end; the last version counts. */
export class Paper {
  readonly call: WrittenCall;
  readonly #agent: string;
  disposition: string | undefined;
  notes = '';
  /** The conversation is over: the agent is in wrap-up. */
  talked = false;
  #saved = '';
  #timer: Timer | undefined;

  constructor(call: WrittenCall, agent: string) {
    this.call = call;
    this.#agent = agent;
    this.#saved = this.#text;
  }

  /** After a restart: the conversation is over, and this was written about it. */
  restore({ disposition, notes }: Readonly<Record<string, unknown>>): void {
    this.talked = true;
    if (typeof disposition === 'string') this.disposition = disposition;
    if (typeof notes === 'string') this.notes = notes;
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
