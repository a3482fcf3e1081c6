import { type Clock, type Millis, type Random, type Timer } from '#core';
import { RecordingFile } from '../recorder/recording-file.ts';
import type { Storage } from '../recorder/storage.ts';
import type { DtlsLibrary } from '../dtls/dtls-library.ts';
import type { UdpNetwork } from '../socket/udp-network.ts';
import { CallLanes } from './call-lanes.ts';
import { newPacket } from './leg-sender.ts';
import { Leg } from './leg.ts';
import { bindOne, bindPair } from './bind-pair.ts';
import type { Handle, Order, Report } from './orders.ts';
import { startPacer } from './pacer.ts';
import { TapBatch } from './tap-batch.ts';

/** The outside of a worker. */
export interface EngineOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: UdpNetwork;
  readonly storage: Storage;
  /** Handshakes for browser legs, loaded when the first one is opened. */
  readonly dtls: () => Promise<DtlsLibrary>;
  readonly silenceMs: Millis;
  readonly report: (report: Report) => void;
}

/** Lanes are read every so many ticks: 100 ms. */
const FLUSH_TICKS = 5;

/** All legs and call clocks of one worker, moved by orders, datagrams and one 20 ms tick. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #legs = new Map<Handle, Leg>();
  readonly #calls = new Map<Handle, CallLanes>();
  readonly #taps: TapBatch;
  /** Runs while there is anything to pace: an idle worker sleeps. */
  #pacer: Timer | undefined;
  readonly #packet = newPacket();
  #ticks = 0;
  #sockets = 0;
  #recordings = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#taps = new TapBatch(options.report);
  }

  /** Does what the main thread wants. */
  handle(order: Order): void {
    switch (order.type) {
      case 'open':
        return void this.#open(order);
      case 'close-leg':
        return void this.#closeLeg(order.leg);
      case 'bridge':
        return this.#bridge(order.a, order.b);
      case 'unbridge':
        return this.#unbridge(order.a, order.b);
      case 'audio':
        return this.#startCall(order);
      case 'attach':
        return this.#calls.get(order.audio)?.attach(order.speaker, order.leg === undefined ? undefined : this.#legs.get(order.leg));
      case 'tap':
        return this.#tap(order.audio, order.on);
      case 'pause-recording':
        return this.#calls.get(order.audio)?.pauseRecording(order.from, order.to);
      case 'close-audio':
        return void this.#closeCall(order.audio);
      case 'counts':
        return this.#options.report({ type: 'counts', request: order.request, counts: this.#counts() });
      case 'close':
        return void this.#close();
      default:
        return this.#handleLeg(order);
    }
  }

  #handleLeg(order: Extract<Order, { type: 'session' | 'play' | 'stop' | 'music' | 'mute' | 'send-keys' | 'stats' }>): void {
    const leg = this.#legs.get(order.leg);
    leg?.sender.wake();
    switch (order.type) {
      case 'session':
        return leg?.use(order.session);
      case 'play':
        return leg?.sender.player.play(order.play, order.sounds, order.loop);
      case 'stop':
        return leg?.sender.player.stop('stopped');
      case 'music':
        return leg?.sender.player.music(order.name, order.sound);
      case 'mute':
        return leg?.mute(order.on);
      case 'send-keys':
        return leg?.sender.keys.add(order.digits);
      case 'stats':
        return this.#options.report({ type: 'stats', request: order.request, ...(leg ? { stats: leg.stats() } : {}) });
    }
  }

  async #open({ leg: handle, address, port, ice }: Extract<Order, { type: 'open' }>): Promise<void> {
    const leg = new Leg(handle, { ...this.#options, packet: this.#packet });
    this.#legs.set(handle, leg);
    this.#wake();
    const { network } = this.#options;
    const dtls = ice && (await this.#options.dtls().catch((error: Error) => error));
    if (dtls instanceof Error) return this.#cannotOpen(handle, dtls.message);
    if (dtls) leg.secure(dtls, ice);
    const bound = await (dtls ? bindOne(network, port, leg) : bindPair(network, address, port, leg));
    if (!bound.ok) return this.#cannotOpen(handle, bound.reason, bound.inUse);
    if (this.#legs.get(handle) !== leg) {
      // Closed while its ports were being opened.
      await Promise.all([bound.rtp.close(), bound.rtcp?.close()]);
      return this.#cannotOpen(handle, 'closed');
    }
    leg.connect(bound);
    this.#sockets += leg.sockets;
    this.#options.report({ type: 'opened', leg: handle, ...(dtls ? { fingerprint: dtls.fingerprint } : {}) });
  }

  #cannotOpen(leg: Handle, reason: string, inUse = false): void {
    this.#legs.delete(leg);
    this.#options.report({ type: 'opened', leg, refusal: { inUse, reason } });
  }

  async #closeLeg(handle: Handle): Promise<void> {
    const leg = this.#legs.get(handle);
    if (!leg) return;
    this.#legs.delete(handle);
    if (leg.peer) this.#unbridge(handle, leg.peer.handle, leg);
    const { sockets } = leg;
    await leg.close();
    this.#sockets -= sockets;
    this.#options.report({ type: 'leg-closed', leg: handle });
  }

  #bridge(a: Handle, b: Handle): void {
    const [one, two] = [this.#legs.get(a), this.#legs.get(b)];
    if (!one || !two || one === two) return;
    for (const leg of [one, two]) {
      if (leg.peer) this.#unbridge(leg.handle, leg.peer.handle);
      leg.sender.player.stop('stopped');
      leg.sender.player.music(undefined, undefined);
    }
    one.peer = two;
    two.peer = one;
  }

  #unbridge(a: Handle, b: Handle, closing?: Leg): void {
    const one = closing ?? this.#legs.get(a);
    const two = this.#legs.get(b);
    if (!one || one.peer !== two) return;
    for (const leg of [one, two]) {
      if (!leg) continue;
      leg.sender.relay.stop();
      leg.sender.wake();
      leg.peer = undefined;
    }
  }

  #startCall(order: Extract<Order, { type: 'audio' }>): void {
    const { clock, storage, report } = this.#options;
    const failed = (reason: string) => report({ type: 'recording-failed', audio: order.audio, reason });
    const recording = order.file === undefined ? undefined : new RecordingFile(order.file, storage, failed, order.key);
    if (recording) this.#recordings++;
    this.#calls.set(order.audio, new CallLanes(order.audio, { start: clock.now(), tap: order.tap, recording }));
    this.#wake();
  }

  #tap(handle: Handle, on: boolean): void {
    const call = this.#calls.get(handle);
    if (call) call.tapped = on;
  }

  async #closeCall(handle: Handle): Promise<void> {
    const call = this.#calls.get(handle);
    if (!call) return;
    this.#calls.delete(handle);
    call.finish(this.#options.clock.now(), this.#taps);
    this.#taps.flush();
    const recording = await call.recording?.close();
    if (call.recording) this.#recordings--;
    this.#options.report({ type: 'audio-closed', audio: handle, ...(recording ? { recording } : {}) });
  }

  #wake(): void {
    const { clock, network } = this.#options;
    this.#pacer ??= startPacer(clock, (at) => this.#tick(at), () => network.receive());
  }

  #rest(): void {
    if (this.#legs.size > 0 || this.#calls.size > 0) return;
    this.#pacer?.cancel();
    this.#pacer = undefined;
  }

  #tick(at: Millis): void {
    this.#options.network.burst(() => {
      for (const leg of this.#legs.values()) leg.tick(at);
    });
    this.#rest();
    if (++this.#ticks % FLUSH_TICKS !== 0) return;
    for (const call of this.#calls.values()) call.flush(at, this.#taps);
    this.#taps.flush();
  }

  #counts() {
    const taps = [...this.#calls.values()].filter((call) => call.tapped).length;
    return { legs: this.#legs.size, sockets: this.#sockets, recordings: this.#recordings, taps };
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#calls.keys()].map((handle) => this.#closeCall(handle)));
    await Promise.all([...this.#legs.keys()].map((handle) => this.#closeLeg(handle)));
    this.#rest();
    this.#options.report({ type: 'closed' });
  }
}
