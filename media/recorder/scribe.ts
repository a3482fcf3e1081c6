/**
 * The scribe: a thread that does nothing but write recordings, so that a slow disk stalls no RTP. Its writes are plain
 * blocking ones: waking node's thread pool for each write of each call costs ten times the write itself.
 */
import { closeSync, fdatasync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { SealedWriter } from './sealed/sealed-writer.ts';
import type { Part } from './storage.ts';

interface OpenFile {
  readonly descriptor: number;
  readonly sealed: SealedWriter | undefined;
}

export type ScribeJob =
  | { readonly type: 'create'; readonly job: number; readonly file: number; readonly path: string; readonly key?: Uint8Array }
  | { readonly type: 'write'; readonly job: number; readonly file: number; readonly parts: readonly Part[] }
  | { readonly type: 'close'; readonly job: number; readonly file: number };

/** A job is done; `error` in the system's words. */
export interface ScribeReply {
  readonly job: number;
  readonly error?: string;
}

function work(port: MessagePort): void {
  const files = new Map<number, OpenFile>();
  port.on('message', (jobs: readonly ScribeJob[]) => {
    const replies: ScribeReply[] = [];
    for (const job of jobs) {
      try {
        if (job.type === 'close') close(job, files, port);
        else replies.push(run(job, files));
      } catch (error) {
        replies.push({ job: job.job, error: error instanceof Error ? error.message : String(error) });
      }
    }
    if (replies.length > 0) port.postMessage(replies);
  });
}

function run(job: Exclude<ScribeJob, { type: 'close' }>, files: Map<number, OpenFile>): ScribeReply {
  if (job.type === 'create') {
    mkdirSync(dirname(job.path), { recursive: true });
    const sealed = job.key && new SealedWriter(job.key);
    const descriptor = openSync(job.path, 'w');
    files.set(job.file, { descriptor, sealed });
    if (sealed) writeParts(descriptor, [sealed.begin()]);
    return { job: job.job };
  }
  const open = files.get(job.file);
  if (open === undefined) return { job: job.job, error: 'the file is not open' };
  writeParts(open.descriptor, open.sealed?.write(job.parts) ?? job.parts);
  return { job: job.job };
}

function writeParts(descriptor: number, parts: readonly Part[]): void {
  for (const { bytes, position } of parts) {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
    }
  }
}

/** Waiting for the disk to have everything may take long; other recordings are written meanwhile. */
function close({ job, file }: { job: number; file: number }, files: Map<number, OpenFile>, port: MessagePort): void {
  const descriptor = files.get(file)?.descriptor;
  files.delete(file);
  if (descriptor === undefined) return port.postMessage([{ job }]);
  fdatasync(descriptor, () => {
    closeSync(descriptor);
    port.postMessage([{ job }]);
  });
}

if (parentPort) work(parentPort);
