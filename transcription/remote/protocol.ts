/** The services of proto/, loaded once, and their messages as they come out of proto-loader. */
import { join } from 'node:path';
import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const FOLDER = join(import.meta.dirname, '..', '..', 'proto');
const loaded = new Map<string, ServiceDefinition>();

export interface WireModel {
  readonly name: string;
  readonly language: string;
  readonly sample_rate: number;
}

export interface WireWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

export interface WireWords {
  readonly turn: number;
  readonly words: readonly WireWord[];
  readonly settled: number;
}

export interface WireStatus {
  readonly models: readonly WireModel[];
  readonly streams: number;
  readonly capacity: number;
  readonly draining: boolean;
}

export interface WireDescription {
  readonly version: string;
  readonly models: readonly WireModel[];
  readonly sample_rates: readonly number[];
  readonly grammar: boolean;
  readonly word_times: boolean;
  readonly partials: boolean;
  readonly hot_words: boolean;
  readonly batch: boolean;
  readonly capacity: number;
}

export interface WireOpen {
  readonly language?: string;
  readonly model?: string;
  readonly grammar?: readonly string[];
  readonly hot_words?: readonly string[];
  readonly sample_rate?: number;
  readonly client_turns?: boolean;
}

export interface WireAudio {
  readonly turn?: number;
  readonly at?: number;
  readonly pcm: Buffer;
}

/** One of them is set. */
export interface RecogniseRequest {
  readonly open?: WireOpen;
  readonly audio?: WireAudio;
  readonly finish?: { readonly turn: number };
}

/** One of them is set. */
export interface RecogniseResponse {
  readonly opened?: { readonly model: string };
  readonly handled?: { readonly pieces: number };
  readonly partial?: WireWords;
  readonly final?: WireWords;
  readonly dropped?: { readonly phrases: readonly string[]; readonly free: boolean };
}

/** The service `name` of `proto/<file>.proto`; throws when the file is not as the program needs it. */
export function service(file: string, name: string): ServiceDefinition {
  const key = `${file} ${name}`;
  const known = loaded.get(key);
  if (known) return known;
  const options = { keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true };
  const found = loadSync(join(FOLDER, `${file}.proto`), options)[name];
  if (!found || 'format' in found) throw new Error(`proto/${file}.proto has no service ${name}`);
  loaded.set(key, found);
  return found;
}

/** One method of it. */
export function method<Request, Response>(of: ServiceDefinition, name: string): MethodDefinition<Request, Response> {
  const found = of[name];
  if (!found) throw new Error(`the service has no method ${name}`);
  return found as MethodDefinition<Request, Response>;
}

export const recogniserService = () => service('transcription', 'huawu.transcription.v1.Recogniser');
export const sttService = () => service('stt_service', 'vosk.stt.v1.SttService');
