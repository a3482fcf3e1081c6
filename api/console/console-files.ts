import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSES = /^(text|application\/(json|manifest)|image\/svg)/;
/** Shorter ones gain nothing. */
const WORTH_COMPRESSING_BYTES = 1_000;
/** Names only: no empty, hidden or upward part, nothing encoded. */
const PLAIN_PATH = /^(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

export interface ConsoleFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzipped: Buffer | undefined;
  readonly modified: number;
}

const zipped = promisify(gzip);

/** Files of the built console, read and compressed once, and again when they changed. */
export class ConsoleFiles {
  readonly #folder: string;
  readonly #kept = new Map<string, ConsoleFile>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Undefined when there is no such file. `path` begins with a slash. */
  async file(path: string): Promise<ConsoleFile | undefined> {
    const type = TYPES[extname(path)];
    if (!PLAIN_PATH.test(path) || type === undefined) return undefined;
    const name = join(this.#folder, path);
    const found = await stat(name).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const kept = this.#kept.get(path);
    if (kept?.modified === found.mtimeMs && kept.bytes.length === found.size) return kept;
    const file = await read(name, type, found.mtimeMs);
    this.#kept.set(path, file);
    return file;
  }
}

async function read(name: string, type: string, modified: number): Promise<ConsoleFile> {
  const bytes = await readFile(name);
  if (!COMPRESSES.test(type) || bytes.length < WORTH_COMPRESSING_BYTES) return { type, bytes, gzipped: undefined, modified };
  const gzipped = await readFile(`${name}.gz`).catch(() => zipped(bytes, { level: 9 }));
  return { type, bytes, gzipped, modified };
}
