import { type Clock, type Log, type Random, Scope, type Timer } from '#core';
import type { LoggedCommand, MachineSnapshot, RoutingDesk } from '../../port.ts';
import { offersIn } from '../replay.ts';
import { DayFiles } from './day-files.ts';
import { type DayEntry, entryLine, startLine, type StoredOffer } from './day-line.ts';
import { WithoutNames } from './without-names.ts';

/** Written this often: so much a kill -9 may lose. */
const WRITE_EVERY_MS = 1_000;
/** Days kept unless told otherwise. */
const KEEP_DAYS = 31;
/** About 2 million commands; a day that is longer is cut off there. */
const MOST_BYTES = 400 * 1024 * 1024;

export interface DayKeeperOptions {
  readonly desk: Pick<RoutingDesk, 'events' | 'logged' | 'anew' | 'snapshot'>;
  /** Made when it is not there; one file per day. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Default 31. */
  readonly keepDays?: number;
  /** Of one day's file; default 400 MiB. */
  readonly mostBytes?: number;
}

export interface DayKeeper {
  /** Everything decided so far is in the file. */
  written(): Promise<void>;
  /** Writes the rest and stops. */
  close(): Promise<void>;
}

/**
 * Keeps every command with the offers it led to, a file for each day of the local calendar, so that the day can be replayed.
 * A file that cannot be written is told once and costs no call anything.
 */
export function keepDays(options: DayKeeperOptions): DayKeeper {
  return new Keeper(options);
}

class Keeper implements DayKeeper {
  readonly #options: DayKeeperOptions;
  readonly #files: DayFiles;
  readonly #names: WithoutNames;
  readonly #scope = new Scope();
  #day: string;
  #offers: StoredOffer[] = [];
  #lines: string[] = [];
  #timer: Timer | undefined;
  #work: Promise<void> = Promise.resolve();
  /** The file is full or cannot be written: nothing more until the next day. */
  #resting = false;

  constructor(options: DayKeeperOptions) {
    this.#options = options;
    this.#files = new DayFiles(options.folder);
    this.#names = new WithoutNames(options.random.hex(16));
    this.#day = this.#today();
    this.#begin(options.desk.snapshot());
    options.desk.events.on((event) => this.#offers.push(...offersIn([event])), this.#scope);
    options.desk.logged.on((entry) => this.#take(entry), this.#scope);
    options.desk.anew.on(() => this.#begin(options.desk.snapshot()), this.#scope);
    this.#later(() => this.#files.tidy(this.#day, options.keepDays ?? KEEP_DAYS));
  }

  written(): Promise<void> {
    this.#write();
    return this.#work;
  }

  close(): Promise<void> {
    this.#scope.end('the day keeper closes');
    return this.written();
  }

  #take(entry: LoggedCommand): void {
    const whole: DayEntry = { at: entry.at, command: this.#names.command(entry.command), offers: this.#offers };
    this.#offers = [];
    if (!this.#resting) this.#lines.push(entryLine(whole));
    // The entry that comes first on a new day still belongs to the old one: the state after it begins the new.
    if (this.#today() !== this.#day) this.#turnOver();
    else this.#timer ??= this.#scope.after(this.#options.clock, WRITE_EVERY_MS, () => this.#write());
  }

  #turnOver(): void {
    this.#write();
    this.#day = this.#today();
    this.#resting = false;
    const { desk, keepDays: keep = KEEP_DAYS } = this.#options;
    this.#begin(desk.snapshot());
    this.#names.forget();
    const today = this.#day;
    this.#later(() => this.#files.tidy(today, keep));
  }

  #begin(snapshot: MachineSnapshot): void {
    const { clock } = this.#options;
    this.#offers = [];
    if (this.#resting) return;
    this.#lines.push(startLine({ at: clock.now(), wall: clock.wall(), snapshot: this.#names.snapshot(snapshot) }));
    this.#write();
  }

  #write(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#lines.length === 0) return;
    const [day, text] = [this.#day, `${this.#lines.join('\n')}\n`];
    this.#lines = [];
    this.#later(async () => {
      const size = await this.#files.append(day, text);
      if (size > (this.#options.mostBytes ?? MOST_BYTES)) this.#rest('is full; the rest of the day is not kept', day);
    });
  }

  #later(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => this.#rest('cannot be written; the rest of the day is not kept', this.#day, error));
  }

  #rest(why: string, day: string, error?: unknown): void {
    if (this.#resting || day !== this.#day) return;
    this.#resting = true;
    this.#options.log.warn(`the routing record of ${day} ${why}`, { folder: this.#options.folder, ...(error === undefined ? {} : { error }) });
  }

  #today(): string {
    return localDay(this.#options.clock.wall());
  }
}

/** Day of the server's own calendar: `2026-01-05`. */
export function localDay(wall: number): string {
  const date = new Date(wall);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
