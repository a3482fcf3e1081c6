import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Clock, Fault, type Millis, type Result, failed, ok, sleep } from '#core';

export interface DownloadOptions {
  readonly url: string;
  /** Where it grows; kept when the download breaks, so that the next one goes on there. */
  readonly file: string;
  /** No more is taken; undefined: 64 GiB. */
  readonly most?: number | undefined;
  readonly clock: Clock;
  /** `total` is undefined while the server has not told it. */
  readonly progress: (done: number, total: number | undefined) => void;
}

/** What is known of the part that is there. */
interface Kept {
  readonly url: string;
  /** ETag (a strong one) or Last-Modified: the rest must be of the same file. RFC 9110 §13.1.5 */
  readonly validator: string | undefined;
}

const MOST_BYTES = 64 * 2 ** 30;
/** A line that breaks again and again without a byte in between is not worth more. */
const MOST_IDLE_ATTEMPTS = 4;
const FIRST_PAUSE: Millis = 500;
/** Nothing for so long: the connection is dead. */
const SILENCE: Millis = 30_000;

/**
 * Fetches `url` into `file`, going on behind what is there. A break is tried again while there is progress.
 * Fails with `models.download`; then what came stays for the next time.
 */
export async function download(options: DownloadOptions): Promise<Result<void>> {
  await mkdir(dirname(options.file), { recursive: true });
  let idle = 0;
  for (;;) {
    const before = await lengthOf(options.file);
    const attempt = await once(options, before);
    if (attempt.ok || !attempt.fault.retryable) return attempt;
    idle = (await lengthOf(options.file)) > before ? 1 : idle + 1;
    if (idle > MOST_IDLE_ATTEMPTS) return attempt;
    await sleep(options.clock, FIRST_PAUSE * 2 ** (idle - 1));
  }
}

async function once({ url, file, most = MOST_BYTES, clock, progress }: DownloadOptions, have: number): Promise<Result<void>> {
  const kept = await keptOf(file, url);
  const goOn = have > 0 && kept?.validator !== undefined;
  const stop = new AbortController();
  let timer = clock.after(SILENCE, () => stop.abort());
  try {
    const headers: Record<string, string> = { 'accept-encoding': 'identity', ...(goOn && kept?.validator !== undefined ? { range: `bytes=${have}-`, 'if-range': kept.validator } : {}) };
    const response = await fetch(url, { headers, signal: stop.signal });
    const from = response.status === 206 ? rangeStart(response) : 0;
    if (response.status === 416 && goOn) return await complete(file, response, have, url);
    if (!response.ok || !response.body || (response.status === 206 && from !== have)) return failed(problem(url, `the server answers ${response.status}`, response.status >= 500));
    const rest = Number(response.headers.get('content-length') ?? NaN);
    const total = Number.isFinite(rest) ? from + rest : undefined;
    if ((total ?? 0) > most) return failed(problem(url, `${total} bytes are more than the ${most} expected`, false));
    await writeFile(`${file}.json`, JSON.stringify({ url, validator: validatorOf(response) } satisfies Kept));
    const handle = await open(file, from > 0 ? 'a' : 'w');
    try {
      const done = await pour(response.body, handle, from, most, (bytes) => {
        timer.cancel();
        timer = clock.after(SILENCE, () => stop.abort());
        progress(bytes, total);
      });
      if (done > most) return failed(problem(url, `it sends more than the ${most} bytes expected`, false));
      return total === undefined || done === total ? ok(undefined) : failed(problem(url, `the connection ended after ${done} of ${total} bytes`, true));
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ENOSPC') return failed(new Fault('models.no-space', 'the disk is full; what came is kept, free some space and run the command again', { cause }));
    return failed(problem(url, stop.signal.aborted ? `nothing came for ${SILENCE / 1000} s` : reasonOf(cause), true, cause));
  } finally {
    timer.cancel();
  }
}

async function pour(body: ReadableStream<Uint8Array>, file: FileHandle, from: number, most: number, told: (bytes: number) => void): Promise<number> {
  let done = from;
  for await (const chunk of body) {
    done += chunk.length;
    if (done > most) return done;
    await file.write(chunk);
    told(done);
  }
  return done;
}

/** 416: nothing is left to send, or the file is another one. RFC 9110 §15.5.17 */
async function complete(file: string, response: Response, have: number, url: string): Promise<Result<void>> {
  const total = /^bytes \*\/(\d+)$/u.exec(response.headers.get('content-range') ?? '')?.[1];
  if (Number(total) === have) return ok(undefined);
  await rm(file, { force: true });
  return failed(problem(url, 'the file changed on the server', true));
}

const rangeStart = (response: Response) => Number(/^bytes (\d+)-/u.exec(response.headers.get('content-range') ?? '')?.[1] ?? NaN);

function validatorOf({ headers }: Response): string | undefined {
  const tag = headers.get('etag');
  return tag !== null && !tag.startsWith('W/') ? tag : (headers.get('last-modified') ?? undefined);
}

async function keptOf(file: string, url: string): Promise<Kept | undefined> {
  try {
    const kept = JSON.parse(await readFile(`${file}.json`, 'utf8')) as Kept;
    return kept.url === url ? kept : undefined;
  } catch {
    return undefined;
  }
}

export const lengthOf = (file: string): Promise<number> => stat(file).then(({ size }) => size, () => 0);

/** Hexadecimal. */
export async function sumOf(file: string, how: 'sha256' | 'md5'): Promise<string> {
  const hash = createHash(how);
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

/** What stands behind fetch's "fetch failed". */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

const problem = (url: string, why: string, retryable: boolean, cause?: unknown) =>
  new Fault('models.download', `${url}: ${why}; what came is kept, run the command again to go on`, { retryable, cause });
