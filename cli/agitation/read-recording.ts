import { readFileSync } from 'node:fs';
import { type SpeechWindow, windowsOf } from '#agitation';
import { Fault, type Result, SAMPLE_RATE, type Speaker, failed, ok } from '#core';
import { readWav, resample } from '#media';

export interface Recording {
  readonly seconds: number;
  readonly windows: readonly SpeechWindow[];
}

/** Measures the voices of a WAV file: caller left or mono, agent right. Faults: agitation.bad-recording. */
export function readRecording(file: string): Result<Recording> {
  const bad = (why: string) => failed(new Fault('agitation.bad-recording', `${file}: ${why}`));
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return bad(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const wav = readWav(bytes);
  if (!wav.ok) return bad(wav.fault.message);
  const [caller = new Int16Array(0), agent = new Int16Array(caller.length)] = wav.value.channels.map((channel) => (wav.value.rate === SAMPLE_RATE ? channel : resample(channel, wav.value.rate, SAMPLE_RATE)));
  const channels: Readonly<Record<Speaker, Int16Array>> = { caller, agent };
  const seconds = caller.length / SAMPLE_RATE;
  return ok({ seconds, windows: windowsOf({ from: 0, until: seconds, agent: '' }, channels) });
}
