import type { CallSeconds, Speaker } from '#core';
import type { HeardRecord, QaInput } from '#qa';

type Pair = [from: CallSeconds, to: CallSeconds];

/** Collects what rules were told of a conversation beside its words, so that it can be judged again. */
export class HeardSoFar {
  readonly #voices: Record<Speaker, Pair[]> = { caller: [], agent: [] };
  readonly #talking = new Map<Speaker, CallSeconds>();
  readonly #holds: Pair[] = [];
  readonly #measured: Extract<QaInput, { type: 'emotion' | 'pii' }>[] = [];
  #held: CallSeconds | undefined;

  take(input: QaInput): void {
    if (input.type === 'emotion' || input.type === 'pii') this.#measured.push(input);
    if (input.type === 'voice') this.#voice(input.channel, input.talking, input.at);
    if (input.type === 'hold') this.#hold(input.on, input.at);
  }

  /** All of it when the conversation is over; what is not over ends with it. */
  record(about: Omit<HeardRecord, 'voices' | 'holds' | 'measured'>): HeardRecord {
    for (const channel of ['caller', 'agent'] as const) this.#voice(channel, false, about.end);
    this.#hold(false, about.end);
    return { ...about, voices: this.#voices, holds: this.#holds, measured: this.#measured };
  }

  #voice(channel: Speaker, talking: boolean, at: CallSeconds): void {
    const since = this.#talking.get(channel);
    if (talking && since === undefined) this.#talking.set(channel, at);
    if (talking || since === undefined) return;
    this.#talking.delete(channel);
    this.#voices[channel].push([since, at]);
  }

  #hold(on: boolean, at: CallSeconds): void {
    if (on) this.#held ??= at;
    else if (this.#held !== undefined) {
      this.#holds.push([this.#held, at]);
      this.#held = undefined;
    }
  }
}
