import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openAccess } from '#access';
import { silentLog, systemClock, systemRandom } from '#core';
import { openPeople, openStore } from '#store';
import { peopleContract } from '../../test/contracts/people.ts';
import { embeddedPostgres } from '../sql/embedded-postgres.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'huawu-people-'));
const tools = { dataDir, clock: systemClock, log: silentLog };
const closers: (() => Promise<void>)[] = [];
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const opened = async () => {
  const people = await openPeople(tools);
  if (!people.ok) throw people.fault;
  closers.push(() => people.value.close());
  return people.value;
};
const closeAll = async () => {
  for (const close of closers.splice(0)) await close();
};

peopleContract('PostgreSQL', async () => (await opened()).records, closeAll);

describe('people in a database', () => {
  it('can be changed by a second process while a server holds the data folder', async () => {
    const server = await openStore(tools);
    if (!server.ok) throw server.fault;
    const beside = await opened();
    expect(beside.shared).toBe(true);
    await beside.records.update('bo', { name: 'Bo of the terminal' });
    expect((await server.value.people.byLogin('bo'))?.name).toBe('Bo of the terminal');
    await closeAll();
    expect(await server.value.healthy()).toBe(true);
    await server.value.close();
  });

  it('stay signed in when the server is started again', async () => {
    const before = await opened();
    expect(before.shared).toBe(false);
    const access = () => ({ agents: () => undefined, clock: systemClock, random: systemRandom, log: silentLog });
    const first = openAccess({ records: before.records, ...access() });
    const added = await first.people.add({ login: 'stays', name: 'Stays', role: 'reviewer' }, { id: 'terminal', address: '' });
    const signed = added.ok ? await first.sessions.signIn({ login: 'Stays', password: added.value.password }, '10.0.0.9') : added;
    if (!signed.ok) throw signed.fault;
    first.close();
    await closeAll();
    const second = openAccess({ records: (await opened()).records, ...access() });
    const found = await second.sessions.find(signed.value.token);
    expect(found).toEqual(signed.value.session);
    second.close();
    await closeAll();
  });

  it('have an audit log that the database itself protects', async () => {
    const sql = await embeddedPostgres({ ...tools, schema: 'huawu' });
    if (!sql.ok) throw sql.fault;
    for (const statement of ["UPDATE audit SET person = 'x'", 'DELETE FROM audit', 'TRUNCATE audit']) {
      await expect(sql.value.query(statement)).rejects.toMatchObject({ code: 'store.query' });
    }
    expect(Number((await sql.value.query('SELECT count(*) AS n FROM audit'))[0]?.n)).toBeGreaterThan(3);
    await sql.value.close();
  });
});
