import { describe, expect, it } from 'vitest';
import { type Attempt, type HashCost, memoryPeople, openAccess } from '#access';
import { ManualClock, type Result, seededRandom, silentLog } from '#core';

const CHEAP: HashCost = { memoryKiB: 8, passes: 1, lanes: 1 };
const TERMINAL = { id: 'terminal', address: '' };
const HOME = '192.0.2.1';
const SECOND = 1_000;
const HOUR = 3_600_000;
const RIGHT = 'correct horse battery';

const valueOf = <T>(result: Result<T> | Attempt<T>): T => {
  if (!result.ok) throw result.fault;
  return result.value;
};
const codeOf = (result: Result<unknown> | Attempt<unknown>) => (result.ok ? 'ok' : result.fault.code);

/** A house with anna (agent), sam (supervisor) and root (administrator). */
async function house({ records = memoryPeople(), cost = CHEAP, guests = 3 } = {}) {
  const clock = new ManualClock();
  const agents = (agent: string) => (agent === 'anna' ? { extension: '1001', teams: ['east'] } : undefined);
  const access = openAccess({ records, agents, guestsPerAddressPerHour: guests, cost, clock, random: seededRandom(7), log: silentLog });
  if (!(await records.anybody())) {
    valueOf(await access.people.add({ login: 'root', name: 'Root', role: 'administrator', password: RIGHT }, TERMINAL));
    valueOf(await access.people.add({ login: 'Anna', name: 'Anna', role: 'agent', agent: 'anna', teams: ['ignored'], password: RIGHT }, TERMINAL));
    valueOf(await access.people.add({ login: 'sam', name: 'Sam', role: 'supervisor', teams: ['east'], password: RIGHT }, TERMINAL));
  }
  const signIn = (login: string, password = RIGHT, address = HOME) => access.sessions.signIn({ login, password }, address);
  return { access, clock, records, signIn };
}

describe('signing in', () => {
  it('gives a token that finds the session, with the person as the configuration has the agent', async () => {
    const { access, signIn, clock } = await house();
    const { token, session, me } = valueOf(await signIn(' ANNA '));
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(session.person).toMatchObject({ login: 'anna', role: 'agent', agent: 'anna', teams: ['east'] });
    expect(me).toEqual({ person: session.person, csrf: session.csrf, expiresAt: clock.wall() + 12 * HOUR });
    expect(await access.sessions.find(token)).toEqual(session);
  });

  it('keeps neither token nor password where records are kept', async () => {
    const { signIn, records } = await house();
    const { token, session } = valueOf(await signIn('anna'));
    const kept = JSON.stringify([await records.people(), await records.session(session.key), await records.audit({ limit: 99 })]);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(RIGHT);
    expect(kept).not.toContain(session.csrf);
  });

  it('says the same for a wrong name, a wrong password and somebody disabled', async () => {
    const { access, signIn } = await house();
    await access.people.change('sam', { disabled: true }, TERMINAL);
    const all = [await signIn('nobody'), await signIn('anna', 'wrong password'), await signIn('sam'), await signIn('anna', 'x'.repeat(100_000)), await signIn('', '')];
    expect(new Set(all.map((each) => (each.ok ? '' : each.fault.message))).size).toBe(1);
    expect(all.map(codeOf)).toEqual(Array(5).fill('access.wrong-password'));
  });

  it('is told to the audit log, without what was typed by somebody unknown', async () => {
    const { access, signIn, clock } = await house();
    const { session } = valueOf(await signIn('anna'));
    await signIn('my secret password', 'x');
    await signIn('anna', 'wrong password', '2001:db8::1');
    await access.sessions.signOut(session, HOME);
    const found = (await access.audit.find({ limit: 4 })).map(({ at, ...entry }) => ({ ...entry, at: at - clock.wall() }));
    expect(found).toEqual([
      { at: 0, person: session.person.id, action: 'signed-out', subject: 'anna', address: HOME },
      { at: 0, person: session.person.id, action: 'sign-in-failed', subject: 'anna', address: '2001:db8::1' },
      { at: 0, person: '', action: 'sign-in-failed', subject: '', address: HOME },
      { at: 0, person: session.person.id, action: 'signed-in', subject: 'anna', address: HOME },
    ]);
  });

  it('renews a hash that was cheaper than those made now', async () => {
    const { records } = await house();
    const dearer = await house({ records, cost: { memoryKiB: 16, passes: 2, lanes: 1 } });
    expect((await records.byLogin('anna'))?.passwordHash).toContain('$m=8,t=1,p=1$');
    expect(codeOf(await dearer.signIn('anna'))).toBe('ok');
    expect((await records.byLogin('anna'))?.passwordHash).toContain('$m=16,t=2,p=1$');
    expect(codeOf(await dearer.signIn('anna'))).toBe('ok');
  });

  it('is refused for a while after five wrong passwords, from that address only', async () => {
    const { signIn, clock } = await house();
    for (let i = 0; i < 5; i++) expect(codeOf(await signIn('anna', 'wrong password'))).toBe('access.wrong-password');
    expect(await signIn('anna')).toMatchObject({ ok: false, retryAfterSeconds: 30, fault: { code: 'access.too-many-attempts', retryable: true } });
    expect(codeOf(await signIn('anna', RIGHT, '192.0.2.2'))).toBe('ok');
    expect(codeOf(await signIn('sam'))).toBe('ok');
    clock.advance(30 * SECOND);
    expect(codeOf(await signIn('anna'))).toBe('ok');
  });

  it('is never refused for good: after ten wrong passwords the pause ends, too', async () => {
    const { signIn, clock } = await house();
    const told: (number | undefined)[] = [];
    for (let wrong = 0; wrong < 10; wrong++) {
      if (wrong >= 5) {
        const refused = await signIn('anna');
        const seconds = refused.ok ? 0 : (refused.retryAfterSeconds ?? 0);
        told.push(seconds);
        clock.advance(seconds * SECOND);
      }
      await signIn('anna', 'wrong password');
    }
    expect(told).toEqual([30, 60, 120, 240, 480]);
    expect(codeOf(await signIn('anna'))).toBe('ok');
  });

  it('lets no more than five guesses through when a hundred come at once', async () => {
    const { signIn } = await house();
    const all = await Promise.all(Array.from({ length: 100 }, () => signIn('anna', 'wrong password')));
    expect(all.filter((each) => codeOf(each) === 'access.wrong-password')).toHaveLength(5);
    expect(all.filter((each) => codeOf(each) === 'access.too-many-attempts')).toHaveLength(95);
  });

  it('is slowed down for an address that guesses at many names, but not for those it belongs to', async () => {
    const { signIn } = await house();
    await signIn('anna');
    for (let i = 0; i < 100; i++) await signIn(`name-${i}`, 'wrong password');
    expect(codeOf(await signIn('sam'))).toBe('access.too-many-attempts');
    expect(codeOf(await signIn('anna'))).toBe('ok');
  });
});

describe('a session', () => {
  it('ends 12 hours after its last use, and 24 hours after its beginning', async () => {
    const { access, signIn, clock } = await house();
    const { token } = valueOf(await signIn('anna'));
    const alive = async (use = true) => (await access.sessions.find(token, { use })) !== undefined;
    clock.advance(11 * HOUR);
    expect(await alive()).toBe(true);
    clock.advance(11 * HOUR);
    expect(await alive()).toBe(true);
    clock.advance(2 * HOUR - 1);
    expect(await alive()).toBe(true);
    clock.advance(1);
    expect(await alive()).toBe(false);
    const second = valueOf(await signIn('anna')).token;
    clock.advance(6 * HOUR);
    expect(await access.sessions.find(second, { use: false })).toBeDefined();
    clock.advance(6 * HOUR);
    expect(await access.sessions.find(second)).toBeUndefined();
  });

  it('has a CSRF token of its own', async () => {
    const { access, signIn } = await house();
    const [one, two] = [valueOf(await signIn('anna')).session, valueOf(await signIn('anna')).session];
    const fits = [one.csrf, two.csrf, '', undefined].map((given) => access.sessions.csrfFits(one, given));
    expect(fits).toEqual([true, false, false, false]);
  });

  it('is not found by anything that is no token', async () => {
    const { access } = await house();
    for (const token of ['', 'x', '0'.repeat(64), '0'.repeat(63) + '\u0000', "' OR 1=1 --"]) expect(await access.sessions.find(token)).toBeUndefined();
  });

  it('ends with sign-out, a new password, another role and when the person is disabled; its sockets hear of it', async () => {
    const { access, signIn } = await house();
    const heard: string[] = [];
    access.sessions.ended.on((keys) => heard.push(...keys));
    const ends = [
      (key: Awaited<ReturnType<typeof begin>>) => access.sessions.signOut(key.session, HOME),
      () => access.people.resetPassword('sam', RIGHT, TERMINAL),
      () => access.people.change('sam', { role: 'reviewer' }, TERMINAL),
      () => access.people.change('sam', { disabled: true }, TERMINAL),
    ];
    const begin = async () => valueOf(await signIn('sam'));
    for (const end of ends) {
      const signed = await begin();
      await end(signed);
      expect(await access.sessions.find(signed.token)).toBeUndefined();
      expect(heard.splice(0)).toEqual([signed.session.key]);
    }
  });

  it('goes on when its own person changes the password, the others end', async () => {
    const { access, signIn } = await house();
    const [one, two] = [valueOf(await signIn('anna')), valueOf(await signIn('anna'))];
    expect(codeOf(await access.people.changeOwnPassword(one.session, 'wrong password', 'a new long password', HOME))).toBe('access.wrong-password');
    expect(codeOf(await access.people.changeOwnPassword(one.session, RIGHT, 'short', HOME))).toBe('access.weak-password');
    expect(codeOf(await access.people.changeOwnPassword(one.session, RIGHT, 'a new long password', HOME))).toBe('ok');
    expect([await access.sessions.find(one.token), await access.sessions.find(two.token)].map((each) => each !== undefined)).toEqual([true, false]);
    expect([codeOf(await signIn('anna')), codeOf(await signIn('anna', 'a new long password'))]).toEqual(['access.wrong-password', 'ok']);
  });
});

describe('people', () => {
  it('are refused with a taken or odd login, a weak password, or an agent of another', async () => {
    const { access } = await house();
    const add = async (more: object) => codeOf(await access.people.add({ login: 'new', name: 'New', role: 'agent', ...more }, TERMINAL));
    expect(await add({ login: 'ANNA' })).toBe('access.login-taken');
    expect(await add({ login: 'a b' })).toBe('access.bad-login');
    expect(await add({ name: ' ' })).toBe('access.bad-name');
    expect(await add({ name: 'a\nb' })).toBe('access.bad-name');
    expect(await add({ agent: 'anna' })).toBe('access.agent-taken');
    for (const password of ['short', 'new1234567890', 'Password1234', 'ababababab', 'x'.repeat(129)]) expect(await add({ password })).toBe('access.weak-password');
    expect(await add({ login: '小王', name: '王 😀 عبد' })).toBe('ok');
  });

  it('keep one administrator who can sign in', async () => {
    const { access } = await house();
    const change = async (login: string, more: object) => codeOf(await access.people.change(login, more, TERMINAL));
    expect(await change('root', { disabled: true })).toBe('access.last-administrator');
    expect(await change('root', { role: 'agent' })).toBe('access.last-administrator');
    expect(await change('sam', { role: 'administrator' })).toBe('ok');
    expect(await change('root', { disabled: true })).toBe('ok');
    expect(await change('nobody', {})).toBe('access.unknown-person');
    expect(codeOf(await access.people.resetPassword('nobody', undefined, TERMINAL))).toBe('access.unknown-person');
  });

  it('do not take away the own account', async () => {
    const { access } = await house();
    await access.people.add({ login: 'second', name: 'Second', role: 'administrator' }, TERMINAL);
    const { id = '' } = (await access.people.find('root')) ?? {};
    const change = async (more: object) => codeOf(await access.people.change('root', more, { id, address: HOME }));
    expect([await change({ disabled: true }), await change({ role: 'reviewer' })]).toEqual(['access.own-account', 'access.own-account']);
    expect([await change({ name: 'Root', role: 'administrator' }), await access.people.find('root')]).toMatchObject(['ok', { name: 'Root', role: 'administrator', disabled: false }]);
  });

  it('keep language and theme with the account', async () => {
    const { access, signIn } = await house();
    const { person } = valueOf(await signIn('anna')).me;
    expect(person.theme).toBeUndefined();
    await access.people.prefer(person.id, { theme: 'dark' });
    expect(valueOf(await access.people.prefer(person.id, { language: 'en' }))).toEqual({ ...person, language: 'en', theme: 'dark' });
    expect(valueOf(await signIn('anna')).me.person).toMatchObject({ language: 'en', theme: 'dark' });
    expect(codeOf(await access.people.prefer('nobody', { theme: 'dark' }))).toBe('access.unknown-person');
  });

  it('get a made password that they can sign in with', async () => {
    const { access, signIn } = await house();
    const { password } = valueOf(await access.people.resetPassword('sam', undefined, TERMINAL));
    expect(password).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}$/);
    expect(codeOf(await signIn('sam', password))).toBe('ok');
  });
});
