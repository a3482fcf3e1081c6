import { silenceRecording } from '#media';
import type { Call } from '../call.ts';
import { sealedFileOf } from './recording-copy.ts';

/** Silences the secrets of a call that is over in its recording; the whole one is kept encrypted where that is wanted. */
export async function silenceAfterwards(call: Call, file: string, original: 'encrypted' | 'none'): Promise<boolean> {
  const key = call.house.settings.recordingKey?.();
  const keep = original === 'encrypted' && key ? { sealed: sealedFileOf(file), key } : undefined;
  const done = await silenceRecording(file, { spans: call.silent, tones: call.keysSecret }, keep);
  if (!done.ok) call.house.log.error('secrets in a recording were not silenced', { call: call.id, error: done.fault });
  return done.ok;
}
