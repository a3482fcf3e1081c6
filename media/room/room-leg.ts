import { EarlyEmitter, Emitter, type Fault, type LegId, type Millis, type Result, type Signal } from '#core';
import type { DtmfKey, LegStats, MediaLeg, PlayEnd, PromptRef } from '../port.ts';
import type { LegNegotiation } from '../sdp/negotiation.ts';
import type { Handle, Order, Report } from '../worker/orders.ts';
import type { SoundLibrary } from './sound-library.ts';
import type { Sound } from '../playback/sound.ts';

/** What a leg needs of the room. */
export interface LegDesk {
  readonly sounds: SoundLibrary;
  post(order: Order): void;
  /** Sends an order with a number and resolves with the worker's reply, undefined when it has none. */
  ask<T>(order: (request: number) => Order): Promise<T | undefined>;
  /** A sound cannot be played. */
  complain(fault: Fault): void;
  /** The leg is gone; its port is free. */
  released(leg: RoomLeg): void;
}

export interface RoomLegOptions {
  readonly id: LegId;
  readonly handle: Handle;
  readonly group: string;
  readonly local: { readonly address: string; readonly port: number };
  readonly negotiation: LegNegotiation;
}

const NOTHING: LegStats = { packetsReceived: 0, packetsSent: 0, packetsLost: 0, jitterMs: 0, refused: 0 };

/** The main thread's side of a leg: negotiates, looks up sounds, and passes orders and facts. */
export class RoomLeg implements MediaLeg {
  readonly id: LegId;
  readonly handle: Handle;
  readonly group: string;
  readonly local: { readonly address: string; readonly port: number };
  readonly #desk: LegDesk;
  readonly #negotiation: LegNegotiation;
  readonly #dtmf = new EarlyEmitter<DtmfKey>();
  readonly #silent = new Emitter<Millis>();
  readonly #lost = new Emitter<Fault>();
  readonly #plays = new Map<number, (end: PlayEnd) => void>();
  #playCount = 0;
  #open = true;
  #closed: Promise<void> | undefined;
  #gone: () => void = () => {};

  constructor(desk: LegDesk, options: RoomLegOptions) {
    this.id = options.id;
    this.handle = options.handle;
    this.group = options.group;
    this.local = options.local;
    this.#desk = desk;
    this.#negotiation = options.negotiation;
  }

  get dtmf(): Signal<DtmfKey> {
    return this.#dtmf;
  }

  get silent(): Signal<Millis> {
    return this.#silent;
  }

  get lost(): Signal<Fault> {
    return this.#lost;
  }

  get heldByRemote(): boolean {
    return this.#negotiation.held;
  }

  offer(): string {
    return this.#negotiation.offer();
  }

  answer(offerSdp: string): Result<string> {
    return this.#negotiated(this.#negotiation.answer(offerSdp));
  }

  accept(answerSdp: string): Result<void> {
    return this.#negotiated(this.#negotiation.accept(answerSdp));
  }

  #negotiated<T>(result: Result<T>): Result<T> {
    const session = this.#negotiation.session;
    if (result.ok && session) this.#post({ type: 'session', leg: this.handle, session });
    return result;
  }

  play(prompts: readonly PromptRef[], options: { loop?: boolean } = {}): Promise<PlayEnd> {
    if (!this.#open) return Promise.resolve('leg-closed');
    const sounds = prompts.flatMap(({ name, language }) => this.#sound(name, language) ?? []);
    const play = ++this.#playCount;
    return new Promise((resolve) => {
      this.#plays.set(play, resolve);
      this.#post({ type: 'play', leg: this.handle, play, sounds, loop: options.loop ?? false });
    });
  }

  music(name: string | undefined): void {
    const sound = name === undefined ? undefined : this.#sound(name);
    this.#post({ type: 'music', leg: this.handle, ...(name !== undefined && sound ? { name, sound } : {}) });
  }

  /** A sound that is missing is left out and told to the log; the call goes on. */
  #sound(name: string, language?: PromptRef['language']): Sound | undefined {
    const found = this.#desk.sounds.find(name, language);
    if (found.ok) return found.value.sound;
    this.#desk.complain(found.fault);
    return undefined;
  }

  stop(): void {
    this.#post({ type: 'stop', leg: this.handle });
  }

  mute(on: boolean): void {
    this.#post({ type: 'mute', leg: this.handle, on });
  }

  sendDtmf(digits: string): void {
    this.#post({ type: 'send-keys', leg: this.handle, digits });
  }

  async stats(): Promise<LegStats> {
    if (!this.#open) return NOTHING;
    return (await this.#desk.ask<LegStats>((request) => ({ type: 'stats', leg: this.handle, request }))) ?? NOTHING;
  }

  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#gone = resolve;
      if (!this.#open) return resolve();
      this.#post({ type: 'close-leg', leg: this.handle });
      this.#open = false;
    });
    return this.#closed;
  }

  /** Passes on what the worker tells. */
  hear(report: Extract<Report, { leg: Handle }>): void {
    switch (report.type) {
      case 'key':
        return this.#dtmf.emit(report.key);
      case 'silent':
        return this.#silent.emit(report.span);
      case 'played':
        return this.#settle(report.play, report.end);
      case 'leg-closed':
        return this.#release();
      case 'opened':
      case 'failed':
    }
  }

  /** Its worker died: everything that waits ends, then the call is told. */
  lose(fault: Fault, silence: Millis): void {
    const wanted = this.#closed === undefined;
    this.#release();
    if (wanted) this.#tellLost(fault, silence);
  }

  /** It cannot go on, but its worker can: what it holds there is given back. */
  fail(fault: Fault, silence: Millis): void {
    const wanted = this.#closed === undefined;
    void this.close();
    if (wanted) this.#tellLost(fault, silence);
  }

  #tellLost(fault: Fault, silence: Millis): void {
    this.#lost.emit(fault);
    this.#silent.emit(silence);
  }

  #release(): void {
    this.#open = false;
    for (const play of this.#plays.keys()) this.#settle(play, 'leg-closed');
    this.#desk.released(this);
    this.#gone();
  }

  #settle(play: number, end: PlayEnd): void {
    const resolve = this.#plays.get(play);
    this.#plays.delete(play);
    resolve?.(end);
  }

  #post(order: Order): void {
    if (this.#open) this.#desk.post(order);
  }
}
