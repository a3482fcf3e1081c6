/** PORT. What an engine declares: `vosk` on this machine / `grpc` remote (proto/transcription.proto) / `vosk-server`. */
import type { RemoteTls } from './remote/connection.ts';

export type EngineKind = 'vosk' | 'grpc' | 'vosk-server';

/** What can be asked of an engine. */
export interface EngineCapabilities {
  /** ISO 639-1 codes. */
  readonly languages: readonly string[];
  /** Hz of the audio it takes. */
  readonly sampleRates: readonly number[];
  /** Listens for given phrases only. */
  readonly grammar: boolean;
  /** Words come with their times; else these are estimated. */
  readonly wordTimes: boolean;
  readonly partials: boolean;
  /** Makes given words likelier. */
  readonly hotWords: boolean;
  /** Takes audio faster than it is spoken. */
  readonly batch: boolean;
}

/** An engine on other machines; several addresses share the work, the least loaded first. */
export interface RemoteEngine {
  readonly id: string;
  readonly kind: 'grpc' | 'vosk-server';
  /** `host:port`. */
  readonly addresses: readonly string[];
  readonly tls?: RemoteTls | undefined;
  /** Of a vosk-server, which does not say: language and name of its model, rate (Hz) it wants, calls it takes. */
  readonly language?: string | undefined;
  readonly model?: string | undefined;
  readonly sampleRate?: 8000 | 16000 | undefined;
  readonly streams?: number | undefined;
}

/** What an engine of this kind can; `languages` are those it serves now. */
export function capabilitiesOf(kind: EngineKind, languages: readonly string[]): EngineCapabilities {
  const own = kind !== 'vosk-server';
  return {
    languages,
    sampleRates: own ? [8000] : [8000, 16000],
    // The published interface of vosk-server has no field for phrases.
    grammar: own,
    wordTimes: true,
    partials: true,
    // Out of the alternatives of a turn the one with hot words is taken (engine/hot-words.ts); a vosk-server is asked for them, too.
    hotWords: true,
    batch: true,
  };
}
