import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EpochMillis, Fault, type Log, type Millis, type Random, type Result, failed, ok } from '#core';
import { TicketRefusal } from '../refusal.ts';
import { endingOf, refusedType, safeName, typeOf } from './file-names.ts';
import type { FileLimits, FileScanner, GivenFile, TicketFile, TicketFiles } from './port.ts';

export interface FileFolderOptions {
  /** Servers that share a database share this folder too. */
  readonly folder: string;
  readonly limits: () => FileLimits;
  /** Undefined: nobody looks. */
  readonly scanner: () => FileScanner | undefined;
  readonly random: Random;
  readonly log: Log;
}

/** Enough to know how a content begins. */
const BEGIN_BYTES = 16;
const ID_DIGITS = 32;
const HASH = /^[0-9a-f]{64}$/;

interface Written {
  readonly bytes: number;
  readonly sha256: string;
  readonly begin: Uint8Array;
}

/**
 * Contents by their hash: `ab/abcd…`, each once, however many tickets have it.
 *
 *   bytes ─▶ incoming/<random> ─▶ hash, size, type ─▶ scanner ─▶ on disk (fsync) ─▶ renamed to its hash (fsync of the folder)
 *                                                                  pending/<hash> ─┴─▶ a ticket has it, or `sweep` removes both after a day
 *
 * Under its hash a file is always whole. What a kill leaves in `incoming/`, and contents that no ticket ever had, `sweep` removes.
 */
export class FileFolder implements TicketFiles {
  readonly #options: FileFolderOptions;
  #ready: Promise<void> | undefined;

  constructor(options: FileFolderOptions) {
    this.#options = options;
  }

  get limits(): FileLimits {
    return this.#options.limits();
  }

  async keep({ name: given, inline, content }: GivenFile): Promise<Result<TicketFile>> {
    const name = safeName(given);
    const { folder, random } = this.#options;
    const path = join(folder, 'incoming', random.uuid());
    try {
      await (this.#ready ??= this.#prepare());
      const written = await this.#write(path, name, content);
      if (!written.ok) return written;
      const scanned = await this.#scan(path, written.value.bytes);
      if (!scanned.ok) return scanned;
      await this.#place(path, written.value.sha256);
      return ok(fileOf(name, written.value, scanned.value, inline));
    } catch (error) {
      if (error instanceof Fault) return failed(error);
      this.#ready = undefined;
      return failed(new Fault('tickets.file-not-kept', `The file could not be kept (${codeOf(error)}); check the disk of the data folder and try again.`, { retryable: true, cause: error }));
    } finally {
      await rm(path, { force: true }).catch(() => {});
    }
  }

  async open(sha256: string): ReturnType<TicketFiles['open']> {
    if (!HASH.test(sha256)) return undefined;
    const path = this.#placeOf(sha256);
    const facts = await stat(path).catch(() => undefined);
    return facts && { bytes: facts.size, content: createReadStream(path) };
  }

  /**
   * Removes what a killed server left: halves that nobody writes any more, and contents that no ticket has a day after they came. Several
   * servers may share the folder. Rejects when `used` does.
   */
  async sweep(now: EpochMillis, used: (sha256: string) => Promise<boolean>): Promise<{ readonly halves: number; readonly contents: number }> {
    const { folder } = this.#options;
    const [halves, kept] = await Promise.all([older(join(folder, 'incoming'), now - STALE_MS), older(join(folder, 'pending'), now - UNUSED_MS)]);
    for (const name of halves) await rm(join(folder, 'incoming', name), { force: true });
    let contents = 0;
    for (const sha256 of kept.filter((name) => HASH.test(name))) {
      if (!(await used(sha256))) {
        await rm(this.#placeOf(sha256), { force: true });
        contents += 1;
      }
      await rm(join(folder, 'pending', sha256), { force: true });
    }
    return { halves: halves.length, contents };
  }

  async #prepare(): Promise<void> {
    for (const name of ['incoming', 'pending']) await mkdir(join(this.#options.folder, name), { recursive: true, mode: 0o700 });
  }

  async #write(path: string, name: string, content: AsyncIterable<Uint8Array>): Promise<Result<Written>> {
    const { mostBytes, endings } = this.limits;
    if (!endings.includes(endingOf(name))) return failed(badType(name, 'ending', endings));
    const file = await open(path, 'wx', 0o600);
    try {
      const written = await received(file, content, mostBytes);
      if (written === 'too-large') return failed(tooLarge(mostBytes));
      if (written.bytes === 0) return failed(new TicketRefusal('tickets.file-empty', 'The file is empty.', [{ field: 'file', zh: '文件为空', en: 'The file is empty' }]));
      const refused = refusedType(name, written.begin, endings);
      if (refused) return failed(badType(name, refused, endings));
      await file.sync();
      return ok(written);
    } finally {
      await file.close();
    }
  }

  async #scan(path: string, bytes: number): Promise<Result<TicketFile['scan']>> {
    const scanner = this.#options.scanner();
    if (!scanner) return ok('unscanned');
    try {
      const verdict = await scanner.scan(path, bytes);
      if (verdict.kind === 'clean') return ok('clean');
      this.#options.log.warn('an attachment was refused by the scanner', { what: verdict.what });
      return failed(new TicketRefusal('tickets.file-infected', `The scanner refuses the file: ${verdict.what}.`, [{ field: 'file', zh: `文件未通过安全扫描：${verdict.what}`, en: `The scanner refuses the file: ${verdict.what}` }]));
    } catch (error) {
      this.#options.log.warn('the scanner of attachments does not answer', { error });
      return failed(new Fault('tickets.scan-away', 'The scanner of attachments does not answer; nothing is kept without it. Try again later.', { retryable: true, cause: error }));
    }
  }

  async #place(path: string, sha256: string): Promise<void> {
    const place = this.#placeOf(sha256);
    const pending = join(this.#options.folder, 'pending', sha256);
    if (await stat(place).catch(() => undefined)) {
      // Who sends it again needs it from now on.
      const now = (await stat(path)).mtime;
      return utimes(pending, now, now).catch(() => {});
    }
    await writeFile(pending, '', { mode: 0o600, flush: true });
    const folder = join(place, '..');
    if (await mkdir(folder, { recursive: true, mode: 0o700 })) await flushed(this.#options.folder);
    await rename(path, place);
    await flushed(folder);
  }

  #placeOf(sha256: string): string {
    return join(this.#options.folder, sha256.slice(0, 2), sha256);
  }
}

/** While a file is received it is written to; the scanner answers within minutes. */
const STALE_MS: Millis = 3_600_000;
/** A ticket gets its file at once, that of a mail as soon as the database is there. */
const UNUSED_MS: Millis = 86_400_000;

/** Names in a folder that nobody wrote to since then. */
async function older(folder: string, than: EpochMillis): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const facts = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs })));
  return facts.filter(({ at }) => at !== undefined && at < than).map(({ name }) => name);
}

async function received(file: FileHandle, content: AsyncIterable<Uint8Array>, most: number): Promise<Written | 'too-large'> {
  const hash = createHash('sha256');
  let bytes = 0;
  let begin: Uint8Array = new Uint8Array(0);
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > most) return 'too-large';
    if (begin.length < BEGIN_BYTES) begin = Buffer.concat([begin, chunk.subarray(0, BEGIN_BYTES - begin.length)]);
    hash.update(chunk);
    await writeAll(file, chunk);
  }
  return { bytes, sha256: hash.digest('hex'), begin };
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
}

/** A new name in a folder is on disk only after this. */
async function flushed(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function fileOf(name: string, { bytes, sha256 }: Written, scan: TicketFile['scan'], inline: string | undefined): TicketFile {
  const type = typeOf(name);
  const id = createHash('sha256').update(`${sha256}\n${name}\n${inline ?? ''}`).digest('hex').slice(0, ID_DIGITS);
  return { id, name, type, bytes, sha256, scan, ...(inline === undefined ? {} : { inline }) };
}

const MEGABYTE = 1_048_576;

function tooLarge(most: number): TicketRefusal {
  const megabytes = Math.round((most / MEGABYTE) * 10) / 10;
  return new TicketRefusal('tickets.file-too-large', `The file is larger than ${megabytes} MB, the most that is taken.`, [{ field: 'file', zh: `文件超过 ${megabytes} MB 的上限`, en: `The file is larger than ${megabytes} MB` }]);
}

function badType(name: string, why: NonNullable<ReturnType<typeof refusedType>>, endings: readonly string[]): TicketRefusal {
  const list = endings.join(', ');
  const said = {
    ending: [`不接受扩展名为“${endingOf(name)}”的文件；可用：${list}`, `Files ending in "${endingOf(name)}" are not taken; taken are: ${list}`],
    program: ['文件内容是程序，不接受', 'The file is a program, which is not taken'],
    'not-as-named': ['文件内容与扩展名不符', 'The content is not what the name says'],
  } as const;
  const [zh, en] = said[why];
  return new TicketRefusal('tickets.file-type', `${en}.`, [{ field: 'file', zh, en }]);
}

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? 'unknown reason');
