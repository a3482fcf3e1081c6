import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freshData } from './fresh-data.ts';
import { serverFlags } from '../../start/memory/server-flags.ts';

export interface ServerFacts {
  readonly sip: { readonly host: string; readonly port: number };
  /** `http://host:port` of the API. */
  readonly url: string;
  /** The same over TLS, with a self-made certificate. */
  readonly https?: string;
  readonly token: string;
  /** Of the sample company at its first start. */
  readonly people: readonly { readonly login: string; readonly role: string; readonly password: string }[];
  readonly firstToken?: string;
  readonly accounts: readonly { readonly id: string; readonly extension: string; readonly password: string }[];
}

export interface ServerProcess extends ServerFacts {
  readonly process: ChildProcess;
  /** Data folder; removed by `stop` unless it was given. */
  readonly data: string;
  /** Everything written to the terminal and the log so far. */
  output(): string;
  counts(): Promise<Record<string, number>>;
  /** JSON of a GET with the token. */
  get(path: string): Promise<{ status: number; body: unknown }>;
  /** Ctrl-C, then waits for the end; resolves with the exit status. */
  stop(): Promise<number | null>;
}

interface Ready extends Omit<ServerFacts, 'sip'> {
  type: 'ready';
  addresses: string[];
}

const SERVER = join(import.meta.dirname, '..', '..', 'server.ts');
/** Two starts per second of patience on a slow machine are still far away from this. */
const START_LIMIT_MS = 60_000;

/** Starts the real server on free ports with its own data folder, as a separate process. */
export async function startServerProcess(options: { config?: string; env?: Record<string, string>; data?: string } = {}): Promise<ServerProcess> {
  const data = options.data ?? freshData();
  const env = { HUAWU_SIP_PORT: '0', HUAWU_HTTP_PORT: '0', HUAWU_DATA: data, ...options.env };
  const child = fork(SERVER, options.config ? ['--config', options.config] : [], {
    env: { ...process.env, ...env },
    execArgv: [...serverFlags],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ready = await waitForReady(child, () => text);
  const [host = '127.0.0.1', port = '5060'] = (ready.addresses.find((a) => a.startsWith('udp/')) ?? '').slice(4).split(':');
  return {
    ...ready,
    sip: { host: host === '0.0.0.0' ? '127.0.0.1' : host, port: Number(port) },
    process: child,
    data,
    output: () => text,
    counts: () => askCounts(child),
    async get(path) {
      // Connections kept alive would look like leaks of the server.
      const headers = { authorization: `Bearer ${ready.token}`, connection: 'close' };
      const response = await fetch(ready.url + path, { headers });
      return { status: response.status, body: await response.json() };
    },
    async stop() {
      const code = await stopProcess(child);
      if (!options.data) rmSync(data, { recursive: true, force: true });
      return code;
    },
  };
}

function waitForReady(child: ChildProcess, text: () => string): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`the server did not start: ${why}\n${text()}`));
    };
    const timer = setTimeout(() => fail('it took too long'), START_LIMIT_MS);
    child.once('exit', (code) => fail(`exit status ${code}`));
    child.on('message', (message: Ready | { type: string }) => {
      if (message.type !== 'ready') return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(message as Ready);
    });
  });
}

function askCounts(child: ChildProcess): Promise<Record<string, number>> {
  return new Promise((resolve) => {
    const hear = (message: { type?: string; counts?: Record<string, number> }) => {
      if (message.type !== 'counts' || !message.counts) return;
      child.off('message', hear);
      resolve(message.counts);
    };
    child.on('message', hear);
    child.send('counts');
  });
}

function stopProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill('SIGINT');
  });
}
