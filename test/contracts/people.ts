import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry, PeopleRecords, PersonRecord } from '#access';

const T0 = Date.UTC(2026, 3, 1, 8);
const HOUR = 3_600_000;

const person = (id: string, more: Partial<PersonRecord> = {}): PersonRecord => ({
  id, login: id, name: `Name of ${id}`, role: 'agent', teams: ['east'], language: 'zh', passwordHash: '$argon2id$1', disabled: false, createdAt: T0, ...more,
});

/** What every `PeopleRecords` does; `open` gives an empty one. */
export function peopleContract(name: string, open: () => Promise<PeopleRecords>, close: () => Promise<void> = async () => {}): void {
  describe(`people in ${name}`, () => {
    let records: PeopleRecords;
    beforeAll(async () => void (records = await open()));
    afterAll(close);
    personCases(() => records);
    sessionCases(() => records);
    auditCases(() => records);
  });
}

function personCases(records: () => PeopleRecords): void {
  it('begin with nobody', async () => {
    expect([await records().anybody(), await records().people(), await records().byLogin('anna'), await records().person('nobody')]).toEqual([false, [], undefined, undefined]);
  });

  it('have one first person, even when two come at once', async () => {
    const both = await Promise.all(['root', 'rival'].map((id) => records().insert(person(id, { role: 'administrator' }), { onlyFirst: true })));
    expect(both.toSorted()).toEqual([false, true]);
    expect(await records().anybody()).toBe(true);
    expect(await records().people()).toHaveLength(1);
  });

  it('are given back as they were put in', async () => {
    const anna = person('anna', { name: '安娜 📞 عنا', agent: 'anna', teams: ['east', '北'], language: 'en', theme: 'dark', lastSignInAt: T0 + 5 });
    expect(await records().insert(anna)).toBe(true);
    expect(await records().byLogin('anna')).toEqual(anna);
    expect(await records().person('anna')).toEqual(anna);
  });

  it('do not share a login or an agent', async () => {
    expect(await records().insert(person('other', { login: 'anna' }))).toBe(false);
    expect(await records().insert(person('other', { agent: 'anna' }))).toBe(false);
    expect(await records().insert(person('bo'))).toBe(true);
    expect(await records().update('bo', { agent: 'anna' })).toBe(false);
    expect((await records().byLogin('bo'))?.agent).toBeUndefined();
  });

  it('change by what is given only', async () => {
    expect(await records().update('anna', { name: 'Anna', teams: [], disabled: true })).toBe(true);
    expect(await records().update('anna', { agent: null })).toBe(true);
    const anna = await records().byLogin('anna');
    expect(anna).toEqual(person('anna', { name: 'Anna', teams: [], language: 'en', theme: 'dark', disabled: true, lastSignInAt: T0 + 5 }));
    expect(await records().update('anna', { agent: 'anna', disabled: false })).toBe(true);
    expect(await records().update('nobody', { name: 'x' })).toBe(false);
  });

  it('are listed by login', async () => {
    await records().insert(person('zed'));
    const logins = (await records().people()).map((each) => each.login);
    expect(logins.slice(0, 2)).toEqual(['anna', 'bo']);
    expect(logins.at(-1)).toBe('zed');
  });

  it('are not found by text that databases do not like', async () => {
    expect([await records().byLogin('nul\u0000'), await records().person('half \ud83d'), await records().session('\u0000')]).toEqual([undefined, undefined, undefined]);
  });

  it('keep settings', async () => {
    expect(await records().setting('k')).toBeUndefined();
    await records().setSetting('k', '1');
    await records().setSetting('k', '2');
    expect(await records().setting('k')).toBe('2');
  });
}

function sessionCases(records: () => PeopleRecords): void {
  const add = (key: string, who: string, at = T0) => records().addSession({ key, person: who, startedAt: at, usedAt: at });

  it('have sessions that are found with their person, and used', async () => {
    await add('s1', 'anna');
    await records().useSession('s1', T0 + HOUR);
    expect(await records().session('s1')).toEqual({ session: { key: 's1', person: 'anna', startedAt: T0, usedAt: T0 + HOUR }, person: await records().person('anna') });
    expect(await records().session('none')).toBeUndefined();
  });

  it('lose one session, or all but one', async () => {
    for (const key of ['s2', 's3', 's4']) await add(key, 'anna');
    await add('b1', 'bo');
    await records().endSession('s4');
    expect((await records().endSessionsOf('anna', 's1')).toSorted()).toEqual(['s2', 's3']);
    expect(await records().session('s2')).toBeUndefined();
    expect((await records().session('s1'))?.person.login).toBe('anna');
    expect(await records().endSessionsOf('anna')).toEqual(['s1']);
    expect((await records().session('b1'))?.person.login).toBe('bo');
  });

  it('lose sessions that are too old or were not used', async () => {
    await add('old', 'anna', T0 - 30 * HOUR);
    await records().useSession('old', T0);
    await add('idle', 'anna', T0 - 20 * HOUR);
    await add('fresh', 'anna', T0);
    await records().sweepSessions(T0 - 24 * HOUR, T0 - 12 * HOUR);
    expect(await Promise.all(['old', 'idle', 'fresh'].map(async (key) => (await records().session(key)) !== undefined))).toEqual([false, false, true]);
  });
}

function auditCases(records: () => PeopleRecords): void {
  it('keep an audit log, newest first, by person, action, subject and time', async () => {
    const entries: AuditEntry[] = [
      { at: T0, person: 'anna', action: 'signed-in', subject: 'anna', address: '10.0.0.1' },
      { at: T0 + 1, person: 'sam', action: 'call-listened', subject: 'call-1', address: '::1' },
      { at: T0 + 2, person: 'sam', action: 'recording-heard', subject: 'call-1', address: '::1' },
      { at: T0 + 3, person: 'anna', action: 'signed-out', subject: 'anna', address: '10.0.0.1' },
    ];
    for (const entry of entries) await records().addAudit(entry);
    const found = async (query: Omit<Parameters<PeopleRecords['audit']>[0], 'limit'>, limit = 10) => (await records().audit({ limit, ...query })).map((entry) => entries.indexOf(entries.find((each) => each.at === entry.at) ?? entry));
    expect((await records().audit({ limit: 1 }))[0]).toEqual(entries[3]);
    expect(await found({})).toEqual([3, 2, 1, 0]);
    expect(await found({}, 2)).toEqual([3, 2]);
    expect(await found({ person: 'sam' })).toEqual([2, 1]);
    expect(await found({ action: 'signed-in' })).toEqual([0]);
    expect(await found({ subject: 'call-1', person: 'sam', action: 'call-listened' })).toEqual([1]);
    expect(await found({ from: T0 + 1, until: T0 + 3 })).toEqual([2, 1]);
  });
}
