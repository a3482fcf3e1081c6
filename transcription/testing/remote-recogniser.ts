/** `npm run recogniser` as a process of its own, for system tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { systemClock } from '#core';
import { openClient, remoteCredentials } from '../remote/connection.ts';
import { type WireStatus, method, recogniserService } from '../remote/protocol.ts';
import { MODELS } from './recordings.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
export const CERTIFICATES = fileURLToPath(new URL('./certificates', import.meta.url));

export interface RemoteRecogniser {
  readonly address: string;
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Waits until it is gone; its exit status. */
  ended(): Promise<number | null>;
}

/** Starts one with the demo models on a free port of 127.0.0.1; throws what it said when it does not come up in 60 s. */
export async function remoteRecogniser(args: readonly string[] = []): Promise<RemoteRecogniser> {
  const child = spawn(process.execPath, ['cli/main.ts', 'recogniser', '--port', '0', '--processes', '1', '--models', MODELS, '--language', 'en', ...args], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    const timer = systemClock.after(60_000, () => reject(new Error(`no recogniser within 60 s: ${said}`)));
    const hear = (bytes: Buffer) => {
      said += bytes.toString();
      const found = /ready on (\S+:\d+)/u.exec(said)?.[1];
      if (found === undefined) return;
      timer.cancel();
      resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void ended.then(() => reject(new Error(`the recogniser ended: ${said}`)));
  });
  return { address, child, said: () => said, ended: () => ended };
}

/** Streams it has now, of all clients, as it reports itself. */
export async function streamsOf({ address }: RemoteRecogniser): Promise<number> {
  const credentials = remoteCredentials(undefined);
  if (!credentials.ok) throw credentials.fault;
  const client = openClient(address, credentials.value, undefined);
  const { path, requestSerialize, responseDeserialize } = method<object, WireStatus>(recogniserService(), 'Watch');
  const watch = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, {});
  try {
    return await new Promise((resolve, reject) => {
      watch.once('data', ({ streams }: WireStatus) => resolve(streams));
      watch.on('error', reject);
    });
  } finally {
    watch.cancel();
    client.close();
  }
}
