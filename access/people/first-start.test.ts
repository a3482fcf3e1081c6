import { describe, expect, it } from 'vitest';
import { addSamplePeople, memoryPeople, openAccess } from '#access';
import { ManualClock, seededRandom, silentLog } from '#core';

function house(records = memoryPeople(), seed = 1) {
  const access = openAccess({ records, agents: () => undefined, cost: { memoryKiB: 8, passes: 1, lanes: 1 }, clock: new ManualClock(), random: seededRandom(seed), log: silentLog });
  const make = (token: string, login = 'boss') => access.firstStart.administrator({ token, login, name: 'Boss', password: 'four words that fit' }, '192.0.2.1');
  return { access, records, make };
}

describe('the first start', () => {
  it('makes one administrator by the token of this start, who is signed in at once', async () => {
    const { access, make } = house();
    expect(await access.firstStart.needed()).toBe(true);
    const token = (await access.firstStart.token()) ?? '';
    const made = await make(token);
    expect(made).toMatchObject({ ok: true, value: { me: { person: { login: 'boss', role: 'administrator' } } } });
    expect(made.ok && (await access.sessions.find(made.value.token))?.person.login).toBe('boss');
    expect([await access.firstStart.needed(), await access.firstStart.token()]).toEqual([false, undefined]);
    expect(await make(token, 'second')).toMatchObject({ ok: false, fault: { code: 'access.first-start-over' } });
  });

  it('takes no other token, not that of an earlier start, and none that was never made', async () => {
    const before = house();
    expect(await before.make('')).toMatchObject({ fault: { code: 'access.wrong-token' } });
    const old = (await before.access.firstStart.token()) ?? '';
    const now = house(before.records, 2);
    const token = (await now.access.firstStart.token()) ?? '';
    expect(await now.make(old)).toMatchObject({ fault: { code: 'access.wrong-token' } });
    expect(await now.make(token)).toMatchObject({ ok: true });
  });

  it('keeps its token for another try after a weak password', async () => {
    const { access, make } = house();
    const token = (await access.firstStart.token()) ?? '';
    const weak = await access.firstStart.administrator({ token, login: 'boss', name: 'Boss', password: 'boss' }, '');
    expect(weak).toMatchObject({ fault: { code: 'access.weak-password' } });
    expect(await make(token)).toMatchObject({ ok: true });
  });

  it('makes one administrator when two come at once', async () => {
    const { access, make, records } = house();
    const token = (await access.firstStart.token()) ?? '';
    const both = await Promise.all([make(token, 'one'), make(token, 'two')]);
    expect(both.filter((each) => each.ok)).toHaveLength(1);
    expect(await records.people()).toHaveLength(1);
  });
});

describe('the sample company', () => {
  it('has a person for each agent, a supervisor of all teams, a reviewer and an administrator, added once', async () => {
    const { access } = house();
    const agents = [{ id: 'anna', name: 'Anna', teams: ['east'] }, { id: 'bo', name: 'Bo', teams: ['east', 'west'] }];
    const terminal = { id: 'terminal', address: '' };
    const added = await addSamplePeople(access.people, agents, 'zh', terminal);
    expect(added.map(({ login, role }) => `${login} ${role}`)).toEqual(['anna agent', 'bo agent', 'sam supervisor', 'rita reviewer', 'admin administrator']);
    expect((await access.people.find('sam'))?.teams).toEqual(['east', 'west']);
    expect(await access.sessions.signIn({ login: 'bo', password: added[1]?.password ?? '' }, '')).toMatchObject({ ok: true });
    expect(await addSamplePeople(access.people, agents, 'zh', terminal)).toEqual([]);
  });
});
