import { type AudioFrame, FRAME_MS, FRAME_SAMPLES, type Samples, type Speaker } from '#core';
import type { SpeechWindow } from '../model.ts';
import { type VoiceFrame, VoiceFrames } from './voice-frames.ts';
import { featuresOf } from './window-features.ts';

const frames = (ms: number) => Math.round(ms / FRAME_MS);
/** Speech of one window; enough for steady statistics, little enough to follow a temper. */
const WINDOW_FRAMES = frames(2_500);
/** With less speech than this a window says nothing. */
const LEAST_FRAMES = frames(1_000);
/** A pause of so long ends a window. */
const PAUSE_FRAMES = frames(1_500);
/** Gaps within words: somebody still speaks. */
const HANGOVER_FRAMES = frames(240);
/** RULES.md §5: shorter overlaps are no interruptions. */
const INTERRUPTION_FRAMES = frames(500);
/** Runs that never come are not waited for longer than this. */
const LONGEST_WAIT_FRAMES = frames(4_000);

/** One speaker's audio that has come and waits for the other's. */
class Lane {
  readonly voice = new VoiceFrames();
  readonly frames: (VoiceFrame | undefined)[] = [];
  readonly #rest = new Int16Array(FRAME_SAMPLES);
  #filled = 0;
  /** Frames that went on without this lane; when they come they are too late. */
  #missed = 0;
  /** Where the next sample belongs. */
  #next: Samples;

  constructor(from: Samples) {
    this.#next = from;
  }

  push({ at, pcm }: AudioFrame): void {
    for (let missing = at - this.#next; missing > 0; missing -= FRAME_SAMPLES) this.#take(new Int16Array(Math.min(missing, FRAME_SAMPLES)));
    const old = this.#next - at;
    if (old < pcm.length) this.#take(old > 0 ? pcm.subarray(old) : pcm);
  }

  /** The next so many frames, fewer when they have not come. */
  take(count: number): (VoiceFrame | undefined)[] {
    const taken = this.frames.splice(0, count);
    this.#missed += count - taken.length;
    return taken;
  }

  #add(pcm: Int16Array, from: number): void {
    const frame = this.voice.hear(pcm, from);
    if (this.#missed > 0) this.#missed -= 1;
    else this.frames.push(frame);
  }

  #take(pcm: Int16Array): void {
    this.#next += pcm.length;
    let from = 0;
    while (from < pcm.length) {
      const whole = this.#filled === 0 && pcm.length - from >= FRAME_SAMPLES;
      if (whole) {
        this.#add(pcm, from);
        from += FRAME_SAMPLES;
        continue;
      }
      const part = pcm.subarray(from, from + FRAME_SAMPLES - this.#filled);
      this.#rest.set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
      if (this.#filled < FRAME_SAMPLES) return;
      this.#filled = 0;
      this.#add(this.#rest, 0);
    }
  }
}

/** The window under way of one speaker. */
class OpenWindow {
  begun = 0;
  frames: (VoiceFrame | undefined)[] = [];
  spoken = 0;
  /** Frames since the last spoken one. */
  quiet = Infinity;
  interruptions = 0;
  /** Frames of an overlap that this speaker began; -1 = none. */
  overlap = -1;
}

/**
 * The voices of one conversation cut into windows of each speaker's own speech. Pure in its audio: the same samples give
 * the same windows, however they are cut into runs. Both lanes go in step, because an interruption is a matter of both.
 */
export class ConversationWindows {
  readonly #give: (window: SpeechWindow) => void;
  readonly #from: Samples;
  readonly #lanes: Readonly<Record<Speaker, Lane>>;
  readonly #open: Readonly<Record<Speaker, OpenWindow>> = { caller: new OpenWindow(), agent: new OpenWindow() };
  #frame = 0;

  /** `from`: what lies before it on the audio clock is not heard. */
  constructor(from: Samples, give: (window: SpeechWindow) => void) {
    this.#from = from;
    this.#give = give;
    this.#lanes = { caller: new Lane(from), agent: new Lane(from) };
  }

  push(speaker: Speaker, run: AudioFrame): void {
    this.#lanes[speaker].push(run);
    const { caller, agent } = this.#lanes;
    this.#step(Math.min(caller.frames.length, agent.frames.length));
    this.#step(Math.max(caller.frames.length, agent.frames.length) - LONGEST_WAIT_FRAMES);
  }

  /** Gives what is under way, when it is long enough. */
  end(): void {
    this.#step(Math.max(this.#lanes.caller.frames.length, this.#lanes.agent.frames.length));
    for (const speaker of ['caller', 'agent'] as const) this.#close(speaker);
  }

  #step(count: number): void {
    if (count <= 0) return;
    const caller = this.#lanes.caller.take(count);
    const agent = this.#lanes.agent.take(count);
    for (let i = 0; i < count; i++, this.#frame++) {
      this.#hear('caller', caller[i], this.#open.agent.quiet <= HANGOVER_FRAMES);
      this.#hear('agent', agent[i], this.#open.caller.quiet <= HANGOVER_FRAMES);
    }
  }

  #hear(speaker: Speaker, frame: VoiceFrame | undefined, otherTalks: boolean): void {
    const open = this.#open[speaker];
    if (frame && open.quiet > HANGOVER_FRAMES) open.overlap = otherTalks ? 0 : -1;
    open.quiet = frame ? 0 : open.quiet + 1;
    if (open.overlap >= 0) {
      open.overlap = otherTalks && open.quiet <= HANGOVER_FRAMES ? open.overlap + 1 : -1;
      if (open.overlap === INTERRUPTION_FRAMES) open.interruptions += 1;
    }
    if (frame && open.frames.length === 0) open.begun = this.#frame;
    if (frame || open.frames.length > 0) open.frames.push(frame);
    if (frame) open.spoken += 1;
    if (open.spoken >= WINDOW_FRAMES || (open.quiet >= PAUSE_FRAMES && open.frames.length > 0)) this.#close(speaker);
  }

  #close(speaker: Speaker): void {
    const open = this.#open[speaker];
    const { begun, interruptions } = open;
    const heard = open.frames.slice(0, open.frames.findLastIndex((frame) => frame !== undefined) + 1);
    const enough = open.spoken >= LEAST_FRAMES;
    open.frames = [];
    open.spoken = 0;
    open.interruptions = 0;
    const features = enough ? featuresOf({ frames: heard, interruptions }) : undefined;
    const at = (frame: number) => (this.#from + frame * FRAME_SAMPLES) / 8_000;
    if (features) this.#give({ speaker, from: at(begun), to: at(begun + heard.length), features });
  }
}
