import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TimelineEvent } from '../port.ts';

/** Events per file: what is read back at once stays a few tens of megabytes. */
const EVENTS_PER_FILE = 50_000;
const NAME = /^timeline-spill-(\d{8})\.jsonl$/;

/** A file taken back: its events in order, and the call that says they are in the database. */
export interface Taken {
  readonly events: readonly TimelineEvent[];
  done(): void;
}

/**
 * Where events go that do not fit in memory while the database is away: JSON lines in numbered files, only appended,
 * readable by the owner alone. A file is deleted after its events were written; a crash in between repeats them, harmlessly.
 */
export class SpillFiles {
  readonly #folder: string;
  readonly #perFile: number;
  /** Numbers of the files that wait, oldest first; the last one may be open. */
  #waiting: number[];
  #next: number;
  #handle: number | undefined;
  #inOpenFile = 0;

  constructor(folder: string, eventsPerFile = EVENTS_PER_FILE) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#perFile = eventsPerFile;
    this.#waiting = readdirSync(folder)
      .map((file) => Number(NAME.exec(file)?.[1] ?? Number.NaN))
      .filter((number) => !Number.isNaN(number))
      .sort((a, b) => a - b);
    this.#next = (this.#waiting.at(-1) ?? 0) + 1;
  }

  get waiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Throws what the file system throws (disk full, no right). */
  append(event: TimelineEvent): void {
    if (this.#inOpenFile >= this.#perFile) this.close();
    if (this.#handle === undefined) {
      this.#handle = openSync(this.#path(this.#next), 'a', 0o600);
      this.#waiting.push(this.#next++);
    }
    writeSync(this.#handle, `${JSON.stringify(event)}\n`);
    this.#inOpenFile++;
  }

  /** Makes sure that what was appended survives a power cut. */
  sync(): void {
    if (this.#handle !== undefined) fsyncSync(this.#handle);
  }

  /** The oldest file, or undefined. A line cut short by a crash is left out. */
  takeOldest(): Taken | undefined {
    const number = this.#waiting.shift();
    if (number === undefined) return undefined;
    if (this.#waiting.length === 0) this.close();
    const path = this.#path(number);
    const events = readFileSync(path, 'utf8').split('\n').flatMap(parsed);
    return { events, done: () => rmSync(path, { force: true }) };
  }

  close(): void {
    if (this.#handle === undefined) return;
    this.sync();
    closeSync(this.#handle);
    this.#handle = undefined;
    this.#inOpenFile = 0;
  }

  #path(number: number): string {
    return join(this.#folder, `timeline-spill-${String(number).padStart(8, '0')}.jsonl`);
  }
}

function parsed(line: string): TimelineEvent[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as TimelineEvent];
  } catch {
    return [];
  }
}
