import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** A SIP server that runs as a program of its own, as an operator would run a drachtio-server. */
export interface SipProgram {
  readonly controlPort: number;
  readonly secret: string;
  /** Kill -9 and start again on the same ports; undefined when the program is not ours to kill. */
  readonly restart: (() => Promise<void>) | undefined;
  stop(): Promise<void>;
}

/** `host:controlPort:secret:sipPort` of a drachtio-server that somebody started on loopback. */
export function runningDrachtio(address: string): SipProgram {
  const [, controlPort, secret = ''] = address.split(':');
  return { controlPort: Number(controlPort), secret, restart: undefined, stop: () => Promise.resolve() };
}

const MAIN = join(import.meta.dirname, '..', '..', '..', 'sip', 'server', 'main.ts');

/** Our own SIP server, started by its own command, perhaps with more options of it. */
export async function startSipProgram(more: readonly string[] = []): Promise<SipProgram> {
  const [controlPort, sipPort, secret] = [await freePort(), await freePort(), randomBytes(8).toString('hex')];
  const args = ['--host', '127.0.0.1', '--port', String(sipPort), '--control', String(controlPort), '--secret', secret, ...more];
  let child = await start(args);
  return {
    controlPort,
    secret,
    async restart() {
      await end(child, 'SIGKILL');
      child = await start(args);
    },
    stop: () => end(child, 'SIGTERM'),
  };
}

async function start(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const died = once(child, 'exit').then(() => Promise.reject(new Error('the SIP server did not start')));
  await Promise.race([once(child.stdout, 'data'), died]);
  died.catch(() => {});
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
