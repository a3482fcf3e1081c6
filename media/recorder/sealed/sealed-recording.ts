import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Fault, type Result, SAMPLE_RATE, failed, ok } from '#core';
import { WAV_HEADER_BYTES, wavHeader } from '../../wav/write-wav.ts';
import { FILE_HEADER_BYTES, openRecord, openSealedFile, plainBytes, RECORD_BYTES, SEALED_RECORD_BYTES } from './sealed-format.ts';

const FRAME_BYTES = 4;
/** Records read in one piece: 1 MB. */
const MOST_RECORDS = 64;

/**
 * A sealed recording, read as the WAV file it stands for. Records that were changed, or cut off by a kill, read as silence.
 * Faults of `openSealed`: media.bad-recording, media.wrong-key.
 */
export class SealedRecording {
  readonly #file: string;
  readonly #dataKey: Buffer;
  /** Bytes of the WAV file when it was opened. */
  readonly size: number;
  readonly modified: Date;

  constructor(file: string, dataKey: Buffer, { size, mtime }: { readonly size: number; readonly mtime: Date }) {
    this.#file = file;
    this.#dataKey = dataKey;
    this.size = WAV_HEADER_BYTES + plainBytes(size) - (plainBytes(size) % FRAME_BYTES);
    this.modified = mtime;
  }

  /** The bytes from `start` to `end`, both included. */
  stream({ start, end }: { readonly start: number; readonly end: number }): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false });
  }

  /** Samples (caller and agent by turns) from frame `from` on, at most `count` frames. */
  async frames(from: number, count: number): Promise<Buffer> {
    const start = WAV_HEADER_BYTES + from * FRAME_BYTES;
    const end = Math.min(this.size, start + count * FRAME_BYTES) - 1;
    const pieces: Buffer[] = [];
    if (end >= start) for await (const piece of this.#pieces(start, end)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Buffer> {
    if (start < WAV_HEADER_BYTES) yield Buffer.from(wavHeader(this.size - WAV_HEADER_BYTES, SAMPLE_RATE, 2)).subarray(start, end + 1);
    let at = Math.max(0, start - WAV_HEADER_BYTES);
    const until = end - WAV_HEADER_BYTES + 1;
    if (until <= at) return;
    const handle = await open(this.#file, 'r');
    try {
      while (at < until) {
        const first = Math.floor(at / RECORD_BYTES);
        const last = Math.min(Math.floor((until - 1) / RECORD_BYTES), first + MOST_RECORDS - 1);
        const plain = await this.#records(handle, first, last);
        const piece = plain.subarray(at - first * RECORD_BYTES, until - first * RECORD_BYTES);
        if (piece.length === 0) return;
        yield piece;
        at += piece.length;
      }
    } finally {
      await handle.close();
    }
  }

  async #records(handle: FileHandle, first: number, last: number): Promise<Buffer> {
    const sealed = Buffer.alloc((last - first + 1) * SEALED_RECORD_BYTES);
    const { bytesRead } = await handle.read(sealed, 0, sealed.length, FILE_HEADER_BYTES + first * SEALED_RECORD_BYTES);
    const plain: Buffer[] = [];
    for (let record = first; record <= last; record++) {
      const at = (record - first) * SEALED_RECORD_BYTES;
      const bytes = sealed.subarray(at, Math.min(at + SEALED_RECORD_BYTES, bytesRead));
      const expected = Math.min(RECORD_BYTES, this.size - WAV_HEADER_BYTES - record * RECORD_BYTES);
      const opened = openRecord(this.#dataKey, record, bytes) ?? Buffer.alloc(0);
      // It may have grown since it was opened.
      plain.push(opened.length >= expected ? opened.subarray(0, expected) : Buffer.concat([opened, Buffer.alloc(expected - opened.length)]));
    }
    return Buffer.concat(plain);
  }
}

/** Opens a sealed recording with the installation's key, also one that still grows. */
export async function openSealed(file: string, key: Uint8Array): Promise<Result<SealedRecording>> {
  try {
    const handle = await open(file, 'r');
    try {
      const header = Buffer.alloc(FILE_HEADER_BYTES);
      const { bytesRead } = await handle.read(header, 0, header.length, 0);
      const opened = openSealedFile(header.subarray(0, bytesRead), key);
      if ('dataKey' in opened) return ok(new SealedRecording(file, opened.dataKey, await handle.stat()));
      if (opened.wrong === 'format') return bad(file, 'it is no encrypted recording of this server');
      return failed(new Fault('media.wrong-key', `The recording ${file} was encrypted with another key. Put the key of that time back (redaction.keyFile or HUAWU_RECORDING_KEY).`));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return bad(file, error instanceof Error ? error.message : String(error));
  }
}

const bad = (file: string, why: string) => failed(new Fault('media.bad-recording', `The recording ${file} cannot be read: ${why}. Keep it aside and look at it by hand.`));
