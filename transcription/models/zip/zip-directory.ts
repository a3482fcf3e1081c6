import type { FileHandle } from 'node:fs/promises';
import { Fault, type Result, failed, ok } from '#core';
import { safePath } from './safe-path.ts';

/** One entry as the central directory names it. PKWARE APPNOTE 4.3.12. */
export interface ZipEntry {
  /** Checked: relative, inside, no `..`; without a slash at the end. */
  readonly path: string;
  readonly folder: boolean;
  readonly deflated: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Of the local header. */
  readonly at: number;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Bytes when unpacked, as declared; more is never written. */
  readonly size: number;
}

/** End of central directory, with the longest comment. APPNOTE 4.3.16 */
const END = { signature: 0x06054b50, bytes: 22, comment: 65_535 };
const ENTRY = { signature: 0x02014b50, bytes: 46 };
const ZIP64_LOCATOR = { signature: 0x07064b50, bytes: 20 };
const ZIP64_END = { signature: 0x06064b50, bytes: 56 };
/** Models have dozens of files; a directory that claims more is an attack or no model. */
const MOST_ENTRIES = 20_000;
const MOST_DIRECTORY_BYTES = 16 << 20;
/** Models shrink to about half. A bomb shrinks a thousandfold. */
const MOST_RATIO = 20;
const ROOM = 64 << 20;
const FOLLOWS = 0xffffffff;

export const bad = (why: string) => new Fault('models.bad-archive', `the archive is refused: ${why}`);

/** Reads and judges the directory of an archive. Fails with `models.bad-archive`; nothing is unpacked. */
export async function readZipDirectory(file: FileHandle): Promise<Result<ZipDirectory>> {
  const { size: length } = await file.stat();
  const place = await findDirectory(file, length);
  if (!place.ok) return place;
  const { at, bytes, count } = place.value;
  if (count > MOST_ENTRIES || bytes > MOST_DIRECTORY_BYTES) return failed(bad(`it claims ${count} entries in ${bytes} bytes of directory`));
  if (at + bytes > length) return failed(bad('its directory lies outside of it'));
  const entries = parseEntries(await read(file, at, bytes), count);
  if (!entries.ok) return entries;
  const size = entries.value.reduce((sum, entry) => sum + entry.size, 0);
  if (size > length * MOST_RATIO + ROOM) return failed(bad(`${length} bytes would become ${size}: too much to be a model`));
  return overlaps(entries.value, at) ?? ok({ entries: entries.value, size });
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

async function findDirectory(file: FileHandle, length: number): Promise<Result<{ at: number; bytes: number; count: number }>> {
  const from = Math.max(0, length - END.bytes - END.comment);
  const tail = await read(file, from, length - from);
  for (let i = tail.length - END.bytes; i >= 0; i--) {
    if (tail.readUInt32LE(i) !== END.signature || i + END.bytes + tail.readUInt16LE(i + 20) !== tail.length) continue;
    const found = { count: tail.readUInt16LE(i + 10), bytes: tail.readUInt32LE(i + 12), at: tail.readUInt32LE(i + 16) };
    if (found.at !== FOLLOWS && found.bytes !== FOLLOWS && found.count !== 0xffff) return ok(found);
    return zip64(file, from + i);
  }
  return failed(bad('it is no zip file, or not all of it'));
}

async function zip64(file: FileHandle, end: number): Promise<Result<{ at: number; bytes: number; count: number }>> {
  if (end < ZIP64_LOCATOR.bytes) return failed(bad('its end does not lead to a directory'));
  const locator = await read(file, end - ZIP64_LOCATOR.bytes, ZIP64_LOCATOR.bytes);
  if (locator.readUInt32LE(0) !== ZIP64_LOCATOR.signature) return failed(bad('its end does not lead to a directory'));
  const record = await read(file, Number(locator.readBigUInt64LE(8)), ZIP64_END.bytes);
  if (record.length < ZIP64_END.bytes || record.readUInt32LE(0) !== ZIP64_END.signature) return failed(bad('its end does not lead to a directory'));
  return ok({ count: Number(record.readBigUInt64LE(32)), bytes: Number(record.readBigUInt64LE(40)), at: Number(record.readBigUInt64LE(48)) });
}

function parseEntries(bytes: Buffer, count: number): Result<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY.bytes > bytes.length || bytes.readUInt32LE(at) !== ENTRY.signature) return failed(bad('its directory is damaged'));
    const [nameBytes, extraBytes, commentBytes] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const name = bytes.toString('utf8', at + ENTRY.bytes, at + ENTRY.bytes + nameBytes);
    const extra = bytes.subarray(at + ENTRY.bytes + nameBytes, at + ENTRY.bytes + nameBytes + extraBytes);
    const entry = judge(name, bytes.subarray(at, at + ENTRY.bytes), extra);
    if (!entry.ok) return entry;
    // On a file system without case, `A` would overwrite `a`.
    const key = entry.value.path.toLowerCase();
    if (seen.has(key) && !entry.value.folder) return failed(bad(`"${name}" is in it twice`));
    seen.add(key);
    entries.push(entry.value);
    at += ENTRY.bytes + nameBytes + extraBytes + commentBytes;
  }
  return ok(entries);
}

/** What a Unix zip says of the kind of file; 0 = nothing. */
const KIND = { mask: 0o170000, plain: 0o100000, folder: 0o040000 };

function judge(name: string, header: Buffer, extra: Buffer): Result<ZipEntry> {
  const path = safePath(name);
  if (path === undefined) return failed(bad(`"${name}" would lie outside of the model's folder, or is no name`));
  if ((header.readUInt16LE(8) & 1) === 1) return failed(bad(`"${name}" is encrypted`));
  const how = header.readUInt16LE(10);
  if (how !== 0 && how !== 8) return failed(bad(`"${name}" is packed in a way (${how}) that is not known`));
  const kind = (header.readUInt32LE(38) >>> 16) & KIND.mask;
  if (![0, KIND.plain, KIND.folder].includes(kind)) return failed(bad(`"${name}" is a link or a device`));
  const sizes = longSizes(header, extra);
  const folder = name.endsWith('/') || kind === KIND.folder;
  if (folder && sizes.size > 0) return failed(bad(`the folder "${name}" has contents of its own`));
  return ok({ path, folder, deflated: how === 8, crc: header.readUInt32LE(16), ...sizes });
}

/** Sizes beyond 4 GiB stand in the extra field 0x0001, those that do not fit, in this order. APPNOTE 4.5.3 */
function longSizes(header: Buffer, extra: Buffer): { packed: number; size: number; at: number } {
  const values = { size: header.readUInt32LE(24), packed: header.readUInt32LE(20), at: header.readUInt32LE(42) };
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue;
    let from = i + 4;
    for (const key of ['size', 'packed', 'at'] as const) {
      if (values[key] !== FOLLOWS || from + 8 > extra.length) continue;
      values[key] = Number(extra.readBigUInt64LE(from));
      from += 8;
    }
  }
  return values;
}

/** Entries that share their bytes make a small archive unpack to a huge one without a high ratio. */
function overlaps(entries: readonly ZipEntry[], directory: number): Result<never> | undefined {
  let free = 0;
  for (const { at, packed, path } of entries.toSorted((a, b) => a.at - b.at)) {
    if (at < free) return failed(bad(`"${path}" shares its bytes with another file`));
    free = at + 30 + packed;
    if (free > directory) return failed(bad(`"${path}" lies outside of the archive`));
  }
  return undefined;
}
