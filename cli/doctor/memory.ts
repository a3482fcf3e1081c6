import { availableParallelism } from 'node:os';
import type { Words } from '../words.ts';
import type { Check, Finding } from './finding.ts';

const MB = 1 << 20;
/** Server, media workers and database with a few calls, as seen: 300 MB and 60 MB. */
const SERVER_BYTES = 400 * MB;
/** A recogniser process with the demo models, as seen. */
const RECOGNISER_BYTES = 100 * MB;
/** What a small Vosk model takes when it is loaded, as its makers say. */
const MODEL_BYTES = 300 * MB;
const MOST_RECOGNISERS = 4;
/** A server that runs has its memory already; below this the kernel soon ends some program. */
const LEAST_BYTES = 100 * MB;

/** Whether a server with its recognisers has room; in a container its limit counts. */
export const checkMemory: Check = async ({ config: { transcription }, server, terminal: { words } }) => {
  const processes = transcription.enabled ? (transcription.processes ?? Math.min(MOST_RECOGNISERS, availableParallelism())) : 0;
  const each = RECOGNISER_BYTES + (transcription.modelsFolder === undefined ? 0 : 2 * MODEL_BYTES);
  const needed = server === undefined ? SERVER_BYTES + processes * each : LEAST_BYTES;
  return [judgeMemory({ free: process.availableMemory(), needed, processes, running: server !== undefined }, words)];
};

export interface MemoryFacts {
  /** Bytes that programs may still take. */
  readonly free: number;
  readonly needed: number;
  /** Recogniser processes. */
  readonly processes: number;
  /** The server is there already. */
  readonly running: boolean;
}

export function judgeMemory({ free, needed, processes, running }: MemoryFacts, words: Words): Finding {
  const what = words('memory', '内存');
  const gigabytes = (bytes: number) => (bytes / (1_000 * MB)).toFixed(1);
  const left = words(`${gigabytes(free)} GB free`, `可用 ${gigabytes(free)} GB`);
  const wanted = words(`a server with ${processes} recognisers takes about ${gigabytes(needed)} GB`, `带 ${processes} 个识别进程的服务器约需 ${gigabytes(needed)} GB`);
  const found = running ? left : words(`${left}; ${wanted}`, `${left};${wanted}`);
  const mend = words('end other programs, or set transcription.processes to fewer, or add memory', '结束其他程序,或减少 transcription.processes,或增加内存');
  if (free < LEAST_BYTES) return { status: 'fail', what, found, mend };
  return free < needed ? { status: 'warn', what, found, mend } : { status: 'ok', what, found };
}
