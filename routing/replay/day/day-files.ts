import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, copyFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip, gunzipSync } from 'node:zlib';
import { type DayPart, readDay } from './day-line.ts';

/** `2026-01-05.jsonl` while the day lasts, packed (`.jsonl.gz`) afterwards. */
const NAME = /^(\d{4}-\d{2}-\d{2})\.jsonl(\.gz)?$/;
/** Only the owner may read: who called when is nobody else's business. */
const OWNER_ONLY = 0o600;

/** The files of recorded days in one folder. */
export class DayFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Days there are, oldest first. */
  async days(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return [...new Set(names.flatMap((name) => NAME.exec(name)?.[1] ?? []))].sort();
  }

  /** Appends whole lines; returns the size of the day's file afterwards, in bytes. */
  async append(day: string, text: string): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = this.#plain(day);
    // A line cut short by a kill -9 must not swallow the first new one.
    const before = await stat(file).then(({ size }) => size, () => 0);
    const whole = before === 0 || (await endsWithNewline(file, before));
    await appendFile(file, whole ? text : `\n${text}`, { mode: OWNER_ONLY });
    return before + Buffer.byteLength(text);
  }

  /** Everything of one day; undefined when there is no record of it. */
  async read(day: string): Promise<{ readonly parts: readonly DayPart[]; readonly skipped: number } | undefined> {
    const packed = await readFile(`${this.#plain(day)}.gz`).then(unpacked, () => '');
    const plain = await readFile(this.#plain(day), 'utf8').catch(() => '');
    return packed === '' && plain === '' ? undefined : readDay(`${packed}${plain}`.split('\n'));
  }

  /** Packs every day but this one, and deletes all but the latest `keep`. */
  async tidy(today: string, keep: number): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const [, day = today, gz] = NAME.exec(name) ?? [];
      if (day !== today && gz === undefined) await this.#pack(day);
    }
    const days = await this.days();
    for (const day of days.slice(0, Math.max(0, days.length - keep))) {
      await rm(this.#plain(day), { force: true });
      await rm(`${this.#plain(day)}.gz`, { force: true });
    }
  }

  async #pack(day: string): Promise<void> {
    const file = this.#plain(day);
    const unfinished = `${file}.gz.part`;
    await rm(unfinished, { force: true });
    // A day that was packed already (the clock was set back): the two are read as one.
    await copyFile(`${file}.gz`, unfinished).catch(() => {});
    await pipeline(createReadStream(file), createGzip(), createWriteStream(unfinished, { flags: 'a', mode: OWNER_ONLY }));
    await rename(unfinished, `${file}.gz`);
    await rm(file);
  }

  #plain(day: string): string {
    return join(this.#folder, `${day}.jsonl`);
  }
}

/** Of a file that was cut short, as far as it goes; a damaged one is one line that is not whole. */
function unpacked(bytes: Buffer): string {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
  } catch {
    return 'damaged\n';
  }
}

async function endsWithNewline(file: string, size: number): Promise<boolean> {
  for await (const chunk of createReadStream(file, { start: size - 1, encoding: 'utf8' })) return chunk === '\n';
  return true;
}
