import type { CallAudio } from '#media';
import type { Call } from '../call.ts';
import { RecordingCopy, sealedFileOf } from '../redaction/recording-copy.ts';
import { recordingFileOf, recordingName } from './recording-file.ts';

/** Starts the audio clock of the call, and the recording when it is wanted. */
export function startAudio(call: Call): CallAudio {
  const { media, settings, transcription } = call.house;
  const file = settings.recordings ? recordingFileOf(settings.recordings, call.id, call.startedAt) : undefined;
  // Without words nobody knows what to silence.
  const key = transcription && settings.sealed === true && settings.originalOf?.(call.queue) ? settings.recordingKey?.() : undefined;
  const audio = media.audio(call.id, { ...(file ? { file: key ? sealedFileOf(file) : file, ...(key ? { key } : {}) } : {}), tap: transcription !== undefined });
  if (file) {
    if (key) call.copy = new RecordingCopy(call, file, key);
    call.recordingFile = recordingName(file, settings);
    call.record('recording.started', { file: call.recordingFile, ...(key ? { sealed: true } : {}) }, 0);
  }
  audio.recordingFailed.on((reason) => {
    call.record('recording.failed', { reason });
    call.house.log.error('a call is not recorded; check free space and rights of the recording folder', { call: call.id, reason });
  }, call.scope);
  return audio;
}
