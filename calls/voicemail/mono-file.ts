import { readFile, rename, writeFile } from 'node:fs/promises';
import { SAMPLE_RATE, type Samples } from '#core';
import { readWav, writeWav } from '#media';

/** Silence kept after the last word. */
const TAIL: Samples = SAMPLE_RATE / 2;

/** Makes a recording of the caller alone of a file of both sides, without the silence at its end; resolves with its seconds. Rejects when it cannot be read or written. */
export async function monoFile(file: string, lastVoice: Samples): Promise<number> {
  const wav = readWav(await readFile(file));
  if (!wav.ok) throw wav.fault;
  const [caller = new Int16Array(0)] = wav.value.channels;
  const kept = caller.subarray(0, Math.min(caller.length, lastVoice + TAIL));
  await writeFile(`${file}.new`, writeWav({ rate: wav.value.rate, channels: [kept] }), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return kept.length / wav.value.rate;
}
