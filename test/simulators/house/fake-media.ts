import { type AudioFrame, type Clock, Emitter, Fault, type Millis, type Result, type Samples, type Scope, type Speaker, failed, ok } from '#core';
import type { CallAudio, DtmfKey, LegOptions, LegStats, Media, MediaLeg, PlayEnd, PromptRef } from '#media';
import { sdpOf } from './fake-sip.ts';

/** What one side hears, told as text. */
export class FakeMediaLeg implements MediaLeg {
  readonly local = { address: '127.0.0.1', port: 40_000 };
  readonly dtmf = new Emitter<DtmfKey>();
  readonly silent = new Emitter<Millis>();
  readonly lost = new Emitter<Fault>();
  readonly id: string;
  readonly group: string;
  heldByRemote = false;
  closed = false;
  /** Everything ordered, oldest first: `play en/welcome`, `music hold`, `stop`, `keys 1`. */
  readonly orders: string[] = [];
  playing: string | undefined;
  background: string | undefined;
  #end: (end: PlayEnd) => void = () => {};

  constructor({ id, group }: LegOptions) {
    this.id = id;
    this.group = group;
  }

  offer(): string {
    return sdpOf();
  }

  answer(offer: string): Result<string> {
    if (offer.includes('opus')) return failed(new Fault('media.no-codec', 'no codec in common'));
    this.heldByRemote = /a=(sendonly|inactive)/.test(offer);
    return ok(sdpOf());
  }

  accept(answer: string): Result<void> {
    const taken = this.answer(answer);
    return taken.ok ? ok(undefined) : taken;
  }

  play(prompts: readonly PromptRef[]): Promise<PlayEnd> {
    this.#end('stopped');
    if (this.closed) return Promise.resolve('leg-closed');
    this.playing = prompts.map(({ name, language }) => `${language}/${name}`).join(' + ');
    this.orders.push(`play ${this.playing}`);
    return new Promise((resolve) => {
      this.#end = (end) => {
        this.playing = undefined;
        resolve(end);
      };
    });
  }

  /** The sound has been heard to its end. */
  heard(): void {
    this.#end('finished');
  }

  music(name: string | undefined): void {
    this.background = name;
    this.orders.push(name === undefined ? 'no music' : `music ${name}`);
  }

  stop(): void {
    this.#end('stopped');
    this.orders.push('stop');
  }

  mute(on: boolean): void {
    this.orders.push(on ? 'mute' : 'unmute');
  }

  sendDtmf(digits: string): void {
    this.orders.push(`keys ${digits}`);
  }

  async stats(): Promise<LegStats> {
    return { packetsReceived: 0, packetsSent: 0, packetsLost: 0, jitterMs: 0, refused: 0 };
  }

  async close(): Promise<void> {
    this.closed = true;
    this.#end('leg-closed');
  }
}

export class FakeAudio implements CallAudio {
  readonly frames = new Emitter<{ speaker: Speaker; frame: AudioFrame }>();
  readonly recordingFailed = new Emitter<string>();
  readonly attached: Partial<Record<Speaker, MediaLeg>> = {};
  /** What the file holds when it is closed; undefined = nothing could be stored. */
  stored: Samples | undefined;
  closed = false;
  readonly file: string | undefined;
  readonly #clock: Clock;
  readonly #start: Millis;

  constructor(clock: Clock, file: string | undefined) {
    this.#clock = clock;
    this.file = file;
    this.#start = clock.now();
  }

  attach(speaker: Speaker, leg: MediaLeg | undefined): void {
    if (leg) this.attached[speaker] = leg;
    else delete this.attached[speaker];
  }

  readonly tapped = new Set<Scope>();

  readonly pauses: Millis[] = [];

  pauseRecording(length: Millis): void {
    this.pauses.push(length);
  }

  tapFor(scope: Scope): void {
    this.tapped.add(scope);
    scope.onEnd(() => this.tapped.delete(scope));
  }

  position(): Samples {
    return Math.floor((this.#clock.now() - this.#start) * 8);
  }

  async close() {
    this.closed = true;
    if (this.file === undefined || this.stored === 0) return undefined;
    return { file: this.file, samples: this.stored ?? this.position() };
  }
}

/** The port without sockets: who is bridged with whom, what is played, what is recorded. */
export class FakeMedia implements Media {
  readonly legs: FakeMediaLeg[] = [];
  readonly audios: FakeAudio[] = [];
  readonly #bridges = new Set<string>();
  readonly #clock: Clock;
  /** Set to make the next legs fail. */
  full = false;
  /** Opening waits for this. */
  beforeOpen: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async open(options: LegOptions): Promise<Result<MediaLeg>> {
    await this.beforeOpen;
    if (this.full) return failed(new Fault('media.no-port', 'all ports are in use'));
    const leg = new FakeMediaLeg(options);
    this.legs.push(leg);
    return ok(leg);
  }

  /** The newest leg whose name begins so: `caller`, `agent`. */
  leg(name: string): FakeMediaLeg {
    const found = this.legs.findLast(({ id }) => id.includes(`/${name}`));
    if (!found) throw new Error(`no leg ${name}`);
    return found;
  }

  bridge(a: MediaLeg, b: MediaLeg): void {
    for (const leg of [a, b] as FakeMediaLeg[]) if (leg.playing !== undefined) leg.stop();
    this.#bridges.add(pair(a, b));
  }

  unbridge(a: MediaLeg, b: MediaLeg): void {
    this.#bridges.delete(pair(a, b));
  }

  areBridged(a: MediaLeg, b: MediaLeg): boolean {
    return this.#bridges.has(pair(a, b));
  }

  audio(_group: string, { file }: { file?: string; tap: boolean }): FakeAudio {
    const audio = new FakeAudio(this.#clock, file);
    this.audios.push(audio);
    return audio;
  }

  missing() {
    return [];
  }

  forget(): void {}

  durationOf(): Millis {
    return 1_000;
  }

  async counts() {
    const open = this.legs.filter(({ closed }) => !closed).length;
    return { legs: open, sockets: open * 2, recordings: this.audios.filter(({ closed }) => !closed).length, taps: 0 };
  }

  async close(): Promise<void> {}
}

const pair = (a: MediaLeg, b: MediaLeg) => [a.id, b.id].sort().join(' ~ ');
