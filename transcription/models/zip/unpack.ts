import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Result, failed, ok } from '#core';
import { type ZipDirectory, type ZipEntry, bad, readZipDirectory } from './zip-directory.ts';

/** Before the data: fixed part, then name and extra field. APPNOTE 4.3.7 */
const LOCAL = { signature: 0x04034b50, bytes: 30 };

/** The directory of the archive `path`. Fails with `models.bad-archive`. */
export async function inspectZip(path: string): Promise<Result<ZipDirectory>> {
  const file = await open(path, 'r');
  try {
    return await readZipDirectory(file);
  } finally {
    await file.close();
  }
}

/** Unpacks `path` into the empty folder `into`; `done` is told bytes written. Fails with `models.bad-archive`, leaving what there is. */
export async function unpackZip(path: string, into: string, done: (bytes: number) => void): Promise<Result<readonly string[]>> {
  const file = await open(path, 'r');
  try {
    const directory = await readZipDirectory(file);
    if (!directory.ok) return directory;
    const files: string[] = [];
    for (const entry of directory.value.entries) {
      const target = join(into, ...entry.path.split('/'));
      await mkdir(entry.folder ? target : dirname(target), { recursive: true });
      if (entry.folder) continue;
      const written = await unpackOne(file, path, entry, target, done);
      if (!written.ok) return written;
      files.push(entry.path);
    }
    return ok(files);
  } finally {
    await file.close();
  }
}

async function unpackOne(file: FileHandle, path: string, entry: ZipEntry, target: string, done: (bytes: number) => void): Promise<Result<void>> {
  const header = Buffer.alloc(LOCAL.bytes);
  await file.read(header, 0, LOCAL.bytes, entry.at);
  if (header.readUInt32LE(0) !== LOCAL.signature) return failed(bad(`"${entry.path}" is not where the directory says`));
  const start = entry.at + LOCAL.bytes + header.readUInt16LE(26) + header.readUInt16LE(28);
  const check = new Check(entry, done);
  try {
    const packed = entry.packed === 0 ? new PassThrough().end() : createReadStream(path, { start, end: start + entry.packed - 1 });
    const plain = entry.deflated && entry.packed > 0 ? createInflateRaw() : new PassThrough();
    // A file that is there already is not ours to overwrite.
    await pipeline(packed, plain, check, createWriteStream(target, { flags: 'wx', mode: 0o644 }));
  } catch (error) {
    if (check.problem === undefined && (error as { syscall?: string }).syscall !== undefined) throw error;
    return failed(bad(check.problem ?? `"${entry.path}" is damaged`));
  }
  return check.problem === undefined ? ok(undefined) : failed(bad(check.problem));
}

/** Lets no more through than was declared, and compares the checksum at the end. */
class Check extends Transform {
  problem: string | undefined;
  readonly #entry: ZipEntry;
  readonly #done: (bytes: number) => void;
  #bytes = 0;
  #crc = 0;

  constructor(entry: ZipEntry, done: (bytes: number) => void) {
    super();
    this.#entry = entry;
    this.#done = done;
  }

  override _transform(bytes: Buffer, _encoding: string, pass: TransformCallback): void {
    this.#bytes += bytes.length;
    if (this.#bytes > this.#entry.size) return this.#stop(pass, `"${this.#entry.path}" holds more than it declares`);
    this.#crc = crc32(bytes, this.#crc);
    this.#done(bytes.length);
    pass(null, bytes);
  }

  override _flush(pass: TransformCallback): void {
    if (this.#bytes !== this.#entry.size || this.#crc !== this.#entry.crc) return this.#stop(pass, `"${this.#entry.path}" is damaged (length or CRC-32)`);
    pass();
  }

  #stop(pass: TransformCallback, why: string): void {
    this.problem = why;
    pass(new Error(why));
  }
}
