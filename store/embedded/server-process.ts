import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { type Clock, Fault, type Log, type Millis, type Result, type Timer, failed, ok, sleep } from '#core';
import { postmasterFile, stopProcess } from './left-over.ts';
import { signal } from './processes.ts';
import { type RunAs, spawnAs } from './run-as.ts';
import { type Ending, whyEnded } from './why-ended.ts';

const LOOK_EVERY_MS: Millis = 20;
/** Recovery after a crash replays at most 256 MB of log; far slower than this is a fault. */
const START_TIMEOUT_MS: Millis = 120_000;
const SLOW_START_MS: Millis = 2_000;
const START_ATTEMPTS = 4;
const LARGEST_LOG_BYTES = 5_000_000;

/** A sixty-fourth of the memory that there is, 64 to 256 MB: pages of indexes are written and looked up at random. */
function sharedBuffers(): string {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return `${Math.min(256, Math.max(64, Math.floor(bytes / 2 ** 26)))}MB`;
}

/** Loopback only, few processes, and no statement text or row data in its log. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '20',
  shared_buffers: sharedBuffers(),
  huge_pages: 'off',
  io_method: 'sync',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

export interface ServerProcessOptions {
  readonly postgres: string;
  readonly folder: string;
  readonly logFile: string;
  readonly runAs: RunAs;
  readonly clock: Clock;
  readonly log: Log;
  readonly progress?: (text: string) => void;
}

/** A running postgres: started again by itself when it dies, until `stop`. */
export class ServerProcess {
  port = 0;
  readonly #options: ServerProcessOptions;
  #child: ChildProcess | undefined;
  #restart: Timer | undefined;
  #stopping = false;
  readonly #onExit = () => this.#child?.pid && signal(this.#child.pid, 'SIGINT');

  constructor(options: ServerProcessOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts on a free port of 127.0.0.1. Faults: store.start-failed. */
  async start(): Promise<Result<void>> {
    process.on('exit', this.#onExit);
    let ending: Ending | undefined;
    for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      this.port = await freePort();
      ending = await this.#launch();
      if (!ending) return ok(undefined);
      if (!ending.mayPass) break;
      await sleep(this.#options.clock, 500);
    }
    process.off('exit', this.#onExit);
    return failed(new Fault('store.start-failed', `The embedded PostgreSQL does not start: ${ending?.why} See ${this.#options.logFile}.`));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#restart?.cancel();
    process.off('exit', this.#onExit);
    const pid = this.#child?.pid;
    if (pid !== undefined && this.#child?.exitCode === null && this.#child.signalCode === null) await stopProcess(pid, this.#options.clock);
  }

  /** Nothing when it is ready, else why not. */
  async #launch(): Promise<Ending | undefined> {
    const { postgres, folder, logFile, runAs, clock, progress } = this.#options;
    const before = sizeOf(logFile) > LARGEST_LOG_BYTES ? 0 : sizeOf(logFile);
    const output = openSync(logFile, before === 0 ? 'w' : 'a', 0o600);
    const settings = Object.entries({ ...SETTINGS, port: String(this.port) }).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const child = spawnAs(runAs, postgres, ['-D', folder, ...settings], output);
    closeSync(output);
    this.#child = child;
    let ended: Ending | undefined;
    child.on('error', (error) => (ended = { why: error.message, mayPass: false }));
    child.on('exit', (code, name) => (ended = whyEnded(textFrom(logFile, before), String(name ?? code))));
    const started = clock.now();
    let told = false;
    while (clock.now() - started < START_TIMEOUT_MS) {
      if (ended) return ended;
      const file = postmasterFile(folder);
      if (file?.pid === child.pid && file?.status === 'ready') {
        child.on('exit', (code, name) => this.#died(String(name ?? code)));
        return undefined;
      }
      if (!told && clock.now() - started > SLOW_START_MS) progress?.('PostgreSQL recovers from an interrupted run …');
      told ||= clock.now() - started > SLOW_START_MS;
      await sleep(clock, LOOK_EVERY_MS);
    }
    if (child.pid !== undefined) await stopProcess(child.pid, clock);
    return { why: `it was not ready after ${START_TIMEOUT_MS / 1000} s.`, mayPass: false };
  }

  #died(how: string): void {
    if (this.#stopping) return;
    const { log, clock } = this.#options;
    log.error('the embedded PostgreSQL ended unexpectedly and is started again', { how });
    const again = () => {
      this.#restart = clock.after(500, async () => {
        const ending = this.#stopping ? undefined : await this.#launch();
        if (!ending) return;
        log.error('the embedded PostgreSQL does not start again yet', { why: ending.why });
        again();
      });
    };
    again();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Empty when the file is gone: a data folder may be removed as soon as its server has ended. */
function textFrom(file: string, offset: number): string {
  try {
    return readFileSync(file).subarray(offset).toString();
  } catch {
    return '';
  }
}
