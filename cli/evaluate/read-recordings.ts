import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SAMPLE_RATE } from '#core';
import { readWav, resample } from '#media';
import type { Words } from '../words.ts';
import type { ManifestEntry, ManifestMistake } from './manifest.ts';

/** The sound of one entry at 8 kHz. */
export interface Recording {
  readonly entry: ManifestEntry;
  readonly pcm: Int16Array;
}

/** Looks at the file of every entry before any of them is heard; files are meant from the manifest's folder. */
export function recordingMistakes(entries: readonly ManifestEntry[], folder: string, words: Words): readonly ManifestMistake[] {
  return entries.flatMap((entry) => {
    const read = readRecording(entry, folder, words);
    return typeof read === 'string' ? [{ line: entry.line, message: read }] : [];
  });
}

/** A text is what is wrong. */
export function readRecording(entry: ManifestEntry, folder: string, words: Words): Recording | string {
  const path = resolve(folder, entry.file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return words(`there is no readable file ${path}`, `没有可读取的文件 ${path}`);
  }
  const wav = readWav(bytes);
  if (!wav.ok) return `${entry.file}: ${wav.fault.message}`;
  const { channels, rate } = wav.value;
  const pcm = channels[entry.channel];
  if (!pcm) return words(`${entry.file} has one channel only, there is no right one`, `${entry.file} 只有一个声道,没有右声道`);
  return { entry, pcm: rate === SAMPLE_RATE ? pcm : resample(pcm, rate, SAMPLE_RATE) };
}
