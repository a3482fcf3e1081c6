export {
  type ErrorCounts,
  characterErrorRate,
  sumErrors,
  wordErrorRate,
} from './evaluation.ts';
export type {
  EngineState,
  StreamOptions,
  TranscriptStream,
  TranscriptUpdate,
  Transcription,
  TranscriptionCounts,
  VoiceChange,
  Word,
} from './port.ts';
export { findModels } from './registry/find-models.ts';
export type { Model } from './registry/read-model.ts';
export { type ScriptLine, type ScriptedOptions, scriptedTranscription } from './scripted-transcription.ts';
export { type TranscriptionOptions, startTranscription } from './start-transcription.ts';
