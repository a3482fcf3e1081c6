import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core';
import { HashingQueue } from './hashing-queue.ts';
import { OWASP_COST, hashPassword, isCheaper, passwordFits } from './password-hash.ts';

describe('a password hash', () => {
  it('is argon2id at the cost OWASP asks for, with a salt of its own', async () => {
    const random = seededRandom(1);
    const [one, two] = [await hashPassword('correct horse', OWASP_COST, random), await hashPassword('correct horse', OWASP_COST, random)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(two).not.toBe(one);
    expect([await passwordFits('correct horse', one), await passwordFits('Correct horse', one)]).toEqual([true, false]);
  });

  it('is the one other implementations make', async () => {
    // Reference implementation of argon2 (P-H-C), its test vector for version 19, t=2, m=65536, p=1, "password", "somesalt".
    const known = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await passwordFits('password', known)).toBe(true);
  });

  it('fits nothing when it is damaged or asks for too much', async () => {
    for (const stored of ['', 'plain', '$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc']) expect(await passwordFits('password', stored)).toBe(false);
  });

  it('does not depend on how letters are composed', async () => {
    const stored = await hashPassword('Zürich-Zürich', { memoryKiB: 8, passes: 1, lanes: 1 }, seededRandom(1));
    expect(await passwordFits('Zu\u0308rich-Zu\u0308rich', stored)).toBe(true);
    expect([isCheaper(stored, OWASP_COST), isCheaper(stored, { memoryKiB: 8, passes: 1, lanes: 1 }), isCheaper('damaged', OWASP_COST)]).toEqual([true, false, true]);
  });
});

describe('the queue of hashes', () => {
  it('runs few at once, in order, refuses what is too much, and keeps room for other origins', async () => {
    const queue = new HashingQueue({ parallel: 2, waiting: 4, waitingPerOrigin: 2 });
    const ends: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const work = (name: string) => () =>
      new Promise<string>((resolve) => {
        most = Math.max(most, ++running);
        ends.push(() => (running--, resolve(name)));
      });
    const outcomes = ['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'b2', 'c1'].map((name) => queue.run(name.slice(0, 1), work(name)));
    for (let i = 0; i < 6; i++) {
      while (ends.length === 0) await Promise.resolve();
      ends.shift()?.();
    }
    const told = (await Promise.all(outcomes)).map((each) => (each.ok ? each.value : each.fault.code));
    expect(told).toEqual(['a1', 'a2', 'a3', 'a4', 'access.busy', 'b1', 'b2', 'access.busy']);
    expect(most).toBe(2);
  });

  it('goes on after work that failed', async () => {
    const queue = new HashingQueue({ parallel: 1 });
    await expect(queue.run('a', () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
    expect(await queue.run('a', async () => 1)).toEqual({ ok: true, value: 1 });
  });
});
