import type { Clock, Millis, Timer } from '#core';

export interface AliveProbeParts {
  /** Asks something that is answered at once; `answered` tells why not. */
  ask(answered: (error: string | undefined) => void): void;
  dead(why: string): void;
  readonly clock: Clock;
}

const EVERY: Millis = 2_000;
/** With audio that it said nothing to for so long. */
const PATIENCE: Millis = 3_000;
const LOOK_EVERY: Millis = 500;
/** Without such audio: a server whose threads all listen to calls answers late and is well. */
const LONG_PATIENCE: Millis = 30_000;

/**
 * Notices that a machine is gone without a word. Not by pings of HTTP/2: most gRPC servers close connections with more than two of
 * them in five minutes.
 */
export class AliveProbe {
  readonly #parts: AliveProbeParts;
  #next: Timer | undefined;
  /** When audio was sent first since anything came. */
  #waitingSince: Millis | undefined;
  #ended = false;

  constructor(parts: AliveProbeParts) {
    this.#parts = parts;
  }

  begin(): void {
    if (!this.#ended) this.#next = this.#parts.clock.after(EVERY, () => this.#ask());
  }

  /** Audio went to it. */
  sent(): void {
    this.#waitingSince ??= this.#parts.clock.now();
  }

  /** Anything came from it. */
  heard(): void {
    this.#waitingSince = undefined;
  }

  end(): void {
    this.#ended = true;
    this.#next?.cancel();
  }

  #ask(): void {
    const asked = this.#parts.clock.now();
    this.#wait(asked);
    this.#parts.ask((error) => {
      if (this.#ended) return;
      this.#next?.cancel();
      if (error === undefined) this.begin();
      else this.#parts.dead(error);
    });
  }

  #wait(asked: Millis): void {
    const { clock } = this.#parts;
    this.#next = clock.after(LOOK_EVERY, () => {
      const now = clock.now();
      const silent = now - asked >= PATIENCE && this.#waitingSince !== undefined && now - this.#waitingSince >= PATIENCE;
      if (silent || now - asked >= LONG_PATIENCE) this.#parts.dead(`no answer for ${Math.round((now - asked) / 1_000)} s`);
      else this.#wait(asked);
    });
  }
}
