import { type AudioFrame, SAMPLE_RATE, type Samples, type Speaker } from '#core';

/** A lane this far behind the other is taken as silent, so that one side that stalls does not silence both. */
const MOST_BEHIND: Samples = SAMPLE_RATE / 2;

/**
 * Two lanes of a call into one: samples of the same position of the audio clock are added. Gives what both lanes have.
 *
 *   caller ──▪▪▪▪▪▪──┐
 *                    ├─ sum, clipped ─▶ run
 *   agent  ──▪▪▪▪────┘
 */
export class Mixer {
  readonly #lanes: Readonly<Record<Speaker, AudioFrame[]>> = { caller: [], agent: [] };
  /** The position up to which the mix was given. */
  #at: Samples | undefined;

  /** Takes a run of one speaker; gives the mix that is complete now, if any. */
  push(speaker: Speaker, frame: AudioFrame): Int16Array | undefined {
    this.#at ??= frame.at;
    // Copied: the frame's samples are there until we return, the other lane's may come later.
    this.#lanes[speaker].push({ at: frame.at, pcm: frame.pcm.slice() });
    const [caller, agent] = [endOf(this.#lanes.caller), endOf(this.#lanes.agent)];
    const until = Math.max(Math.min(caller, agent), Math.max(caller, agent) - MOST_BEHIND);
    if (until <= this.#at) return undefined;
    const mixed = new Int16Array(until - this.#at);
    for (const lane of Object.values(this.#lanes)) add(mixed, this.#at, lane);
    this.#at = until;
    return mixed;
  }
}

const endOf = (lane: readonly AudioFrame[]): Samples => {
  const last = lane.at(-1);
  return last ? last.at + last.pcm.length : 0;
};

/** Adds what a lane has of [at, at + mixed.length) and forgets what lies before its end. */
function add(mixed: Int16Array, at: Samples, lane: AudioFrame[]): void {
  const until = at + mixed.length;
  for (const { at: start, pcm } of lane) {
    const from = Math.max(at, start);
    const to = Math.min(until, start + pcm.length);
    for (let position = from; position < to; position++) {
      const sum = (mixed[position - at] ?? 0) + (pcm[position - start] ?? 0);
      mixed[position - at] = Math.max(-32_768, Math.min(32_767, sum));
    }
  }
  const done = lane.findIndex((frame) => frame.at + frame.pcm.length > until);
  // The last one stays: its end tells how far the lane has come.
  lane.splice(0, done < 0 ? Math.max(0, lane.length - 1) : done);
}
