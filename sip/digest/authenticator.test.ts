import { ManualClock, seededRandom, silentLog } from '#core';
import { beforeEach, describe, expect, test } from 'vitest';

import { Authenticator, DIGEST_LIMITS, type Verdict } from './authenticator.ts';
import type { DigestAlgorithm } from './credentials.ts';
import { digestResponse } from './digest-response.ts';
import type { SipAccount } from '../port.ts';

let clock: ManualClock;
let door: Authenticator;
beforeEach(() => {
  clock = new ManualClock();
  const accounts = () => [{ user: '1001', password: 'secret' }];
  door = new Authenticator({ realm: 'huawu', accounts, clock, random: seededRandom(1), log: silentLog });
});

let calls = 0;
const attempt = (header?: string, sourceAddress = '192.0.2.1', asker: { callId?: string; userAgent?: string; transport?: string } = {}) =>
  door.verify({
    method: 'REGISTER', requestUri: 'sip:huawu', header, sourceAddress, as: 'registrar',
    callId: asker.callId ?? `c${calls++}`, userAgent: asker.userAgent,
    ...(asker.transport ? { transport: asker.transport } : {}),
  });

function challenges(verdict: Verdict): readonly string[] {
  return verdict.ok ? [] : (verdict.headers['WWW-Authenticate'] ?? []);
}

function nonceOf(verdict: Verdict): string {
  return /nonce="([^"]+)"/.exec(challenges(verdict)[0] ?? '')?.[1] ?? '';
}

interface Answer { nonce: string; password?: string; user?: string; nc?: number; algorithm?: DigestAlgorithm; uri?: string }

function answer({ nonce, password = 'secret', user = '1001', nc = 1, algorithm = 'SHA-256', uri = 'sip:huawu' }: Answer): string {
  const qop = { nc, ncText: nc.toString(16).padStart(8, '0'), cnonce: 'c' };
  const base = { username: user, realm: 'huawu', nonce, uri, algorithm, qop };
  return `Digest username="${user}", realm="huawu", nonce="${nonce}", uri="${uri}", algorithm=${algorithm}, ` +
    `qop=auth, nc=${qop.ncText}, cnonce="c", response="${digestResponse(base, 'REGISTER', password)}"`;
}

describe('a sign-in', () => {
  test('without credentials is offered MD5 first, for phones that read only one challenge, then SHA-256, with the same nonce', () => {
    const verdict = attempt();
    expect(verdict).toMatchObject({ ok: false, code: 401 });
    expect(challenges(verdict)).toEqual([
      `Digest realm="huawu", nonce="${nonceOf(verdict)}", algorithm=MD5, qop="auth"`,
      `Digest realm="huawu", nonce="${nonceOf(verdict)}", algorithm=SHA-256, qop="auth"`,
    ]);
  });
  test.each(['MD5', 'SHA-256'] as const)('with the right %s answer is let in', (algorithm) => {
    expect(attempt(answer({ nonce: nonceOf(attempt()), algorithm }))).toEqual({ ok: true, user: '1001' });
  });
  test('a call is challenged as by a proxy', () => {
    const verdict = door.verify({ method: 'INVITE', requestUri: 'sip:1@h', header: undefined, sourceAddress: 'x', callId: 'c', userAgent: undefined, as: 'proxy' });
    expect(verdict).toMatchObject({ ok: false, code: 407 });
    expect(Object.keys(verdict.ok ? {} : verdict.headers)).toEqual(['Proxy-Authenticate']);
  });
  test('a used count is refused and challenged as stale; the next count is let in', () => {
    const nonce = nonceOf(attempt());
    expect(attempt(answer({ nonce })).ok).toBe(true);
    expect(challenges(attempt(answer({ nonce })))[0]).toContain('stale=true');
    expect(attempt(answer({ nonce, nc: 2 })).ok).toBe(true);
  });
  test('a nonce older than 60 s is stale', () => {
    const nonce = nonceOf(attempt());
    clock.advance(59_999);
    expect(attempt(answer({ nonce })).ok).toBe(true);
    clock.advance(1);
    expect(challenges(attempt(answer({ nonce, nc: 2 })))[0]).toContain('stale=true');
  });
  test('a nonce given to another address or invented is stale whatever the password: no oracle', () => {
    const nonce = nonceOf(attempt(undefined, '192.0.2.9'));
    expect(challenges(attempt(answer({ nonce })))[0]).toContain('stale=true');
    expect(challenges(attempt(answer({ nonce: 'x', password: 'wrong' })))[0]).toContain('stale=true');
  });
  test('a wrong password and an unknown account get the same answer', () => {
    const wrong = attempt(answer({ nonce: nonceOf(attempt()), password: 'wrong' }));
    const unknown = attempt(answer({ nonce: nonceOf(attempt()), user: 'nobody' }));
    const plain = (v: Verdict) => challenges(v).map((line) => line.replace(/nonce="[^"]+"/, 'nonce'));
    expect([wrong.ok, unknown.ok]).toEqual([false, false]);
    expect(plain(wrong)).toEqual(plain(unknown));
    expect(plain(wrong)[0]).not.toContain('stale');
  });
  test('ten wrong passwords lock that account at that address for a minute, others stay open', () => {
    for (let i = 0; i < 10; i++) attempt(answer({ nonce: nonceOf(attempt()), password: 'wrong' }));
    const nonce = nonceOf(attempt());
    expect(attempt(answer({ nonce }))).toMatchObject({ ok: false, code: 403 });
    expect(attempt(answer({ nonce: nonceOf(attempt(undefined, '192.0.2.2')) }), '192.0.2.2').ok).toBe(true);
    clock.advance(60_000);
    expect(attempt(answer({ nonce: nonceOf(attempt()) })).ok).toBe(true);
  });
  test('thirty failures with changing names lock the address', () => {
    for (let i = 0; i < 30; i++) attempt(answer({ nonce: nonceOf(attempt()), user: `guess${i}` }));
    expect(attempt(answer({ nonce: nonceOf(attempt()) }))).toMatchObject({ ok: false, code: 403 });
  });
  test('a digest made for another address is a bad request', () => {
    expect(attempt(answer({ nonce: nonceOf(attempt()), uri: 'sip:other' }))).toMatchObject({ ok: false, code: 400 });
  });
  test('a phone known to fail at SHA-256 is offered MD5 alone', () => {
    const verdict = attempt(undefined, 'x', { userAgent: 'baresip v1.0.0 (x86_64/linux)' });
    expect(challenges(verdict).map((line) => /algorithm=[^,]+/.exec(line)?.[0])).toEqual(['algorithm=MD5']);
  });
  test('so is one that asks again without an answer, but not one that answered', () => {
    const asker = { callId: 'same' };
    const nonce = nonceOf(attempt(undefined, '192.0.2.1', asker));
    expect(challenges(attempt(undefined, '192.0.2.1', asker))).toHaveLength(1);
    attempt(answer({ nonce }), '192.0.2.1', asker);
    expect(challenges(attempt(undefined, '192.0.2.1', asker))).toHaveLength(2);
    clock.advance(600_000);
    expect(challenges(attempt(undefined, '192.0.2.1', asker))).toHaveLength(2);
  });
  test('credentials without qop are challenged unless allowed, and then serve once per nonce', () => {
    const legacy = (nonce: string) => {
      const base = { username: '1001', realm: 'huawu', nonce, uri: 'sip:huawu', algorithm: 'MD5' } as const;
      const response = digestResponse(base, 'REGISTER', 'secret');
      return `Digest username="1001", realm="huawu", nonce="${nonce}", uri="sip:huawu", response="${response}"`;
    };
    expect(attempt(legacy(nonceOf(attempt()))).ok).toBe(false);
    const options = { realm: 'huawu', accounts: () => [{ user: '1001', password: 'secret' }], clock, random: seededRandom(2), log: silentLog };
    door = new Authenticator(options, { ...DIGEST_LIMITS, withoutQop: true });
    const nonce = nonceOf(attempt());
    expect([attempt(legacy(nonce)).ok, attempt(legacy(nonce)).ok]).toEqual([true, false]);
  });
});

test('a page is offered MD5 alone: JsSIP reads the last of several challenges and knows no other algorithm', () => {
  const algorithms = (transport: string) => challenges(attempt(undefined, '192.0.2.1', { transport })).map((line) => /algorithm=([^,]+)/.exec(line)?.[1]);
  expect([algorithms('wss'), algorithms('ws'), algorithms('tcp')]).toEqual([['MD5'], ['MD5'], ['MD5', 'SHA-256']]);
});

describe('short-lived logins', () => {
  let accounts: SipAccount[];
  beforeEach(() => {
    accounts = [
      { user: '1001', password: 'desk' },
      { user: '1001', login: 'k7f3', password: 'hour-1' },
      { user: '1002', login: 'p9q2', password: 'hour-2' },
    ];
    door = new Authenticator({ realm: 'huawu', accounts: () => accounts, clock, random: seededRandom(1), log: silentLog });
  });
  const signIn = (user: string, password: string) => attempt(answer({ nonce: nonceOf(attempt()), user, password }));

  test('stand beside the password of the phone and open the same account', () => {
    expect(signIn('1001', 'desk')).toEqual({ ok: true, user: '1001' });
    expect(signIn('k7f3', 'hour-1')).toEqual({ ok: true, user: '1001' });
    expect(signIn('p9q2', 'hour-2')).toEqual({ ok: true, user: '1002' });
  });
  test('go with their own password only, and the account that has one with its login only', () => {
    for (const [login, password] of [['k7f3', 'desk'], ['1001', 'hour-1'], ['k7f3', 'hour-2'], ['1002', 'hour-2']] as const) {
      expect(signIn(login, password)).toMatchObject({ ok: false, code: 401 });
    }
  });
  test('are asked for at each check: taken back, they are worth nothing', () => {
    accounts = accounts.filter(({ login }) => login !== 'k7f3');
    expect(signIn('k7f3', 'hour-1')).toMatchObject({ ok: false, code: 401 });
  });
});
