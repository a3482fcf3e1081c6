import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openAccess } from '#access';
import { silentLog, systemClock, systemRandom } from '#core';
import { openStore } from '#store';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'huawu-cli-'));
const dataDir = join(folder, 'data');
const SITE = 'version: 1\nhttp: { port: 0, https: { port: 0 } }\nsip: { port: 0 }\nagents:\n  - { id: anna, name: Anna, extension: "1001" }\n';
writeFileSync(join(folder, 'site.yaml'), SITE);
writeFileSync(join(folder, 'wrong.yaml'), 'version: 1\nsip: { prot: 1 }\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Done {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs ./huawu from the temporary folder. */
function huawu(line: string, { input = '', program = join(root, 'huawu'), env = {} }: { input?: string; program?: string; env?: Record<string, string> } = {}): Promise<Done> {
  const child = spawn(program, line.split(' '), { cwd: folder, env: { ...process.env, LC_ALL: 'C', HUAWU_DATA: dataDir, ...env }, timeout: 60_000 });
  child.stdin.end(input);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, err })));
}

const madePassword = (out: string) => /password (\S+) /.exec(out)?.[1] ?? '';

describe('./huawu', () => {
  it('helps, also through a link, and in Chinese', async () => {
    symlinkSync(join(root, 'huawu'), join(folder, 'link'));
    const linked = await huawu('help', { program: join(folder, 'link') });
    expect([linked.status, linked.out.split('\n')[0]]).toEqual([0, 'Huawu contact center server']);
    expect((await huawu('help', { env: { LC_ALL: 'zh_CN.UTF-8' } })).out).toContain('呼叫中心');
  });

  it('does not understand what it does not know', async () => {
    expect(await huawu('docter')).toEqual({ status: 2, out: '', err: '"docter" is no command. Did you mean "doctor"? See ./huawu help\n' });
  });

  it('checks a configuration named from where the caller is', async () => {
    expect(await huawu('config check site.yaml')).toMatchObject({ status: 0, out: 'The configuration, its flows and rules are in order.\n' });
    const wrong = await huawu('config check wrong.yaml');
    expect([wrong.status, wrong.err]).toEqual([1, expect.stringContaining(`${join(folder, 'wrong.yaml')}:2:8  sip.prot: unknown key; did you mean "port"?`)]);
  });

  it('starts the server with a file named from where the caller is', async () => {
    expect(await huawu('start site.yaml --check')).toMatchObject({ status: 0, out: 'The configuration, its flows and rules are in order.\n' });
  });
});

describe('./huawu doctor', () => {
  it('tells what is in order and what is not, with the mend', async () => {
    const { status, out } = await huawu('doctor -c site.yaml');
    expect(out).toContain('ok    Node: 24.');
    expect(out).toContain('WARN  Chinese speech model: the demo model');
    expect(out).toContain(`ok    data folder: ${dataDir}, `);
    expect(out).toMatch(/\n\d+ in order, \d+ to know, 0 to mend\.\n$/);
    expect(status).toBe(0);
  });

  it('fails when a port is taken, and says by whom', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const { status, out } = await huawu('doctor --json -c site.yaml', { env: { HUAWU_HTTP_PORT: String(port) } });
    taken.close();
    const finding = (JSON.parse(out) as { what: string }[]).find(({ what }) => what.includes('http.port'));
    expect([status, finding]).toEqual([1, { status: 'fail', what: `port ${port}/tcp (http.port)`, found: expect.stringMatching(/^taken by .*process \d+/), mend: 'stop that program, or change http.port (HUAWU_HTTP_PORT)' }]);
  });

  it('fails when the configuration is wrong, and when the data folder cannot be made', async () => {
    const wrong = await huawu('doctor -c wrong.yaml', { env: { HUAWU_DTA: '/x' } });
    expect(wrong).toMatchObject({ status: 1, out: expect.stringMatching(/^FAIL {2}configuration: [\s\S]*WARN {2}environment: .*HUAWU_DTA .*HUAWU_DATA\?[\s\S]*ok {4}Node: 24/) });
    // Rights mean nothing to root; a file in the way does.
    expect(await huawu('doctor -c site.yaml', { env: { HUAWU_DATA: './site.yaml' } })).toMatchObject({ status: 1, out: expect.stringContaining(`FAIL  data folder: ${join(folder, 'site.yaml')} is a file, not a folder\n      → choose another folder with HUAWU_DATA`) });
  });
});

describe('./huawu user', () => {
  it('makes people while no server runs, with a made or a given password', async () => {
    const made = await huawu('user add boss --role administrator --name Boss -c site.yaml');
    expect([made.status, made.out]).toEqual([0, expect.stringMatching(/^boss can sign in with the password [a-z2-9-]{17} \(shown only now\)\.\n$/)]);
    expect(await huawu('user add anna --agent anna --password-stdin -c site.yaml', { input: 'four words that fit\n' })).toMatchObject({ status: 0, out: 'anna can sign in with the password given.\n' });
    expect(await huawu('user add x --agent nobody -c site.yaml')).toMatchObject({ status: 1, err: '"nobody" is no agent of the configuration; known: anna.\n' });
    expect(await huawu('user add weak --role reviewer --password-stdin -c site.yaml', { input: 'weak\n' })).toMatchObject({ status: 1, err: expect.stringContaining('shorter than 10') });
    expect((await huawu('user list -c site.yaml')).out).toBe(
      ['login  name  role           agent  teams  last sign-in', 'anna   anna  agent          anna   -      -', 'boss   Boss  administrator  -      -      -', ''].join('\n'),
    );
  });

  it('sets a new password and disables while the server runs, which ends sessions', async () => {
    const store = await openStore({ dataDir, clock: systemClock, log: silentLog });
    if (!store.ok) throw store.fault;
    const access = openAccess({ records: store.value.people, agents: () => undefined, clock: systemClock, random: systemRandom, log: silentLog });
    const signIn = (password: string) => access.sessions.signIn({ login: 'anna', password }, '127.0.0.1');
    const before = await signIn('four words that fit');
    const reset = await huawu('user reset anna -c site.yaml');
    const after = await signIn(madePassword(reset.out));
    const found = before.ok ? await access.sessions.find(before.value.token) : 'no session';
    const disabled = await huawu('user disable anna -c site.yaml');
    const refused = await signIn(madePassword(reset.out));
    const lonely = await huawu('user disable boss -c site.yaml');
    access.close();
    await store.value.close();
    expect([before.ok, reset.status, after.ok, found, disabled.out]).toEqual([true, 0, true, undefined, 'anna can no longer sign in.\n']);
    expect(refused).toMatchObject({ fault: { code: 'access.wrong-password' } });
    expect(lonely).toMatchObject({ status: 1, err: 'This is the last administrator. Make another one first.\n' });
  });
});
