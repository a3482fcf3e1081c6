import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { RecordingFile } from '../port.ts';
import type { ByteRange } from './byte-range.ts';

/**
 * RIFF/WAVE header as our recorder writes it:
 *
 *   0 "RIFF" | 4 size − 8 | 8 "WAVE" | 12 "fmt " … | 36 "data" | 40 size − 44 | 44 samples …
 */
const HEADER_BYTES = 44;
/** Two channels of 16 bit: a body is cut to whole ones. */
const BYTES_PER_SAMPLE_PAIR = 4;

export interface WavBody {
  readonly size: number;
  /** Undefined while the file grows: then no two answers are alike. */
  readonly etag: string | undefined;
  readonly modified: Date;
  stream(range: ByteRange): Readable;
}

/** A recording as it stands now. One that still grows gets a header that fits the bytes given out. Undefined: no such file. */
export async function wavBody({ file, open: growing }: RecordingFile): Promise<WavBody | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const { size: whole, mtime, mtimeMs } = await handle.stat();
    const size = growing && whole > HEADER_BYTES ? whole - ((whole - HEADER_BYTES) % BYTES_PER_SAMPLE_PAIR) : whole;
    const header = growing && size >= HEADER_BYTES ? await fittingHeader(handle, size) : undefined;
    return {
      size,
      etag: growing ? undefined : `"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`,
      modified: mtime,
      stream: (range) => (header ? joined(header, file, range) : createReadStream(file, range)),
    };
  } finally {
    await handle.close();
  }
}

async function fittingHeader(handle: FileHandle, size: number): Promise<Buffer | undefined> {
  const header = Buffer.alloc(HEADER_BYTES);
  await handle.read(header, 0, HEADER_BYTES, 0);
  if (header.toString('latin1', 0, 4) !== 'RIFF' || header.toString('latin1', 36, 40) !== 'data') return undefined;
  header.writeUInt32LE(size - 8, 4);
  header.writeUInt32LE(size - HEADER_BYTES, 40);
  return header;
}

function joined(header: Buffer, file: string, { start, end }: ByteRange): Readable {
  return Readable.from(
    (async function* () {
      if (start < HEADER_BYTES) yield header.subarray(start, end + 1);
      if (end >= HEADER_BYTES) yield* createReadStream(file, { start: Math.max(start, HEADER_BYTES), end }) as AsyncIterable<Buffer>;
    })(),
    { objectMode: false },
  );
}
