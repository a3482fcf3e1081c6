import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

export type Kind = 'tcp' | 'udp';

export interface Holder {
  readonly pid: number;
  readonly program: string;
}

/** State LISTEN in /proc/net/tcp (Linux, net/tcp_states.h). */
const LISTEN = '0A';

/** The process that holds a port; undefined where that cannot be seen (no /proc, or another user's process). */
export function holderOfPort(kind: Kind, port: number): Holder | undefined {
  const inodes = new Set([`/proc/net/${kind}`, `/proc/net/${kind}6`].flatMap((file) => socketsOn(read(file), kind, port)));
  if (inodes.size === 0) return undefined;
  const pid = numbers('/proc').find((each) => links(`/proc/${each}/fd`).some((link) => inodes.has(link)));
  return pid === undefined ? undefined : { pid, program: read(`/proc/${pid}/comm`).trim() };
}

/**
 * proc_net(5): `sl local_address rem_address st … inode` with the port in hexadecimal after the colon. Gives the names that
 * /proc/PID/fd has for them.
 */
export function socketsOn(table: string, kind: Kind, port: number): string[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => Number.parseInt(local.split(':')[1] ?? '', 16) === port && (kind === 'udp' || state === LISTEN))
    .map((fields) => `socket:[${fields[9]}]`);
}

const numbers = (folder: string) => list(folder).map(Number).filter((each) => each > 0);
const links = (folder: string) =>
  list(folder).map((name) => {
    try {
      return readlinkSync(`${folder}/${name}`);
    } catch {
      return '';
    }
  });

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
