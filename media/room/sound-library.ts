import { readFileSync, statSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Fault, type Language, type Log, type Millis, type Result, SAMPLE_RATE, failed, ok } from '#core';
import { type Sound, shareSound } from '../playback/sound.ts';
import { readWav } from '../wav/read-wav.ts';
import { resample } from '../wav/resample.ts';

/** A sound that can be played, and how long it is. */
export interface LoadedSound {
  readonly sound: Sound;
  readonly ms: Millis;
}

/** Larger files are refused: 100 MB are over an hour of speech, and all sounds stay in memory. */
const MAX_BYTES = 100 * 2 ** 20;
/** Names come from flow files; they stay inside the prompt folders. */
const NAME = /^[\p{L}\p{N}_-][\p{L}\p{N}_. -]*(\/[\p{L}\p{N}_-][\p{L}\p{N}_. -]*)*$/u;

/**
 * The sounds of the prompt folders, each read, resampled and encoded once. Folders are searched in order; in each first
 * `<language>/<name>.wav`, then `<name>.wav`. A sound that is not there yet is looked for again when it is next asked for.
 */
export class SoundLibrary {
  readonly #folders: readonly string[];
  readonly #loaded = new Map<string, Result<LoadedSound>>();

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Loads all sounds there are, so that no call waits for a file; tells the log which are broken. */
  async preload(log: Log): Promise<void> {
    for (const folder of this.#folders) {
      const entries = await readdir(folder, { recursive: true }).catch(() => []);
      for (const entry of entries.filter((name) => name.endsWith('.wav'))) {
        const file = join(folder, entry);
        const bytes = await readFile(file).catch(() => undefined);
        const loaded = bytes && load(bytes);
        if (loaded) this.#loaded.set(file, loaded);
        if (loaded && !loaded.ok) log.warn('A sound cannot be played', { file, reason: loaded.fault.message });
      }
    }
  }

  /** Faults: `media.no-sound`, `media.bad-wav`. Without a language only language-less sounds are found. */
  find(name: string, language?: Language): Result<LoadedSound> {
    if (!NAME.test(name)) return failed(new Fault('media.no-sound', `"${name}" is no name of a sound: use letters, digits, - and _.`));
    for (const file of this.#candidates(name, language)) {
      const found = this.#loaded.get(file) ?? this.#loadNow(file);
      if (found) return found;
    }
    const places = this.#folders.length > 0 ? this.#folders.join(' or ') : 'any folder (none is configured)';
    return failed(new Fault('media.no-sound', `The sound "${name}" is not in ${places}: add ${name}.wav there.`));
  }

  /** What is not kept any more is read again when it is next asked for. */
  forget(name: string, language?: Language): void {
    for (const file of this.#candidates(name, language)) this.#loaded.delete(file);
  }

  *#candidates(name: string, language: Language | undefined): Generator<string> {
    const path = name.replaceAll('/', sep);
    for (const folder of this.#folders) {
      if (language) yield join(folder, language, `${path}.wav`);
      yield join(folder, `${path}.wav`);
    }
  }

  /** A file that came after the start is read on the spot; these are small and this happens once. */
  #loadNow(file: string): Result<LoadedSound> | undefined {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
    let loaded: Result<LoadedSound>;
    try {
      loaded = load(readFileSync(file));
    } catch (cause) {
      loaded = failed(new Fault('media.no-sound', `The sound ${file} cannot be read; check its rights.`, { cause }));
    }
    this.#loaded.set(file, loaded);
    return loaded;
  }
}

function load(bytes: Uint8Array): Result<LoadedSound> {
  if (bytes.length > MAX_BYTES) return failed(new Fault('media.bad-wav', 'This WAV file is larger than 100 MB; shorten it.'));
  const wav = readWav(bytes);
  if (!wav.ok) return wav;
  const pcm = resample(mono(wav.value.channels), wav.value.rate, SAMPLE_RATE);
  return ok({ sound: shareSound(pcm), ms: (pcm.length * 1000) / SAMPLE_RATE });
}

function mono(channels: readonly Int16Array[]): Int16Array {
  const [left = new Int16Array(0), right] = channels;
  return right ? left.map((sample, i) => (sample + (right[i] as number)) >> 1) : left;
}
