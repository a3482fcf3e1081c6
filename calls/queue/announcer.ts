import type { Millis, Scope } from '#core';
import { promptRef } from '#ivr';
import { spokenMinutes } from '#routing';
import type { Call } from '../call.ts';

/** Prompts exist for places up to this one; beyond it `position-many` is heard. */
const LAST_SPOKEN_PLACE = 10;
/** Nobody wants to hear a place when an agent answers within a moment. */
const FIRST_PLACE_AFTER_MS: Millis = 2_000;
/** While somebody else speaks to the caller, or a phone rings, it is looked again so soon. */
const LATER_MS: Millis = 2_000;
const USUAL_PAUSE_MS: Millis = 30_000;

export interface AnnouncerOptions {
  readonly queue: string;
  /** Name of the stay in the routing machine. */
  readonly contact: string;
  /** The agent was lost in mid-call: say so first. */
  readonly apologise: boolean;
}

/** Music without a gap, and from time to time the place in the queue and how long it will take. */
export class Announcer {
  readonly #call: Call;
  readonly #scope: Scope;
  readonly #contact: string;
  readonly #queue: string;
  /** What was told first of the wait, and when. */
  told: { readonly minutes: number; readonly at: Millis } | undefined;
  #saidPlace = 0;
  #running = false;
  /** Settles when nothing more important is being said. */
  readonly #quiet: Promise<unknown>;

  constructor(call: Call, scope: Scope, { queue, contact, apologise }: AnnouncerOptions) {
    this.#call = call;
    this.#scope = scope;
    this.#contact = contact;
    this.#queue = queue;
    call.caller?.media.music(this.#settings?.music ?? 'music');
    const apology = apologise ? call.caller?.media.play([promptRef('sorry-agent-lost', call.language)]) : undefined;
    this.#quiet = apology ?? Promise.resolve();
  }

  /** The contact stands in the queue; only the first time counts. */
  begin(): void {
    // Who is to be called back hears nothing of it.
    if (this.#running || this.#pauseMs === 0 || !this.#call.caller) return;
    this.#running = true;
    void this.#quiet.then(() => this.#after(FIRST_PLACE_AFTER_MS));
  }

  get #settings() {
    return this.#call.house.settings.queues.get(this.#queue);
  }

  get #pauseMs(): Millis {
    return this.#settings?.announceMs ?? USUAL_PAUSE_MS;
  }

  #after(ms: Millis): void {
    this.#scope.after(this.#call.house.clock, ms, () => this.#say());
  }

  #say(): void {
    const { house, caller, language, flowSpeaking } = this.#call;
    const expected = house.waits.of(this.#contact);
    if (!expected || expected.position === 0 || flowSpeaking) return this.#after(LATER_MS);
    const { position } = expected;
    const minutes = this.#minutes(expected.expectedMs);
    const again = this.#saidPlace === position ? ['all-busy'] : [];
    this.#saidPlace = position;
    const place = position > LAST_SPOKEN_PLACE ? 'position-many' : `position-${position}`;
    this.#call.record('queue.position', { position, ...(minutes === undefined ? {} : { minutes }) });
    const prompts = [...again, place, ...(minutes === undefined ? [] : [`wait-${minutes}`])].map((name) => promptRef(name, language));
    const played = caller?.media.play(prompts) ?? Promise.resolve('leg-closed' as const);
    void played.then(() => this.#after(this.#pauseMs));
  }

  /** Never more than a step above what this caller was told before, in whatever stay of the call. */
  #minutes(expectedMs: Millis | undefined): number | undefined {
    const { announceWait = false, announceWaitStep } = this.#settings ?? {};
    if (!announceWait || expectedMs === undefined) return undefined;
    this.#call.toldMinutes = spokenMinutes(expectedMs, this.#call.toldMinutes, announceWaitStep);
    this.told ??= { minutes: this.#call.toldMinutes, at: this.#call.house.clock.now() };
    return this.#call.toldMinutes;
  }
}
