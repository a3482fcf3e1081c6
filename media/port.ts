/** PORT. Audio of calls: RTP, with browsers DTLS-SRTP, in worker threads. The main thread only sends orders and hears facts. */
import type { AudioFrame, Fault, Language, LegId, Millis, Result, Samples, Scope, Signal, Speaker } from '#core';

/** A sound by name, looked up as `<prompt folder>/<language>/<name>.wav`, then `<prompt folder>/<name>.wav`. */
export interface PromptRef {
  readonly name: string;
  readonly language: Language;
}

export type PlayEnd = 'finished' | 'stopped' | 'leg-closed';

export interface DtmfKey {
  /** 0-9 * # A-D */
  readonly digit: string;
  readonly durationMs: number;
}

export interface LegStats {
  readonly packetsReceived: number;
  readonly packetsSent: number;
  readonly packetsLost: number;
  readonly jitterMs: number;
  /** Round trip from RTCP (RFC 3550 §6.4.1); undefined before the first report block. */
  readonly roundTripMs?: number;
  /** Datagrams refused: not RTP, wrong source, wrong payload type. */
  readonly refused: number;
}

/** One RTP end point. Everything it holds is freed by `close`. */
export interface MediaLeg {
  readonly id: LegId;
  /** Local RTP address and port (RTCP on port + 1, or multiplexed if both sides agree). */
  readonly local: { readonly address: string; readonly port: number };
  /** A key by RFC 4733, once per press. */
  readonly dtmf: Signal<DtmfKey>;
  /** No RTP or RTCP for the configured time (and not held by the other side); fires again for each further such span. */
  readonly silent: Signal<Millis>;
  /**
   * The leg ended by itself: its worker thread died (fault `media.worker-died`), or a browser got no secure connection
   * within 10 s (`media.handshake-failed`). Everything on it is a no-op from now on. `silent` fires too.
   */
  readonly lost: Signal<Fault>;
  /** Our offer (RFC 3264): PCMU, PCMA, telephone-event; to a browser Opus as well. */
  offer(): string;
  /** Takes an offer (first or repeated), returns our answer. A fault `media.no-codec` means SIP 488. */
  answer(offerSdp: string): Result<string>;
  /** Takes the answer to our offer. */
  accept(answerSdp: string): Result<void>;
  /** True while the other side does not want to hear us or sends nothing: sendonly, inactive or c=0.0.0.0 in its last SDP. */
  readonly heldByRemote: boolean;
  /** Plays sounds in a row (gapless). A new play replaces the running one. `loop` repeats until stopped. */
  play(prompts: readonly PromptRef[], options?: { loop?: boolean }): Promise<PlayEnd>;
  /** Music in the background whenever nothing else plays; a `play` on top pauses it and it goes on where it was. */
  music(name: string | undefined): void;
  stop(): void;
  /** While on, the other side's audio goes nowhere: not over a bridge, not into taps and recording. Its keys still do. */
  mute(on: boolean): void;
  /** Sends keys as RFC 4733 events (100 ms each, 80 ms apart). */
  sendDtmf(digits: string): void;
  stats(): Promise<LegStats>;
  /** Frees sockets and timers; resolves when they are gone. Safe to call twice. */
  close(): Promise<void>;
}

/** The taps and the recording of one call share one audio clock: sample 0 is the moment it was made. */
export interface CallAudio {
  /** Which leg is heard as which speaker from now on; undefined = silence on that lane (queue after a transfer, hold). */
  attach(speaker: Speaker, leg: MediaLeg | undefined): void;
  /** Audio of each speaker in ~100 ms runs without gap or overlap. The samples are there until the listener returns: copy what is kept. */
  readonly frames: Signal<{ speaker: Speaker; frame: AudioFrame }>;
  /** Position of the clock now. */
  position(): Samples;
  /** Taps the call while the scope lasts, even where it was opened without: for somebody who listens in. */
  tapFor(scope: Scope): void;
  /** The recording is silent from now on for so long, both sides; its clock goes on, and whoever taps hears everything. */
  pauseRecording(length: Millis): void;
  /** A failed recording (disk full, no right to write): the call goes on without it. */
  readonly recordingFailed: Signal<string>;
  /** Finishes the file; resolves with its facts, or undefined when there is none. */
  close(): Promise<{ file: string; samples: Samples } | undefined>;
}

export interface LegOptions {
  readonly id: LegId;
  /** Legs with the same key live in the same worker thread, so that they can be bridged. Use the call id. */
  readonly group: string;
  /** Address of this machine to put into SDP. */
  readonly address: string;
  /**
   * `browser`: ICE (lite, host candidates of all addresses of this machine), DTLS-SRTP, rtcp-mux, PCMU and Opus.
   * Default `phone`: plain RTP. See `isBrowserOffer`.
   */
  readonly kind?: 'phone' | 'browser';
}

export interface MediaCounts {
  readonly legs: number;
  readonly sockets: number;
  readonly recordings: number;
  readonly taps: number;
}

export interface Media {
  /** Opens a leg; a fault `media.no-port` when the port range is used up. */
  open(options: LegOptions): Promise<Result<MediaLeg>>;
  /** Lets two legs of one group hear each other (DTMF included), until unbridged or closed. Stops prompts and music. */
  bridge(a: MediaLeg, b: MediaLeg): void;
  unbridge(a: MediaLeg, b: MediaLeg): void;
  /**
   * Starts the audio clock of a call. `file` = stereo WAV (caller left, agent right, 8 kHz, 16 bit) grown on disk at
   * least every 500 ms with a header that is right after each write, so that it is readable after a kill.
   * With a `key` (32 bytes) the file is sealed: `openSealed` reads it, `SilencedCopy` makes a copy of it.
   */
  audio(group: string, options: { file?: string; key?: Uint8Array; tap: boolean }): CallAudio;
  /** Which of these sounds cannot be found or read, with the reason. */
  missing(prompts: readonly PromptRef[]): readonly { prompt: PromptRef; reason: string }[];
  /** Frees the memory of a sound whose file is gone (or changed); without a file it is found no more. */
  forget(prompt: PromptRef): void;
  /** Duration of a sound in ms. */
  durationOf(prompt: PromptRef): Millis;
  counts(): Promise<MediaCounts>;
  close(): Promise<void>;
}
