import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { type ClientRequest, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { type Socket, connect } from 'node:net';
import type { Clock } from '#core';
import type { FileScanner, Verdict } from './port.ts';

/** One of these is configured. */
export interface ScannerChoice {
  /** The path of the file is added as the last argument; exit code 0 = clean, 1 = infected, others = it could not look. */
  readonly command?: readonly string[];
  /** `host:port` or the path of a socket. */
  readonly clamd?: string;
  /** Gets the content by POST; answers 200 with `{ "clean": true }` or `{ "clean": false, "what": "…" }`. */
  readonly url?: string;
  readonly withinMs: number;
}

/** Undefined when nobody is configured to look. */
export function scannerOf({ command, clamd, url, withinMs }: ScannerChoice, clock: Clock): FileScanner | undefined {
  const within = <T>(work: Promise<T>, end: () => void) => inTime(work, { clock, withinMs, end });
  if (command && command.length > 0) return { scan: (path) => byCommand([...command, path], within) };
  if (clamd !== undefined) return { scan: (path) => byClamd(clamd, path, within) };
  if (url !== undefined) return { scan: (path, bytes) => byHttp(url, { path, bytes }, within) };
  return undefined;
}

type Within = <T>(work: Promise<T>, end: () => void) => Promise<T>;

async function inTime<T>(work: Promise<T>, { clock, withinMs, end }: { readonly clock: Clock; readonly withinMs: number; readonly end: () => void }): Promise<T> {
  let late: (error: Error) => void = () => {};
  const tooLate = new Promise<never>((_, reject) => {
    late = reject;
  });
  const timer = clock.after(withinMs, () => late(new Error(`no answer within ${withinMs} ms`)));
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    timer.cancel();
    end();
  }
}

/** Of what a scanner says only a short line is shown. */
const whatOf = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').trim().slice(0, 120) || 'infected';
/** More is not read of an answer. */
const MOST_ANSWER = 4_096;

function byCommand([program = '', ...args]: readonly string[], within: Within): Promise<Verdict> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(0, MOST_ANSWER)));
  const ended = new Promise<Verdict>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve({ kind: 'clean' });
      else if (code === 1) resolve({ kind: 'infected', what: whatOf(said.split('\n')[0]?.replace(/^.*: /, '').replace(/ FOUND$/, '') ?? '') });
      else reject(new Error(`the command ended with ${String(code)}`));
    });
  });
  return within(ended, () => child.kill('SIGKILL'));
}

/** clamd(8) INSTREAM: chunks of 4 bytes of length and the bytes, ended by a length of 0; `stream: OK`, `stream: NAME FOUND`. */
function byClamd(address: string, path: string, within: Within): Promise<Verdict> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  const socket = host === undefined ? connect(address) : connect(Number(port), host.replaceAll(/[[\]]/g, ''));
  const asked = Promise.all([told(socket), sendStream(socket, path)]).then(([said]): Verdict => {
    const found = /^stream: (.+) FOUND$/.exec(said)?.[1];
    if (found !== undefined) return { kind: 'infected', what: whatOf(found) };
    if (said === 'stream: OK') return { kind: 'clean' };
    throw new Error(`clamd said "${whatOf(said)}"`);
  });
  return within(asked, () => socket.destroy());
}

function told(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    socket.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(0, MOST_ANSWER)));
    socket.once('error', reject);
    socket.once('close', () => resolve(said.replaceAll('\0', '').trim()));
  });
}

async function sendStream(socket: Socket, path: string): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    if (socket.destroyed) return;
    if (!socket.write(Buffer.concat([length, chunk]))) await drained(socket);
  }
  socket.write(Buffer.alloc(4));
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', () => resolve());
  });
}

function byHttp(url: string, { path, bytes }: { readonly path: string; readonly bytes: number }, within: Within): Promise<Verdict> {
  const ask = url.startsWith('https:') ? secureRequest : plainRequest;
  const asking = ask(url, { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'content-length': bytes } });
  const verdict = answered(asking).then(({ status, said }): Verdict => {
    if (status !== 200) throw new Error(`the scanner answered ${status}`);
    const { clean, what } = JSON.parse(said) as { clean?: unknown; what?: unknown };
    if (typeof clean !== 'boolean') throw new Error('the scanner did not say whether it is clean');
    return clean ? { kind: 'clean' } : { kind: 'infected', what: whatOf(typeof what === 'string' ? what : '') };
  });
  createReadStream(path).pipe(asking);
  return within(verdict, () => asking.destroy());
}

function answered(asking: ClientRequest): Promise<{ readonly status: number; readonly said: string }> {
  return new Promise((resolve, reject) => {
    asking.once('error', reject);
    asking.once('response', (response) => {
      let said = '';
      response.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(0, MOST_ANSWER)));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, said }));
      response.once('error', reject);
    });
  });
}
