/** Entry of a recogniser process: messages on file descriptor 3, the path of libvosk as its argument. */
import { Socket } from 'node:net';
import { systemClock } from '#core';
import { FrameReader } from '../wire/frame-reader.ts';
import { type ToEngine, encodeMessage } from '../wire/messages.ts';
import { Engine } from './engine.ts';
import { type VoskLibrary, openVosk } from './libvosk.ts';

// One thread per process: the pool already has a process per core.
process.env['OPENBLAS_NUM_THREADS'] = '1';

const pipe = new Socket({ fd: 3, readable: true, writable: true });
const frames = new FrameReader();
let opened: VoskLibrary | undefined;

const engine = new Engine({
  library: () => (opened ??= openVosk(process.argv[2] ?? 'libvosk.so')),
  clock: systemClock,
  say: (message) => void pipe.write(encodeMessage(message)),
});

pipe.on('data', (bytes: Buffer) => {
  const messages = frames.push(bytes);
  if (!messages.ok) throw messages.fault;
  for (const message of messages.value) engine.handle(message as ToEngine);
});
// The server is gone or wants this process to end: nothing to save here.
pipe.on('close', () => process.exit(0));
pipe.on('error', () => process.exit(0));
// Ctrl-C reaches the whole terminal group; the server decides when its recognisers end.
process.on('SIGINT', () => {});
