import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Clock, Fault, type Result, failed, ok } from '#core';
import { download, lengthOf, sumOf } from './download.ts';
import { type Note, type Trust, install, partFile, recordSum, recordedSum, room } from './shelf.ts';
import { MODEL_NAME, type TableEntry } from './table.ts';

export type Step = 'download' | 'check' | 'unpack';

export interface PullOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** `total` is undefined while it is not known. */
  readonly progress: (step: Step, done: number, total: number | undefined) => void;
}

/** A size that is known in rounded figures may be so much larger. */
const ABOUT = 1.3;
/** Models become about twice as large; looked at again when the archive is here and says it. */
const UNPACKED = 2.2;

/** Where the archive is fetched from: the table's address, or the same file name at a mirror. */
export function addressOf({ url }: Pick<TableEntry, 'url'>, mirror: string | undefined): string {
  if (mirror === undefined) return url;
  const file = new URL(url).pathname.split('/').at(-1) ?? '';
  return new URL(file, mirror.endsWith('/') ? mirror : `${mirror}/`).href;
}

/**
 * Downloads, checks and unpacks a model of the table. Fails with `models.download`, `models.checksum`, `models.bad-archive`,
 * `models.no-space`, `models.unusable`. After a wrong checksum nothing of it is kept.
 */
export async function pull(entry: TableEntry, mirror: string | undefined, options: PullOptions): Promise<Result<Note>> {
  const { folder, clock, progress } = options;
  const url = addressOf(entry, mirror);
  const part = partFile(folder, entry.name);
  const most = entry.bytesAbout ? Math.ceil(entry.bytes * ABOUT) + (16 << 20) : entry.bytes;
  const space = await room(folder, Math.max(0, entry.bytes - (await lengthOf(part))) + entry.bytes * UNPACKED);
  if (!space.ok) return space;
  const fetched = await download({ url, file: part, most, clock, progress: (done, total) => progress('download', done, total ?? (entry.bytesAbout ? undefined : entry.bytes)) });
  if (!fetched.ok) return fetched;
  progress('check', 0, undefined);
  const judged = await judge(entry, folder, part);
  if (!judged.ok) {
    await forget(part);
    return judged;
  }
  const { sha256, trust } = judged.value;
  const note = { name: entry.name, source: url, sha256, trust, licence: entry.licence, at: clock.wall() };
  const done = await install(folder, part, note, (bytes, total) => progress('unpack', bytes, total));
  // An archive that cannot be unpacked is not better the next time; one that found no room is.
  if (done.ok || done.fault.code !== 'models.no-space') await forget(part);
  if (done.ok) await recordSum(folder, entry.name, sha256);
  return done;
}

async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

async function judge(entry: TableEntry, folder: string, part: string): Promise<Result<{ sha256: string; trust: Trust }>> {
  const sha256 = await sumOf(part, 'sha256');
  if (entry.sha256 !== null) return sha256 === entry.sha256 ? ok({ sha256, trust: 'table' }) : failed(wrong('SHA-256', entry.sha256, sha256));
  const recorded = await recordedSum(folder, entry.name);
  if (recorded !== undefined) return sha256 === recorded ? ok({ sha256, trust: 'recorded' }) : failed(wrong('SHA-256', recorded, sha256));
  if (entry.md5 === undefined) return ok({ sha256, trust: 'first-pull' });
  const md5 = await sumOf(part, 'md5');
  return md5 === entry.md5 ? ok({ sha256, trust: 'md5' }) : failed(wrong('MD5', entry.md5, md5));
}

const wrong = (what: string, wanted: string, found: string) =>
  new Fault('models.checksum', `the ${what} of the archive is ${found}, it must be ${wanted}; it was deleted. Run the command again; when that does not help, the file at this address is another one`);

export interface ImportOptions extends PullOptions {
  /** Default: the archive's name without `.zip`. */
  readonly name?: string | undefined;
  /** As somebody trusted told it. */
  readonly sha256?: string | undefined;
  /** The table's entry of that name, if there is one. */
  readonly entry?: TableEntry | undefined;
}

/** Takes an archive of this machine. The same faults, and `models.bad-name`. The archive stays. */
export async function importArchive(archive: string, options: ImportOptions): Promise<Result<Note>> {
  const name = nameOf(archive, options.name);
  if (!MODEL_NAME.test(name)) return failed(new Fault('models.bad-name', `"${name}" is no name for a model: letters, digits, ".", "_" and "-"; name it with --name`));
  options.progress('check', 0, undefined);
  const sha256 = await sumOf(archive, 'sha256');
  const wanted = options.sha256?.toLowerCase() ?? options.entry?.sha256 ?? undefined;
  if (wanted !== undefined && wanted !== sha256) return failed(new Fault('models.checksum', `the SHA-256 of the archive is ${sha256}, it must be ${wanted}; nothing was unpacked`));
  const trust: Trust = wanted === undefined ? 'import' : options.sha256 === undefined ? 'table' : 'given';
  const note = { name, source: basename(archive), sha256, trust, licence: options.entry?.licence, at: options.clock.wall() };
  return install(options.folder, archive, note, (bytes, total) => options.progress('unpack', bytes, total));
}

export const nameOf = (archive: string, name: string | undefined): string => name ?? basename(archive).replace(/\.zip$/iu, '');
