import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Clock, Log } from '#core';

/** A flow as calls walk it: which text it was made of. */
export interface FlowVersion {
  /** Its id in the configuration. */
  readonly flow: string;
  /** 1, 2, 3 …: counts the different texts this installation has had in force. */
  readonly number: number;
  /** Twelve hexadecimal digits of the SHA-256 of its files. */
  readonly hash: string;
}

/** A file of a flow; the first one is the flow itself. */
export interface FlowSource {
  readonly file: string;
  readonly text: string;
}

export interface KeptVersion {
  readonly number: number;
  readonly hash: string;
  /** ISO 8601, when it was first in force. */
  readonly at: string;
  readonly files: readonly string[];
}

const HASH_DIGITS = 12;
const LIST = 'versions.jsonl';

/**
 * Keeps each version of each flow that was ever in force: `<folder>/<flow>/versions.jsonl`, one line each, and its files beside it
 * in `<number>-<hash>/`. A text that comes back is its old version again.
 */
export class FlowVersions {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #kept = new Map<string, KeptVersion[]>();

  constructor(folder: string, { clock, log }: { clock: Clock; log: Log }) {
    this.#folder = folder;
    this.#clock = clock;
    this.#log = log;
  }

  /** The version these files are; a new one is kept. A disk that does not take it is told in the log, the flow goes on. */
  take(flow: string, sources: readonly FlowSource[]): FlowVersion {
    const hash = hashOf(sources);
    const kept = this.#versions(flow);
    const known = kept.find((version) => version.hash === hash);
    if (known) return { flow, number: known.number, hash };
    const number = (kept.at(-1)?.number ?? 0) + 1;
    const fresh: KeptVersion = { number, hash, at: new Date(this.#clock.wall()).toISOString(), files: sources.map(({ file }) => file) };
    kept.push(fresh);
    try {
      this.#keep(flow, fresh, sources);
    } catch (error) {
      this.#log.warn('a version of a flow could not be kept', { flow, version: number, error });
    }
    return { flow, number, hash };
  }

  #keep(flow: string, version: KeptVersion, sources: readonly FlowSource[]): void {
    const folder = join(this.#folder, flow, `${version.number}-${version.hash}`);
    mkdirSync(folder, { recursive: true });
    for (const [i, { file, text }] of sources.entries()) writeFileSync(join(folder, i === 0 ? basename(file) : `${i}-${basename(file)}`), text);
    appendFileSync(join(this.#folder, flow, LIST), `${JSON.stringify(version)}\n`);
  }

  #versions(flow: string): KeptVersion[] {
    let kept = this.#kept.get(flow);
    if (!kept) this.#kept.set(flow, (kept = readList(join(this.#folder, flow, LIST))));
    return kept;
  }
}

/** Every version that was in force, the oldest first. */
export const keptVersions = (folder: string, flow: string): readonly KeptVersion[] => readList(join(folder, flow, LIST));

/** The text of a version's first file; undefined when it is gone. */
export function keptText(folder: string, flow: string, { number, hash, files }: KeptVersion): string | undefined {
  try {
    return readFileSync(join(folder, flow, `${number}-${hash}`, basename(files[0] ?? '')), 'utf8');
  } catch {
    return undefined;
  }
}

function hashOf(sources: readonly FlowSource[]): string {
  const hash = createHash('sha256');
  for (const { file, text } of sources) hash.update(`${basename(file)}\0${text.length}\0${text}\0`);
  return hash.digest('hex').slice(0, HASH_DIGITS);
}

/** Lines that a killed server left half-written are skipped. */
function readList(file: string): KeptVersion[] {
  try {
    return readFileSync(file, 'utf8').split('\n').flatMap((line) => {
      try {
        const read = JSON.parse(line) as Partial<KeptVersion>;
        return typeof read.number === 'number' && typeof read.hash === 'string' ? [{ at: '', files: [], ...read, number: read.number, hash: read.hash }] : [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
