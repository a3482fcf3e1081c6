import { FRAME_SAMPLES, type Millis, type Random, SAMPLE_RATE, type Samples } from '#core';
import { Lane, type Law, encodeG711 } from '#media';

/** What the network does to a call. */
export interface LineQuality {
  readonly law: Law;
  /** Share of the packets that get lost, 0 to 0.5. */
  readonly loss: number;
  /** Packets lost together on average. */
  readonly burst: number;
  /** Each packet is late by up to so much. */
  readonly jitter: Millis;
}

export interface HeardLine {
  readonly pcm: Int16Array;
  readonly packets: number;
  readonly lost: number;
}

const chance = (random: Random) => random.int(1_000_000) / 1_000_000;
/** Lanes are read so far behind real time, as in a call (media/worker/call-lanes.ts). */
const READ_BEHIND: Samples = 0.08 * SAMPLE_RATE;

/**
 * What the recogniser hears of a recording spoken into a telephone: 20 ms packets of G.711, some lost, some late, put in order
 * by the same lane as in a call. What is lost or comes too late is silence.
 */
export function throughTelephone(pcm: Int16Array, { law, loss, burst, jitter }: LineQuality, random: Random): HeardLine {
  const packets = Math.ceil(pcm.length / FRAME_SAMPLES);
  const gone = lossesOf(packets, loss, burst, random);
  const arrivals = Array.from({ length: packets }, (_, index) => ({ index, at: (index + 1) * FRAME_SAMPLES + Math.floor(chance(random) * jitter * (SAMPLE_RATE / 1000)) }))
    .filter(({ index }) => !gone.has(index))
    .toSorted((a, b) => a.at - b.at);
  const length = packets * FRAME_SAMPLES + READ_BEHIND + Math.ceil(jitter * (SAMPLE_RATE / 1000));
  const heard = new Int16Array(length);
  const lane = new Lane(0);
  let read: Samples = 0;
  const readUntil = (upTo: Samples) => {
    if (upTo <= read) return;
    lane.take(upTo, heard, read);
    read = upTo;
  };
  for (const { index, at } of arrivals) {
    readUntil(at - READ_BEHIND);
    const data = encodeG711(law, pcm.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES));
    lane.place(law, data, 0, data.length, index * FRAME_SAMPLES, at, index === 0);
  }
  readUntil(length);
  lane.release();
  return { pcm: heard, packets, lost: gone.size };
}

/** Gilbert's model: a line that is good or bad; all packets of a bad one are lost. */
function lossesOf(packets: number, loss: number, burst: number, random: Random): ReadonlySet<number> {
  const gone = new Set<number>();
  const worsens = loss / (Math.max(1, burst) * (1 - loss));
  let bad = chance(random) < loss;
  for (let index = 0; index < packets; index++) {
    if (bad) gone.add(index);
    bad = bad ? chance(random) >= 1 / Math.max(1, burst) : chance(random) < worsens;
  }
  return gone;
}
