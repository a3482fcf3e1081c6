import { type AudioFrame, type Clock, Emitter, type Millis, type Samples, type Scope, type Signal, type Speaker } from '#core';
import type { CallAudio, MediaLeg } from '../port.ts';
import { repairRecording } from '../recorder/repair-recording.ts';
import type { Handle, Order } from '../worker/orders.ts';

interface Recorded {
  readonly file: string;
  readonly samples: Samples;
}

/** The main thread's side of a call's audio clock. */
export class RoomAudio implements CallAudio {
  readonly handle: Handle;
  readonly group: string;
  readonly #file: string | undefined;
  readonly #alwaysTapped: boolean;
  readonly #clock: Clock;
  readonly #start: Millis;
  readonly #post: (order: Order) => void;
  readonly #handleOf: (leg: MediaLeg) => Handle | undefined;
  /** Those who listen in; the worker taps while there are any, or always. */
  readonly #listeners = new Set<Scope>();
  readonly #frames = new Emitter<{ speaker: Speaker; frame: AudioFrame }>();
  readonly #failed = new Emitter<string>();
  #open = true;
  #closed: Promise<Recorded | undefined> | undefined;
  #finish: (recorded: Recorded | undefined) => void = () => {};
  #outcome: Promise<Recorded | undefined> | undefined;

  constructor(options: {
    handle: Handle;
    group: string;
    file: string | undefined;
    tap: boolean;
    clock: Clock;
    post: (order: Order) => void;
    handleOf: (leg: MediaLeg) => Handle | undefined;
  }) {
    this.handle = options.handle;
    this.group = options.group;
    this.#file = options.file;
    this.#alwaysTapped = options.tap;
    this.#clock = options.clock;
    this.#start = options.clock.now();
    this.#post = options.post;
    this.#handleOf = options.handleOf;
  }

  get frames(): Signal<{ speaker: Speaker; frame: AudioFrame }> {
    return this.#frames;
  }

  get recordingFailed(): Signal<string> {
    return this.#failed;
  }

  position(): Samples {
    return Math.floor((this.#clock.now() - this.#start) * 8);
  }

  attach(speaker: Speaker, leg: MediaLeg | undefined): void {
    if (!this.#open) return;
    const handle = leg && this.#handleOf(leg);
    this.#post({ type: 'attach', audio: this.handle, speaker, ...(handle === undefined ? {} : { leg: handle }) });
  }

  tapFor(scope: Scope): void {
    this.#listeners.add(scope);
    this.#tap();
    scope.onEnd(() => {
      this.#listeners.delete(scope);
      this.#tap();
    });
  }

  pauseRecording(length: Millis): void {
    const from = this.position();
    if (this.#open && this.#file !== undefined) this.#post({ type: 'pause-recording', audio: this.handle, from, to: from + Math.ceil(length * 8) });
  }

  #tap(): void {
    if (this.#open) this.#post({ type: 'tap', audio: this.handle, on: this.#alwaysTapped || this.#listeners.size > 0 });
  }

  close(): Promise<Recorded | undefined> {
    this.#closed ??= new Promise((resolve) => {
      this.#finish = resolve;
      if (this.#outcome) return resolve(this.#outcome);
      this.#post({ type: 'close-audio', audio: this.handle });
      this.#open = false;
    });
    return this.#closed;
  }

  /** A run of one speaker. */
  tapped(speaker: Speaker, frame: AudioFrame): void {
    this.#frames.emit({ speaker, frame });
  }

  fail(reason: string): void {
    this.#failed.emit(reason);
  }

  /** The worker finished the file, or died; then the file is made whole from here. */
  finished(recorded: Recorded | undefined): void {
    this.#open = false;
    this.#outcome = Promise.resolve(recorded);
    this.#finish(recorded);
  }

  lose(reason: string): void {
    this.#open = false;
    const file = this.#file;
    this.#outcome = file === undefined ? Promise.resolve(undefined) : rescued(file);
    void this.#outcome.then((recorded) => this.#finish(recorded));
    if (file !== undefined && !this.#closed) this.#failed.emit(reason);
  }
}

async function rescued(file: string): Promise<Recorded | undefined> {
  const repaired = await repairRecording(file);
  return repaired.ok ? { file, samples: repaired.value.samples } : undefined;
}
