import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type CallSeconds, type Result, SAMPLE_RATE, type Samples, type Speaker, ok } from '#core';
import { WAV_HEADER_BYTES, wavHeader } from '../../wav/write-wav.ts';
import { isKeyTone, TONE_BLOCK } from './key-tones.ts';
import { openSealed } from './sealed-recording.ts';

const FRAME_BYTES = 4;
/** Frames copied in one piece: 10 s. */
const PIECE: Samples = 80_000;
const LANE: Readonly<Record<Speaker, 0 | 1>> = { caller: 0, agent: 1 };

/** A span of one speaker, on the call's audio clock. */
export interface SilentSpan {
  readonly speaker: Speaker;
  readonly from: CallSeconds;
  readonly to: CallSeconds;
}

export interface Silences {
  readonly spans: readonly SilentSpan[];
  /** Here tones of keys are silenced too, on both lanes. */
  readonly tones: readonly { readonly from: CallSeconds; readonly to: CallSeconds }[];
}

/** The copy of a sealed recording in which secrets are silent: a WAV file, whole after each step. */
export class SilencedCopy {
  readonly #sealed: string;
  readonly #key: Uint8Array;
  readonly #file: string;
  #handle: FileHandle | undefined;
  #copied: Samples = 0;
  /** Spans that the copy so far was made with. */
  #applied = 0;

  constructor(options: { readonly sealed: string; readonly key: Uint8Array; readonly file: string }) {
    this.#sealed = options.sealed;
    this.#key = options.key;
    this.#file = options.file;
  }

  /** Samples that are in the copy. */
  get copied(): Samples {
    return this.#copied;
  }

  /** Copies up to this place, or to the end of what there is. Faults: those of `openSealed`; rejects when the disk does not write. */
  async advance(upTo: Samples, { spans, tones }: Silences): Promise<Result<void>> {
    const opened = await openSealed(this.#sealed, this.#key);
    if (!opened.ok) return opened;
    const recording = opened.value;
    const handle = (this.#handle ??= await this.#create());
    const there = (recording.size - WAV_HEADER_BYTES) / FRAME_BYTES;
    const end = Math.min(upTo, there);
    for (const span of spans.slice(this.#applied)) await this.#silenceCopied(handle, span);
    this.#applied = spans.length;
    while (this.#copied < end) {
      // Whole blocks, so that a tone is looked at as a whole.
      const count = Math.min(PIECE, end - this.#copied);
      const frames = await recording.frames(this.#copied, count);
      if (frames.length === 0) break;
      silence(frames, this.#copied, spans);
      silenceTones(frames, this.#copied, tones);
      await writeAll(handle, frames, WAV_HEADER_BYTES + this.#copied * FRAME_BYTES);
      this.#copied += frames.length / FRAME_BYTES;
      await writeAll(handle, wavHeader(this.#copied * FRAME_BYTES, SAMPLE_RATE, 2), 0);
    }
    return ok(undefined);
  }

  async close(): Promise<void> {
    await this.#handle?.datasync();
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #create(): Promise<FileHandle> {
    mkdirSync(dirname(this.#file), { recursive: true });
    const handle = await open(this.#file, 'w+');
    await writeAll(handle, wavHeader(0, SAMPLE_RATE, 2), 0);
    return handle;
  }

  /** A span that turned out to be secret after it was copied. */
  async #silenceCopied(handle: FileHandle, span: SilentSpan): Promise<void> {
    const from = Math.max(0, Math.floor(span.from * SAMPLE_RATE));
    const count = Math.min(this.#copied, Math.ceil(span.to * SAMPLE_RATE)) - from;
    if (count <= 0) return;
    const frames = Buffer.alloc(count * FRAME_BYTES);
    const position = WAV_HEADER_BYTES + from * FRAME_BYTES;
    await handle.read(frames, 0, frames.length, position);
    silence(frames, from, [span]);
    await writeAll(handle, frames, position);
  }
}

export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

const samplesOf = (frames: Buffer) => new Int16Array(frames.buffer, frames.byteOffset, frames.length / 2);

export function silence(frames: Buffer, at: Samples, spans: readonly SilentSpan[]): void {
  const pcm = frames.byteOffset % 2 === 0 ? samplesOf(frames) : undefined;
  const count = frames.length / FRAME_BYTES;
  for (const { speaker, from, to } of spans) {
    const end = Math.min(count, Math.ceil(to * SAMPLE_RATE) - at);
    for (let i = Math.max(0, Math.floor(from * SAMPLE_RATE) - at); i < end; i++) {
      if (pcm) pcm[i * 2 + LANE[speaker]] = 0;
      else frames.writeInt16LE(0, i * FRAME_BYTES + LANE[speaker] * 2);
    }
  }
}

/** Blocks with the two tones of a key, and those beside them. */
export function silenceTones(frames: Buffer, at: Samples, tones: Silences['tones']): void {
  if (tones.length === 0) return;
  const blocks = Math.floor(frames.length / FRAME_BYTES / TONE_BLOCK);
  const found: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const middle = (at + (block + 0.5) * TONE_BLOCK) / SAMPLE_RATE;
    if (!tones.some(({ from, to }) => middle >= from && middle <= to)) continue;
    if (isKeyTone(frames, block, 0) || isKeyTone(frames, block, 1)) found.push(block);
  }
  for (const block of found) frames.fill(0, Math.max(0, block - 1) * TONE_BLOCK * FRAME_BYTES, Math.min(frames.length, (block + 2) * TONE_BLOCK * FRAME_BYTES));
}
