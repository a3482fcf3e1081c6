import { describe, expect, it } from 'vitest';
import type { Person } from '#contract';
import { ManualClock, seededRandom } from '#core';
import { GuestTickets } from './guest-tickets.ts';
import { ShortLivedSoftphones } from './softphones.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const anna: Person = { id: 'p1', login: 'anna', name: 'Anna', role: 'agent', agent: 'anna', teams: [], language: 'en' };

function softphones(lifeMs?: number) {
  const clock = new ManualClock();
  return { clock, phones: new ShortLivedSoftphones({ ...(lifeMs === undefined ? {} : { lifeMs }), extensionOf: (agent) => ({ anna: '1001' })[agent], clock, random: seededRandom(3) }) };
}

describe('softphone credentials', () => {
  it('belong to the extension of the agent and live for an hour', () => {
    const { clock, phones } = softphones();
    const given = phones.give(anna);
    expect(given).toMatchObject({ ok: true, value: { user: '1001', expiresAt: clock.wall() + HOUR } });
    expect(given.ok && phones.accounts()).toEqual([given.ok && given.value]);
    expect(given.ok && given.value.login).toMatch(/^1001-[0-9a-f]{12}$/);
    clock.advance(HOUR - 1);
    expect(phones.accounts()).toHaveLength(1);
    clock.advance(1);
    expect(phones.accounts()).toEqual([]);
  });

  it('live as long as they are told to', () => {
    const { clock, phones } = softphones(6_000);
    expect(phones.give(anna)).toMatchObject({ value: { expiresAt: clock.wall() + 6_000 } });
    clock.advance(6_000);
    expect(phones.accounts()).toEqual([]);
  });

  it('are void when newer ones are given or when they are taken away', () => {
    const { phones } = softphones();
    const [one, two] = [phones.give(anna), phones.give(anna)];
    expect(one.ok && two.ok && one.value.password !== two.value.password).toBe(true);
    expect(phones.accounts()).toEqual([two.ok && two.value]);
    phones.revoke('p1');
    expect(phones.accounts()).toEqual([]);
  });

  it('are not for people without an extension', () => {
    const { phones } = softphones();
    const { agent: _, ...nobody } = anna;
    for (const person of [nobody, { ...anna, agent: 'gone' }]) expect(phones.give(person)).toMatchObject({ ok: false, fault: { code: 'access.no-phone' } });
  });
});

describe('guest tickets', () => {
  const office = (perAddressPerHour: number | undefined) => {
    const clock = new ManualClock();
    return { clock, guests: new GuestTickets({ perAddressPerHour, clock, random: seededRandom(5) }) };
  };

  it('are good once, within a minute', () => {
    const { clock, guests } = office(5);
    const [one, two] = [guests.give('192.0.2.1'), guests.give('192.0.2.1')];
    if (!one.ok || !two.ok) throw new Error('no ticket');
    expect(guests.take(one.value.ticket)).toEqual({ account: one.value.account });
    expect(one.value.account).toMatch(/^guest-[0-9a-f]{12}$/);
    expect(guests.take(one.value.ticket)).toBeUndefined();
    clock.advance(MINUTE);
    expect([guests.take(two.value.ticket), guests.take('guessed')]).toEqual([undefined, undefined]);
  });

  it('are rationed per address, and come back with time', () => {
    const { clock, guests } = office(3);
    const give = (address: string) => {
      const given = guests.give(address);
      return given.ok ? 'given' : given.retryAfterSeconds;
    };
    expect(['a', 'b', 'c', 'd'].map(() => give('192.0.2.1'))).toEqual(['given', 'given', 'given', 1_200]);
    expect(give('192.0.2.2')).toBe('given');
    clock.advance(20 * MINUTE);
    expect([give('192.0.2.1'), give('::ffff:192.0.2.1')]).toEqual(['given', 1_200]);
  });

  it('count IPv6 addresses by their /64', () => {
    const { guests } = office(1);
    expect(['2001:db8:0:1::1', '2001:DB8::1:ffff:0:0:9', '2001:db8:0:2::1'].map((address) => guests.give(address).ok)).toEqual([true, false, true]);
  });

  it('are a thousand at most at a time, whatever the addresses', () => {
    const { clock, guests } = office(1);
    const many = (from: number) => Array.from({ length: 1_001 }, (_, i) => guests.give(`10.0.${(from + i) >> 8}.${(from + i) & 255}`)).filter((each) => each.ok).length;
    expect(many(0)).toBe(1_000);
    clock.advance(MINUTE);
    expect(many(2_000)).toBe(1_000);
  });

  it('are not given when calls from the web are switched off', () => {
    expect(office(undefined).guests.give('192.0.2.1')).toMatchObject({ fault: { code: 'access.no-guests' } });
  });
});
