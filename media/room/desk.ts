import { type Clock, Fault, type Log, type Millis, type Random, type Speaker } from '#core';
import type { LegOptions, MediaCounts, MediaLeg } from '../port.ts';
import { BrowserNegotiation, newIceCredentials } from '../sdp/browser-negotiation.ts';
import { type LegNegotiation, Negotiation } from '../sdp/negotiation.ts';
import type { Endpoint, Fingerprint, IceCredentials } from '../sdp/media-session.ts';
import type { Handle, Order, Report } from '../worker/orders.ts';
import { eachRun, giveBack, samplesOf, type TapRuns } from '../worker/tap-runs.ts';
import { RoomAudio } from './room-audio.ts';
import { localAddresses } from './local-addresses.ts';
import { type LegDesk, RoomLeg } from './room-leg.ts';
import type { SoundLibrary } from './sound-library.ts';
import { type SpawnWorker, WorkerLink } from './worker-link.ts';

/** What all desks share. */
export interface DeskOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly silenceMs: Millis;
  readonly sounds: SoundLibrary;
  readonly spawn: SpawnWorker;
  /** Browser legs take Opus where G.711 would do. */
  readonly preferOpus?: boolean;
  /** Whether a leg of ours, of whichever worker, listens there. */
  readonly isOurs: (endpoint: Endpoint) => boolean;
  /** A port is free again. */
  readonly portFree: (port: number) => void;
  /** A leg or a call's audio of this group is gone. */
  readonly left: (group: string) => void;
}

type Opened = { readonly refusal?: OpenRefusal; readonly fingerprint?: Fingerprint };

/** Why a worker could not open a leg. */
export type OpenRefusal = { readonly inUse: boolean; readonly reason: string };

/** How long a worker may take to finish its recordings. */
const CLOSE_TIMEOUT: Millis = 5000;
const NO_COUNTS: MediaCounts = { legs: 0, sockets: 0, recordings: 0, taps: 0 };

/** One worker and everything of ours that lives in it. */
export class Desk implements LegDesk {
  readonly #options: DeskOptions;
  readonly #link: WorkerLink;
  readonly #legs = new Map<Handle, RoomLeg>();
  readonly #audios = new Map<Handle, RoomAudio>();
  readonly #opening = new Map<Handle, (opened: Opened) => void>();
  readonly #asked = new Map<number, (reply: unknown) => void>();
  #count = 0;
  #closed = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#link = new WorkerLink({
      spawn: () => options.spawn(options.silenceMs),
      hear: (report) => this.#hear(report),
      died: (reason) => this.#died(reason),
    });
  }

  get sounds(): SoundLibrary {
    return this.#options.sounds;
  }

  get random(): Random {
    return this.#options.random;
  }

  /** Legs and calls in this worker, to choose the least loaded. */
  get load(): number {
    return this.#legs.size + this.#audios.size + this.#opening.size;
  }

  post(order: Order): void {
    this.#link.post(order);
  }

  ask<T>(order: (request: number) => Order): Promise<T | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    const request = ++this.#count;
    return new Promise((resolve) => {
      this.#asked.set(request, (reply) => resolve(reply as T | undefined));
      this.post(order(request));
    });
  }

  complain(fault: Fault): void {
    this.#options.log.warn('A sound is left out', { code: fault.code, reason: fault.message });
  }

  /** Opens a leg on this very port. */
  async open({ id, group, address, kind }: LegOptions, port: number): Promise<RoomLeg | OpenRefusal> {
    const handle = ++this.#count;
    const ice = kind === 'browser' ? newIceCredentials(this.random) : undefined;
    const { refusal, fingerprint } = await new Promise<Opened>((resolve) => {
      this.#opening.set(handle, resolve);
      this.post({ type: 'open', leg: handle, address, port, ...(ice ? { ice } : {}) });
    });
    if (refusal) return refusal;
    const local = { address, port };
    const leg = new RoomLeg(this, { id, handle, group, local, negotiation: this.#negotiation(local, ice, fingerprint) });
    this.#legs.set(handle, leg);
    return leg;
  }

  #negotiation(local: Endpoint, ice: IceCredentials | undefined, fingerprint: Fingerprint | undefined): LegNegotiation {
    if (!ice || !fingerprint) return new Negotiation(local, this.random, (endpoint) => this.#options.isOurs(endpoint));
    const preferOpus = this.#options.preferOpus ?? false;
    return new BrowserNegotiation({ addresses: localAddresses(local.address), port: local.port, ice, fingerprint, preferOpus }, this.random);
  }

  released(leg: RoomLeg): void {
    if (!this.#legs.delete(leg.handle)) return;
    this.#options.portFree(leg.local.port);
    this.#options.left(leg.group);
  }

  audio(group: string, options: { file?: string; key?: Uint8Array; tap: boolean }): RoomAudio {
    const handle = ++this.#count;
    const audio = new RoomAudio({
      handle,
      group,
      file: options.file,
      tap: options.tap,
      clock: this.#options.clock,
      post: (order) => this.post(order),
      handleOf: (leg) => this.handleOf(leg),
    });
    if (this.#closed) {
      audio.finished(undefined);
      return audio;
    }
    this.#audios.set(handle, audio);
    this.post({ type: 'audio', audio: handle, tap: options.tap, ...(options.file === undefined ? {} : { file: options.file }), ...(options.key ? { key: options.key } : {}) });
    return audio;
  }

  /** The number of a leg that lives in this worker. */
  handleOf(leg: MediaLeg): Handle | undefined {
    return leg instanceof RoomLeg && this.#legs.get(leg.handle) === leg ? leg.handle : undefined;
  }

  async counts(): Promise<MediaCounts> {
    return (await this.ask<MediaCounts>((request) => ({ type: 'counts', request }))) ?? NO_COUNTS;
  }

  /** Bounded, so that a disk that hangs does not keep the server from stopping. */
  async close(): Promise<void> {
    const timer = this.#options.clock.after(CLOSE_TIMEOUT, () => void this.#link.terminate());
    await this.#link.close();
    timer.cancel();
    this.#closed = true;
    this.#loseAll(new Fault('media.closed', 'The server is stopping; no new audio is opened.', { retryable: true }));
  }

  #hear(report: Report): void {
    switch (report.type) {
      case 'opened':
        return this.#opened(report.leg, report);
      case 'frames':
        return this.#frames(report.memory, report.runs);
      case 'stats':
        return this.#reply(report.request, report.stats);
      case 'counts':
        return this.#reply(report.request, report.counts);
      case 'recording-failed':
        return this.#audios.get(report.audio)?.fail(report.reason);
      case 'audio-closed': {
        this.#audios.get(report.audio)?.finished(report.recording);
        return this.#forgetAudio(report.audio);
      }
      case 'closed':
        return;
      case 'failed':
        return this.#failed(report.leg, report.reason);
      default:
        return this.#legs.get(report.leg)?.hear(report);
    }
  }

  #opened(leg: Handle, opened: Opened): void {
    const resolve = this.#opening.get(leg);
    this.#opening.delete(leg);
    resolve?.(opened);
  }

  /** The runs are views of memory that the worker uses again as soon as all have heard them. */
  #frames(memory: SharedArrayBuffer, runs: TapRuns): void {
    const pcm = samplesOf(memory);
    eachRun(runs, ({ audio, speaker, at, from, length }) => this.#tapped(audio, speaker, at, pcm.subarray(from, from + length)));
    giveBack(memory);
  }

  #tapped(audio: Handle, speaker: Speaker, at: number, pcm: Int16Array): void {
    this.#audios.get(audio)?.tapped(speaker, { at, pcm });
  }

  #reply(request: number, reply: unknown): void {
    const resolve = this.#asked.get(request);
    this.#asked.delete(request);
    resolve?.(reply);
  }

  #forgetAudio(handle: Handle): void {
    const audio = this.#audios.get(handle);
    if (!audio) return;
    this.#audios.delete(handle);
    this.#options.left(audio.group);
  }

  /** No secure connection came about: the leg ends by itself. */
  #failed(handle: Handle, reason: string): void {
    const message = `A browser leg got no secure connection: ${reason}. Look at firewalls between browser and server (UDP, the RTP port range).`;
    const fault = new Fault('media.handshake-failed', message, { retryable: true });
    this.#options.log.warn(fault.message, { code: fault.code });
    this.#legs.get(handle)?.fail(fault, this.#options.silenceMs);
  }

  /** A thread that dies takes its calls' audio along, nothing else; another one has already taken its place. */
  #died(reason: string): void {
    const fault = new Fault('media.worker-died', `A media worker died (${reason}); its calls lost their audio, new calls are served.`);
    this.#options.log.error(fault.message, { code: fault.code, legs: this.#legs.size });
    this.#loseAll(fault);
  }

  /** Settles everything that still waits for the thread. */
  #loseAll(fault: Fault): void {
    for (const handle of this.#opening.keys()) this.#opened(handle, { refusal: { inUse: false, reason: fault.message } });
    for (const request of this.#asked.keys()) this.#reply(request, undefined);
    for (const [handle, audio] of this.#audios) {
      audio.lose(fault.message);
      this.#forgetAudio(handle);
    }
    for (const leg of this.#legs.values()) leg.lose(fault, this.#options.silenceMs);
  }
}
