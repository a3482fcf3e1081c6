import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { memoryPeople } from '#access';
import { type Config, EditableSettings, parseConfig } from '#config';
import { Emitter, ManualClock, Scope, seededRandom, silentLog } from '#core';
import type { RoutingCommand } from '#routing';
import { followSettings } from '../settings/follow-settings.ts';
import { httpsCertificate, renewInTime } from './certificate.ts';
import { openPeople } from './open-people.ts';
import { httpsPort } from './open-web.ts';

const folder = mkdtempSync(join(tmpdir(), 'huawu-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));
const tools = { clock: new ManualClock(), random: seededRandom(1), log: silentLog, say: () => {} };
const configured = (text = ''): Config => {
  const config = parseConfig(`version: 1\n${text}`, '/etc/huawu/site.yaml', { HUAWU_DATA: folder });
  if (!config.ok) throw config.fault;
  return config.value;
};
const company = (more = '') => configured(`agents: [{ id: anna, name: Anna, extension: "1001", teams: [front] }]\nteams: [front]\n${more}`);

describe('the certificate', () => {
  test('is made once, kept with its key for the owner only, and made anew before it ends', () => {
    const clock = new ManualClock();
    const pem = () => {
      const made = httpsCertificate(configured(), { ...tools, clock });
      return made.ok ? made.value : undefined;
    };
    const first = pem();
    expect(first).toMatchObject({ selfMade: true, certificate: expect.stringContaining('BEGIN CERTIFICATE') });
    expect(pem()).toEqual(first);
    expect([statSync(join(folder, 'tls', 'key.pem')).mode & 0o777, readFileSync(join(folder, 'tls', 'key.pem'), 'utf8')]).toEqual([0o600, first?.key]);
    clock.advance(380 * 86_400_000);
    expect(pem()?.certificate).not.toBe(first?.certificate);
  });

  test('is put in place of the old one while the server runs', () => {
    const clock = new ManualClock(Date.UTC(2030, 0, 1));
    const used = new Set<string>();
    const scope = new Scope();
    renewInTime(configured(), { port: 1, url: '', use: ({ certificate }) => used.add(certificate) }, { ...tools, clock }, scope);
    clock.advance(3 * 86_400_000);
    expect(used.size).toBe(1);
    clock.advance(370 * 86_400_000);
    expect(used.size).toBe(2);
    scope.end();
    expect(clock.pending).toBe(0);
  });

  test('that is named but cannot be read says which keys to look at', () => {
    const read = httpsCertificate(configured('http: { https: { certificate: none.pem, key: none.key } }'), tools);
    expect(read.ok ? '' : `${read.fault.code} ${read.fault.message}`).toMatch(/^start\.bad-certificate .*http\.https\.certificate and http\.https\.key/);
  });
});

test('https has its usual port, or any free one where http has', () => {
  expect([httpsPort(configured()), httpsPort(configured('http: { port: 0 }')), httpsPort(configured('http: { port: 0, https: { port: 9443 } }'))]).toEqual([8_443, 0, 9_443]);
});

describe('the first start', () => {
  test('of the sample company makes a person per agent and three more, once', async () => {
    const records = memoryPeople();
    const first = await openPeople(company(), records, { ...tools, isSample: true });
    expect(first.sample.map(({ login, role }) => `${login} ${role}`)).toEqual(['anna agent', 'sam supervisor', 'rita reviewer', 'admin administrator']);
    expect(first.firstToken).toBeUndefined();
    const again = await openPeople(company(), records, { ...tools, isSample: true });
    expect(again.sample).toEqual([]);
    for (const { access } of [first, again]) access.close();
  });

  test('of any other makes nobody, but a token for the first administrator', async () => {
    const opened = await openPeople(company(), memoryPeople(), tools);
    expect([opened.sample, opened.firstToken !== undefined]).toEqual([[], true]);
    opened.access.close();
  });
});

test('changed settings reach calls and routing at once, unless their files have mistakes', () => {
  const settings = new EditableSettings(company());
  const sent: RoutingCommand[] = [];
  const present = { settings: { agents: new Map() } as never as { agents: ReadonlyMap<string, { name: string }> } };
  const scope = new Scope();
  followSettings(settings, { present: present as never, desk: { send: (command) => sent.push(command) }, files: { promptExists: () => true }, log: silentLog }, scope);
  settings.replace({ ...company(), agents: [{ ...company().agents[0], name: 'Ann' } as Config['agents'][number]] });
  expect(present.settings.agents.get('anna')?.name).toBe('Ann');
  expect(sent).toMatchObject([{ type: 'settings', settings: { agents: [{ id: 'anna' }] } }]);
  settings.replace({ ...company(), rules: { file: join(folder, 'none.yaml') } });
  expect([present.settings.agents.get('anna')?.name, sent.length]).toEqual(['Ann', 1]);
  expect((settings.changed as Emitter<Config>).size).toBe(1);
  scope.end();
  expect((settings.changed as Emitter<Config>).size).toBe(0);
});
