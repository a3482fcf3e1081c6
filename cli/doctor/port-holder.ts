import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

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
  return pid === undefined ? undefined : { pid, program: programOf(read(`/proc/${pid}/cmdline`), read(`/proc/${pid}/comm`)) };
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

/** What a person would call it: `node server.ts`, `asterisk`. proc_pid_cmdline(5): words end with U+0000; kernel threads have none. */
export function programOf(commandLine: string, name: string): string {
  const [program = '', ...words] = commandLine.split('\u0000').filter(Boolean);
  if (program === '') return name.trim();
  const script = /^(node|python[\d.]*|java|ruby|perl|sh|bash)$/.test(basename(program)) ? words.find((each) => !each.startsWith('-')) : undefined;
  return [program, ...(script === undefined ? [] : [script])].map((each) => basename(each)).join(' ');
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
