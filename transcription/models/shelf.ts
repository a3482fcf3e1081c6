import { mkdir, readFile, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, type Result, failed, ok } from '#core';
import { readModel } from '../registry/read-model.ts';
import { lengthOf, sumOf } from './download.ts';
import { inspectZip, unpackZip } from './zip/unpack.ts';

/** How sure it is that an archive is the one that was meant. */
export type Trust = 'table' | 'md5' | 'first-pull' | 'recorded' | 'given' | 'import';

/** What is noted beside the models of a folder, in `.huawu/<name>.json`. */
export interface Note {
  readonly name: string;
  readonly source: string;
  readonly sha256: string;
  readonly trust: Trust;
  readonly licence?: string | undefined;
  /** Epoch ms. */
  readonly at: number;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

export interface Check {
  readonly name: string;
  /** False: no note, so only what libvosk needs was looked for. */
  readonly noted: boolean;
  /** Sentences; empty = sound. */
  readonly problems: readonly string[];
}

const notes = (folder: string) => join(folder, '.huawu');
const noteFile = (folder: string, name: string) => join(notes(folder), `${name}.json`);
export const partFile = (folder: string, name: string) => join(notes(folder), `${name}.zip.part`);
const sumsFile = (folder: string) => join(notes(folder), 'sums.json');

/** The note of an installed model; undefined when it has none. */
export const noteOf = (folder: string, name: string): Promise<Note | undefined> => readJson<Note>(noteFile(folder, name));

/** Checksums recorded at a first pull: the next pull must bring the same. */
export async function recordedSum(folder: string, name: string): Promise<string | undefined> {
  return (await readJson<Record<string, string>>(sumsFile(folder)))?.[name];
}

export async function recordSum(folder: string, name: string, sha256: string): Promise<void> {
  await mkdir(notes(folder), { recursive: true });
  await writeFile(sumsFile(folder), `${JSON.stringify({ ...(await readJson<Record<string, string>>(sumsFile(folder))), [name]: sha256 }, undefined, 2)}\n`);
}

/** Names of the model folders. */
export async function installed(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const models = await Promise.all(names.toSorted().map(async (name) => ((await readModel(join(folder, name))) ? name : undefined)));
  return models.flatMap((name) => name ?? []);
}

/** Room left where `folder` is or will be, in bytes. Fails with `models.no-space` when less than `needed`. */
export async function room(folder: string, needed: number): Promise<Result<void>> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed + SPARE) return ok(undefined);
  return failed(new Fault('models.no-space', `${folder} has ${megabytes(free)} free, ${megabytes(needed + SPARE)} are needed; free some space or name another folder with --folder`));
}

/** A full disk stops more than a download. */
const SPARE = 64 << 20;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/**
 * Unpacks an archive as the model `name`: whole and usable, or not at all.
 * Fails with `models.bad-archive`, `models.no-space`, `models.unusable`.
 */
export async function install(folder: string, archive: string, note: Omit<Note, 'files'>, done: (bytes: number, total: number) => void): Promise<Result<Note>> {
  const looked = await inspectZip(archive);
  if (!looked.ok) return looked;
  const space = await room(folder, looked.value.size);
  if (!space.ok) return space;
  const work = join(notes(folder), `${note.name}.unpacking`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    let bytes = 0;
    const unpacked = await unpackZip(archive, work, (more) => done((bytes += more), looked.value.size));
    if (!unpacked.ok) return unpacked;
    const inside = await modelInside(work);
    if (!inside.ok) return inside;
    const whole: Note = { ...note, files: await fileNotes(join(work, inside.value), unpacked.value, inside.value) };
    await rm(join(folder, note.name), { recursive: true, force: true });
    await rename(join(work, inside.value), join(folder, note.name));
    await writeFile(noteFile(folder, note.name), `${JSON.stringify(whole, undefined, 1)}\n`);
    return ok(whole);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Archives hold one folder with the model, or the model itself. */
async function modelInside(work: string): Promise<Result<string>> {
  const names = await readdir(work);
  for (const inside of ['.', ...names]) {
    const model = await readModel(join(work, inside));
    if (model?.problem !== undefined) return failed(new Fault('models.unusable', `the archive holds a model that cannot be used: ${model.problem}`));
    if (model) return ok(inside);
  }
  return failed(new Fault('models.unusable', 'the archive holds no Vosk model (am/final.mdl or final.mdl is missing)'));
}

async function fileNotes(root: string, paths: readonly string[], inside: string): Promise<Note['files']> {
  const own = paths.flatMap((path) => (inside === '.' ? path : path.startsWith(`${inside}/`) ? path.slice(inside.length + 1) : []));
  const found = [];
  for (const path of own) found.push({ path, bytes: await lengthOf(join(root, path)), sha256: await sumOf(join(root, path), 'sha256') });
  return found;
}

/** Compares a model with its note, file by file. */
export async function checkModel(folder: string, name: string): Promise<Check> {
  const note = await noteOf(folder, name);
  const model = await readModel(join(folder, name));
  const problems = model === undefined ? ['it is no model any more (am/final.mdl or final.mdl is missing)'] : model.problem === undefined ? [] : [model.problem];
  for (const { path, sha256 } of note?.files ?? []) {
    const sum = await sumOf(join(folder, name, path), 'sha256').catch(() => undefined);
    if (sum === undefined) problems.push(`${path} is missing`);
    else if (sum !== sha256) problems.push(`${path} was changed`);
  }
  return { name, noted: note !== undefined, problems };
}

/** Deletes a model, its note and what is left of its download. False when there is none. Its recorded checksum stays. */
export async function removeModel(folder: string, name: string): Promise<boolean> {
  const there = (await readModel(join(folder, name))) !== undefined || (await noteOf(folder, name)) !== undefined || (await lengthOf(partFile(folder, name))) > 0;
  if (!there) return false;
  for (const path of [join(folder, name), noteFile(folder, name), partFile(folder, name), `${partFile(folder, name)}.json`]) await rm(path, { recursive: true, force: true });
  return true;
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
