import type { Millis, Samples, Speaker } from '#core';
import { Lane } from '../lanes/lane.ts';
import type { RecordingFile } from '../recorder/recording-file.ts';
import { type LaneTap, type Leg, positionAt } from './leg.ts';
import type { Handle } from './orders.ts';
import type { TapBatch } from './tap-batch.ts';

/** How far behind real time lanes are read: packets may be late by this less their own length. */
const DELAY: Millis = 80;

/** Where a run of a call without taps lies until it is recorded, the same memory for all calls. */
const passing: Record<Speaker, Int16Array> = { caller: new Int16Array(0), agent: new Int16Array(0) };

function untapped(speaker: Speaker, length: number): Int16Array {
  if (passing[speaker].length < length) passing[speaker] = new Int16Array(length);
  return passing[speaker].subarray(0, length);
}

/** The two lanes of one call on one clock, and where they go: the recording and the taps. */
export class CallLanes {
  readonly handle: Handle;
  /** Whether runs are handed to the main thread. */
  tapped: boolean;
  readonly recording: RecordingFile | undefined;
  readonly #start: Millis;
  readonly #lanes: Readonly<Record<Speaker, Lane>> = { caller: new Lane(0), agent: new Lane(0) };
  readonly #attached: Partial<Record<Speaker, { leg: Leg; tap: LaneTap }>> = {};
  #taken: Samples = 0;
  /** Spans in which the recording is silent, in order of their orders. */
  #pauses: readonly { readonly from: Samples; readonly to: Samples }[] = [];

  constructor(handle: Handle, options: { start: Millis; tap: boolean; recording: RecordingFile | undefined }) {
    this.handle = handle;
    this.tapped = options.tap;
    this.recording = options.recording;
    this.#start = Math.floor(options.start);
  }

  /** Lets a leg be heard as this speaker from now on. */
  attach(speaker: Speaker, leg: Leg | undefined): void {
    const before = this.#attached[speaker];
    before?.leg.untap(before.tap);
    delete this.#attached[speaker];
    if (!leg) return;
    const lane = this.#lanes[speaker];
    lane.unanchor();
    const tap: LaneTap = { lane, start: this.#start };
    leg.tap(tap);
    this.#attached[speaker] = { leg, tap };
  }

  /** Nothing of this span is recorded that is not recorded yet; the taps go on. */
  pauseRecording(from: Samples, to: Samples): void {
    this.#pauses = [...this.#pauses.filter((pause) => pause.to > this.#taken), { from, to }];
  }

  /** Moves all audio that is final by now on to the recording and the tap. */
  flush(now: Millis, taps: TapBatch): void {
    this.#take(this.#position(now - DELAY), taps);
  }

  /** Takes everything up to now, lets go of the legs and of the memory. */
  finish(now: Millis, taps: TapBatch): void {
    this.#take(this.#position(now), taps);
    this.attach('caller', undefined);
    this.attach('agent', undefined);
    this.#lanes.caller.release();
    this.#lanes.agent.release();
  }

  #position(now: Millis): Samples {
    return positionAt(now, this.#start);
  }

  #take(upTo: Samples, taps: TapBatch): void {
    const length = upTo - this.#taken;
    if (length <= 0 || (!this.tapped && !this.recording)) return;
    const left = this.#run('caller', upTo, length, taps);
    const right = this.#run('agent', upTo, length, taps);
    this.recording?.append(this.#recorded(left), this.#recorded(right));
    this.#taken = upTo;
  }

  /** What is written of a run that begins at `#taken`. */
  #recorded(run: Int16Array): Int16Array {
    const within = this.#pauses.filter(({ from, to }) => to > this.#taken && from < this.#taken + run.length);
    if (within.length === 0) return run;
    const quiet = run.slice();
    for (const { from, to } of within) quiet.fill(0, Math.max(0, from - this.#taken), Math.max(0, to - this.#taken));
    return quiet;
  }

  #run(speaker: Speaker, upTo: Samples, length: number, taps: TapBatch): Int16Array {
    const run = this.tapped ? taps.room({ audio: this.handle, speaker, at: this.#taken }, length) : untapped(speaker, length);
    this.#lanes[speaker].take(upTo, run, 0);
    return run;
  }
}
