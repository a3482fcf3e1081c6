import { silenceRecording, type Silences } from '#media';
import type { Call } from '../call.ts';
import { sealedFileOf } from './recording-copy.ts';

/** Silences secrets in a recording that is over; the whole one is kept encrypted where that is wanted. */
export async function silenceAfterwards(call: Call, file: string, silences: Silences, original: 'encrypted' | 'none'): Promise<boolean> {
  const key = call.house.settings.recordingKey?.();
  const keep = original === 'encrypted' && key ? { sealed: sealedFileOf(file), key } : undefined;
  const done = await silenceRecording(file, silences, keep);
  if (!done.ok) call.house.log.error('secrets in a recording were not silenced', { call: call.id, error: done.fault });
  return done.ok;
}
