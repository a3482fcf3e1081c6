import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLog, systemClock } from '#core';
import { type OpenedStore, openStore } from '../index.ts';
import { isAlive, signal } from './processes.ts';

const base = mkdtempSync(join(tmpdir(), 'huawu-embedded-'));
const holders: ChildProcess[] = [];
const stores: OpenedStore[] = [];
afterAll(async () => {
  for (const holder of holders) holder.kill('SIGKILL');
  for (const store of stores) await store.close();
  rmSync(base, { recursive: true, force: true });
});

const open = async (dataDir: string) => {
  const result = await openStore({ dataDir, clock: systemClock, log: silentLog });
  if (result.ok) stores.push(result.value);
  return result;
};
const opened = async (dataDir: string) => {
  const result = await open(dataDir);
  if (!result.ok) throw result.fault;
  return result.value;
};

/** A process that holds a store; resolves with the process id of its PostgreSQL. */
function hold(dataDir: string, account?: number): Promise<{ holder: ChildProcess; postgres: number }> {
  const identity = account === undefined ? {} : { uid: account, gid: account };
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'hold-store.ts'), dataDir], { ...identity, stdio: ['ignore', 'pipe', 'inherit'] });
  holders.push(holder);
  return new Promise((resolve, reject) => {
    holder.stdout?.once('data', (line: Buffer) => resolve({ holder, postgres: Number(line.toString()) }));
    holder.once('exit', (code) => reject(new Error(`the holder ended with ${code}`)));
  });
}

const ended = (process: ChildProcess) => new Promise((resolve) => (process.exitCode === null && process.signalCode === null ? process.once('exit', resolve) : resolve(undefined)));

describe('the embedded PostgreSQL', () => {
  it('ends with close, and keeps its password to the owner', async () => {
    const dataDir = join(base, 'plain');
    const store = await opened(dataDir);
    const pid = store.databasePid ?? 0;
    expect(isAlive(pid)).toBe(true);
    expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
    await store.close();
    expect([isAlive(pid), existsSync(join(dataDir, 'postgres', 'postmaster.pid')), existsSync(join(dataDir, 'huawu.lock'))]).toEqual([false, false, false]);
  });

  it('works in a folder that only its owner may enter', async () => {
    const closed = join(base, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const store = await opened(join(closed, 'data'));
    expect(await store.healthy()).toBe(true);
    await store.close();
  });

  it('refuses a second server on the same folder and names the first', async () => {
    const dataDir = join(base, 'shared');
    const store = await opened(dataDir);
    const second = await open(dataDir);
    expect(second.ok ? '' : second.fault.code).toBe('store.data-in-use');
    expect(second.ok ? '' : second.fault.message).toContain(`process ${process.pid}`);
    await store.close();
    await (await opened(dataDir)).close();
  });

  it('starts again with all data after its server was killed', async () => {
    const dataDir = join(base, 'killed');
    const { holder } = await hold(dataDir);
    holder.kill('SIGKILL');
    await ended(holder);
    const store = await opened(dataDir);
    expect((await store.call('held'))?.summary.to).toBe('4000');
    expect(await store.unfinished()).toEqual(['held']);
    await store.close();
  });

  it('starts again after both were killed', async () => {
    const dataDir = join(base, 'both');
    const { holder, postgres } = await hold(dataDir);
    holder.kill('SIGKILL');
    signal(postgres, 'SIGKILL');
    await ended(holder);
    const store = await opened(dataDir);
    expect((await store.call('held'))?.summary.to).toBe('4000');
    await store.close();
  });

  it('stops a PostgreSQL that outlived its server', async () => {
    const dataDir = join(base, 'orphan');
    const { holder, postgres } = await hold(dataDir);
    // Stopped processes take no signal, so PostgreSQL cannot follow its server into death at once.
    signal(postgres, 'SIGSTOP');
    holder.kill('SIGKILL');
    await ended(holder);
    systemClock.after(300, () => signal(postgres, 'SIGCONT'));
    const store = await opened(dataDir);
    expect([isAlive(postgres), (await store.call('held'))?.events.length]).toEqual([false, 1]);
    await store.close();
  });

  it('is not kept from starting by a pid file whose number is now another process', async () => {
    const dataDir = join(base, 'stale');
    await (await opened(dataDir)).close();
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n127.0.0.1\n  1 1\nready\n`);
    const store = await opened(dataDir);
    expect(await store.healthy()).toBe(true);
    await store.close();
  });

  it('comes back when it is killed, and no event is lost meanwhile', async () => {
    const store = await opened(join(base, 'comes-back'));
    const dead = store.databasePid ?? 0;
    const append = (seq: number) => store.append({ callId: 'c', seq, at: systemClock.wall(), type: 'step', data: {} });
    append(0);
    await store.flush();
    signal(dead, 'SIGKILL');
    for (let seq = 1; seq < 500; seq++) append(seq);
    await store.flush();
    expect((await store.call('c'))?.events.map((event) => event.seq)).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(store.backlog).toBe(0);
    // Its children may have served all that before they noticed.
    await expect.poll(() => store.databasePid !== dead && store.healthy(), { timeout: 30_000 }).toBe(true);
    await store.close();
  });

  it('tells by a fault when the folder cannot be used', async () => {
    writeFileSync(join(base, 'file'), '');
    const result = await open(join(base, 'file'));
    expect(result.ok ? '' : result.fault.code).toBe('store.data-folder');
  });

  it('writes no data of calls into its own log', async () => {
    expect(readFileSync(join(base, 'killed', 'postgres.log'), 'utf8')).not.toContain('13900000000');
  });

  it('runs as a plain user too', async () => {
    // As a plain user every test above has shown it; root can also become one whom nobody prepared the folder for.
    if (process.getuid?.() !== 0) return expect(stores.length).toBeGreaterThan(0);
    const dataDir = join(base, 'user');
    chmodSync(base, 0o755);
    mkdirSync(dataDir);
    const account = 65_534;
    spawnSync('chown', [`${account}:${account}`, dataDir]);
    const reachable = spawnSync('/bin/sh', ['-c', 'test -r "$0"', join(import.meta.dirname, 'hold-store.ts')], { uid: account, gid: account }).status === 0;
    if (!reachable) return expect(reachable).toBe(false);
    const { holder, postgres } = await hold(dataDir, account);
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(account);
    holder.kill('SIGKILL');
    await ended(holder);
    await expect.poll(() => isAlive(postgres), { timeout: 10_000 }).toBe(false);
  });
});
