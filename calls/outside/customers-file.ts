import { readFile, stat } from 'node:fs/promises';
import type { Clock, Log, Millis } from '#core';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Customer } from './outside.ts';

/** A changed file is seen so soon. */
const LOOK_AGAIN_MS: Millis = 5_000;

const text = z.coerce.string().trim().min(1).max(200);
const Entry = z.object({
  number: text,
  id: text.optional(),
  name: text.optional(),
  tier: text.optional(),
  language: z.enum(['zh', 'en']).optional(),
  lastAgent: text.optional(),
});

/** `+86 10-1234` and `86101234` are the same number. */
export const plainNumber = (number: string): string => number.replaceAll(/[^0-9*#]/g, '');

/** Customers by number, from a CSV (with a line of names first) or a YAML list; read again when it changes. */
export class CustomersFile {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #log: Log;
  #known: ReadonlyMap<string, Customer> = new Map();
  #stamp = '';
  #lookedAt = -Infinity;

  constructor(file: string, clock: Clock, log: Log) {
    this.#file = file;
    this.#clock = clock;
    this.#log = log;
  }

  async find(number: string): Promise<Customer | undefined> {
    if (this.#clock.now() - this.#lookedAt >= LOOK_AGAIN_MS) await this.#look();
    return this.#known.get(plainNumber(number));
  }

  /** A file with mistakes changes nothing: what was known is known on. */
  async #look(): Promise<void> {
    this.#lookedAt = this.#clock.now();
    try {
      const { mtimeMs, size } = await stat(this.#file);
      const stamp = `${mtimeMs} ${size}`;
      if (stamp === this.#stamp) return;
      this.#stamp = stamp;
      const { customers, refused } = readCustomers(await readFile(this.#file, 'utf8'), this.#file.endsWith('.csv'));
      this.#known = customers;
      if (refused > 0) this.#log.warn('lines of the customers file are not understood', { lines: refused, known: customers.size });
    } catch (error) {
      this.#log.warn('the customers file cannot be read; check customers.file', { code: (error as { code?: unknown }).code ?? 'not valid' });
    }
  }
}

/** Entries that are not understood are left out and counted. */
export function readCustomers(content: string, csv: boolean): { customers: Map<string, Customer>; refused: number } {
  const rows: unknown = csv ? csvRows(content) : parse(content);
  const customers = new Map<string, Customer>();
  let refused = 0;
  for (const row of Array.isArray(rows) ? rows : []) {
    const entry = Entry.safeParse(row);
    const key = plainNumber(entry.data?.number ?? '');
    if (!entry.success || key === '') {
      refused += 1;
      continue;
    }
    const { number, id = number, ...more } = entry.data;
    const known = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
    customers.set(key, { id, ...known });
  }
  return { customers, refused };
}

/** RFC 4180, with the names of the columns in the first line; empty cells are left out. */
function csvRows(content: string): Record<string, string>[] {
  const [names = [], ...lines] = content.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '').map(cells);
  return lines.map((line) => Object.fromEntries(line.flatMap((cell, i) => (cell.trim() === '' ? [] : [[names[i]?.trim() ?? '', cell]]))));
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
