import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { Fault, type Result, failed, ok } from '#core';

/** PostgreSQL refuses to run as root: then an account of the system without rights is used. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** How to start the programs of PostgreSQL: a command put in front, or the account given to `spawn`. */
export interface RunAs {
  readonly account: Account | undefined;
  readonly prefix: readonly string[];
  /** True when `prefix` changes the account, so that `spawn` must not. */
  readonly prefixChangesAccount: boolean;
}

/** Accounts every Debian has or may have, best first. */
const ACCOUNTS = ['postgres', 'nobody'];

/** The account for a data folder: its owner, else one without rights; undefined = as we are. */
export function accountFor(dataFolder: string, uid = process.getuid?.()): Account | undefined {
  if (uid !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const entry = ACCOUNTS.map((name) => lines.find((fields) => fields[0] === name)).find((fields) => fields !== undefined);
  return { uid: Number(entry?.[2] ?? 65_534), gid: Number(entry?.[3] ?? 65_534) };
}

/**
 * Finds a way to start PostgreSQL that ends with us and can reach its programs and its data. Clones and data often lie
 * under folders that only root may enter (/root, mktemp): then the account keeps just the capability to look past that
 * (capabilities(7) CAP_DAC_READ_SEARCH, else CAP_DAC_OVERRIDE), which is less than the root it replaces.
 */
export function findRunAs(account: Account | undefined, program: string, folder: string): Result<RunAs> {
  for (const candidate of candidates(account)) {
    const { status } = spawnSync(...commandLine(candidate, '/bin/sh', ['-c', 'test -r "$0" && test -x "$0" && cd "$1" && test -r .', program, folder], { stdio: 'ignore' }));
    if (status === 0) return ok(candidate);
  }
  return failed(
    new Fault('store.no-access', `PostgreSQL may not run as root, and the account it runs as instead (uid ${account?.uid ?? process.getuid?.()}) may not enter ${folder} or ${program}. Move the project and its data to a folder others may enter (such as /opt), start as a plain user, or set DATABASE_URL.`),
  );
}

function candidates(account: Account | undefined): RunAs[] {
  const die = ['setpriv', '--pdeathsig', 'INT'];
  if (!account) return [{ account, prefix: die, prefixChangesAccount: false }, { account, prefix: [], prefixChangesAccount: false }];
  const become = [...die, `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  const keeping = (capability: string) => [...become, '--securebits=+no_setuid_fixup', `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
  return [
    { account, prefix: become, prefixChangesAccount: true },
    { account, prefix: keeping('dac_read_search'), prefixChangesAccount: true },
    { account, prefix: keeping('dac_override'), prefixChangesAccount: true },
    { account, prefix: [], prefixChangesAccount: false },
  ];
}

/** The same arguments for `spawn` and `spawnSync`. */
function commandLine(runAs: RunAs, program: string, args: readonly string[], options: SpawnOptions): [string, string[], SpawnOptions] {
  const [command = program, ...rest] = [...runAs.prefix, program, ...args];
  const account = runAs.prefixChangesAccount || !runAs.account ? {} : runAs.account;
  return [command, rest, { ...options, ...account }];
}

/** Starts a program of PostgreSQL in a session of its own: a terminal's Ctrl-C must not stop it before our last write. */
export function spawnAs(runAs: RunAs, program: string, args: readonly string[], output: number | 'pipe'): ChildProcess {
  const { PATH } = process.env;
  const env = { PATH, LC_ALL: 'C', TZ: 'UTC' };
  return spawn(...commandLine(runAs, program, args, { cwd: '/', detached: true, env, stdio: ['ignore', output, output] }));
}
