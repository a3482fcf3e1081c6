/** The recorded calls and sentences in test/fixtures, for tests and benchmarks. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language, Speaker } from '#core';

export interface Utterance {
  readonly speaker: Speaker;
  /** In s. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly words: readonly string[];
}

export interface RecordedCall {
  readonly lang: Language;
  readonly utterances: readonly Utterance[];
}

export const FIXTURES = fileURLToPath(new URL('../../test/fixtures', import.meta.url));
export const MODELS = fileURLToPath(new URL('../../models', import.meta.url));
export const CALLS = ['en-1-compliant', 'en-2-forbidden', 'zh-1-compliant', 'zh-2-forbidden'] as const;

/** The samples of a 16-bit mono 8 kHz WAV file with the plain 44-byte header our fixtures have. */
export function readSamples(path: string): Int16Array {
  const bytes = readFileSync(path).subarray(44);
  const samples = new Int16Array(bytes.length >> 1);
  Buffer.from(samples.buffer).set(bytes.subarray(0, samples.byteLength));
  return samples;
}

export function callSide(call: string, speaker: Speaker): Int16Array {
  return readSamples(`${FIXTURES}/calls/${call}/${speaker}.wav`);
}

export function callTruth(call: string): RecordedCall {
  return JSON.parse(readFileSync(`${FIXTURES}/calls/${call}/truth.json`, 'utf8')) as RecordedCall;
}

/** Held-out sentences: samples and the words said. */
export function sentences(language: Language): readonly { pcm: Int16Array; text: string }[] {
  const folder = `${FIXTURES}/sentences/${language}`;
  const lines = readFileSync(`${folder}/transcripts.tsv`, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [file = '', text = ''] = line.split('\t');
    return { pcm: readSamples(`${folder}/${file}`), text };
  });
}
