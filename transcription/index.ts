import type { Result } from '#core';
import type { Recogniser, RecogniserOptions } from './serve/start-recogniser.ts';

export type { Step } from './evaluate/align.ts';
export {
  type ErrorCounts,
  type ErrorUnit,
  alignTexts,
  characterErrorRate,
  countErrors,
  sumErrors,
  wordErrorRate,
} from './evaluate/errors.ts';
export type { EngineCapabilities, EngineKind, RemoteEngine } from './engine-port.ts';
export type {
  EngineState,
  RecogniserState,
  StreamOptions,
  TranscriptStream,
  TranscriptUpdate,
  Transcription,
  TranscriptionCounts,
  VoiceChange,
  Word,
} from './port.ts';
export type { CallFacts, ChoiceRule } from './route/choose-engine.ts';
export * as models from './models/index.ts';
export { findModels } from './registry/find-models.ts';
export type { Model } from './registry/read-model.ts';
export { type ScriptLine, type ScriptedOptions, scriptedTranscription } from './scripted-transcription.ts';
export { type TranscriptionOptions, startTranscription } from './start-transcription.ts';
export type { Recogniser, RecogniserOptions } from './serve/start-recogniser.ts';

/** The engine of this machine for others (`npm run recogniser`); gRPC is loaded only here. See serve/start-recogniser.ts. */
export const openRecogniser = async (options: RecogniserOptions): Promise<Result<Recogniser>> => (await import('./serve/start-recogniser.ts')).startRecogniser(options);
export { type Writing, writeWords, writtenText } from './text/write-words.ts';
