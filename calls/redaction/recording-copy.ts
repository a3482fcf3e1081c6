import { rm } from 'node:fs/promises';
import { type CallSeconds, type Millis, SAMPLE_RATE, type Timer } from '#core';
import { SilencedCopy } from '#media';
import type { Call } from '../call.ts';

/** The copy grows in such steps. */
const STEP_MS: Millis = 10_000;
/** Words come, and are decided, within this time; the copy stays so far behind. In s. */
const BEHIND: CallSeconds = 30;
/** Nobody listens to a copy while the recogniser still works on what was said before. */
const BEFORE_TURN: CallSeconds = 1;

export const sealedFileOf = (file: string): string => `${file}.sealed`;

/** Makes the silenced copy of a call's recording while it goes on, half a minute behind. */
export class RecordingCopy {
  readonly #call: Call;
  readonly #sealed: string;
  readonly #copy: SilencedCopy;
  readonly #timer: Timer;
  #busy: Promise<void> = Promise.resolve();
  #failed = false;

  constructor(call: Call, file: string, key: Uint8Array) {
    this.#call = call;
    this.#sealed = sealedFileOf(file);
    this.#copy = new SilencedCopy({ sealed: this.#sealed, key, file });
    this.#timer = call.house.clock.every(STEP_MS, () => void this.#advance(this.#safe()));
    call.scope.onEnd(() => this.#timer.cancel());
  }

  /** Copies the rest once everything said is decided. What cannot be copied stays encrypted; the original goes only when the copy is whole. */
  async finish(original: 'encrypted' | 'none'): Promise<boolean> {
    await this.#advance(Infinity);
    await this.#busy;
    await this.#copy.close().catch((error: unknown) => this.#tell(error));
    if (!this.#failed && original === 'none') await rm(this.#sealed, { force: true });
    return !this.#failed;
  }

  /** Up to where everything said is decided, in samples. */
  #safe(): number {
    const { audioAt = 0, redaction } = this.#call;
    const begun = redaction?.turns.map(({ words }) => (words[0]?.start ?? Infinity) - BEFORE_TURN) ?? [];
    return Math.max(0, Math.floor(Math.min(audioAt - BEHIND, ...begun) * SAMPLE_RATE));
  }

  #advance(upTo: number): Promise<void> {
    this.#busy = this.#busy.then(async () => {
      try {
        // As they are now: those that are decided while it writes are looked up in what is copied, the next time.
        const done = await this.#copy.advance(upTo, { spans: [...this.#call.silent], tones: [...this.#call.keysSecret] });
        if (!done.ok) this.#tell(done.fault);
      } catch (error) {
        this.#tell(error);
      }
    });
    return this.#busy;
  }

  #tell(error: unknown): void {
    if (!this.#failed) this.#call.house.log.error('the copy of a recording could not be made; the recording itself stays encrypted', { call: this.#call.id, error });
    this.#failed = true;
  }
}
