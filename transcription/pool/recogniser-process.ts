/** Adapter: a recogniser process of this machine. */
import { spawn } from 'node:child_process';
import { Duplex, type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Emitter } from '#core';
import { FrameReader } from '../wire/frame-reader.ts';
import { type FromEngine, encodeMessage } from '../wire/messages.ts';
import type { RecogniserLink } from './recogniser-link.ts';

const ENTRY = fileURLToPath(new URL('../engine/main.ts', import.meta.url));
/** The end of a Kaldi assertion's report fits in it. */
const DETAIL_CHARACTERS = 600;

/** Starts a recogniser process that loads libvosk from `library`. */
export function spawnRecogniser(library: string): RecogniserLink {
  const child = spawn(process.execPath, [ENTRY, library], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const messages = new Emitter<FromEngine>();
  const exited = new Emitter<{ reason: string; detail: string }>();
  let detail = '';
  const tell = (reason: string) => exited.emit({ reason, detail });
  const errors = child.stderr as Readable | null;
  errors?.on('data', (bytes: Buffer) => (detail = (detail + bytes.toString()).slice(-DETAIL_CHARACTERS)));
  const pipe = child.stdio[3];
  const frames = new FrameReader();
  if (pipe instanceof Duplex) {
    pipe.on('error', () => {});
    pipe.on('data', (bytes: Buffer) => {
      const read = frames.push(bytes);
      if (!read.ok) {
        detail = read.fault.message;
        return void child.kill('SIGKILL');
      }
      for (const message of read.value) messages.emit(message as FromEngine);
    });
  }
  // 'close', not 'exit': finals still in the pipe must be heard before the audio is given to another process.
  child.on('close', (code, signal) => tell(signal ?? `exit status ${code}`));
  child.on('error', (error) => {
    if (child.pid === undefined) tell(error.message);
  });
  return {
    pid: child.pid,
    messages,
    exited,
    send: (message) => pipe instanceof Duplex && pipe.writable && void pipe.write(encodeMessage(message)),
    stop: () => pipe instanceof Duplex && void pipe.end(),
    kill: () => void child.kill('SIGKILL'),
  };
}
