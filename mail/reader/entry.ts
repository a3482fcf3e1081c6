import { parentPort } from 'node:worker_threads';
import { readMail } from './read-mail.ts';

/** The thread in which mails of strangers are read. It says `ready` once, then answers each mail with what it read. */
parentPort?.on('message', (bytes: Uint8Array) => {
  try {
    const reading = readMail(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    const files = reading.kind === 'read' ? reading.mail.files.map(({ content }) => content.buffer as ArrayBuffer) : [];
    parentPort?.postMessage({ kind: 'answer', reading }, [...new Set(files)]);
  } catch (error) {
    parentPort?.postMessage({ kind: 'broken', message: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ kind: 'ready' });
