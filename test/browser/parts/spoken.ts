import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWav } from '#media';
import { RATE } from './ears.ts';

const CALLS = join(import.meta.dirname, '..', '..', 'fixtures', 'calls');
/** Between sentences, long enough for a recogniser to end its turn, s. */
const PAUSE_S = 0.7;

/** Sentences of one side of a recorded call (by their numbers in its truth.json), one after the other. */
export function spoken(call: string, speaker: 'caller' | 'agent', sentences: readonly number[]): Int16Array<ArrayBuffer> {
  const wav = readWav(readFileSync(join(CALLS, call, `${speaker}.wav`)));
  if (!wav.ok) throw wav.fault;
  const pcm = wav.value.channels[0] ?? new Int16Array(0);
  const { utterances } = JSON.parse(readFileSync(join(CALLS, call, 'truth.json'), 'utf8')) as { utterances: readonly { start: number; end: number }[] };
  const pause = new Int16Array(PAUSE_S * RATE);
  const parts = sentences.flatMap((number) => {
    const { start = 0, end = 0 } = utterances[number] ?? {};
    return [pcm.slice((start - 0.1) * RATE, (end + 0.2) * RATE), pause];
  });
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
