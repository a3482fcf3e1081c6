import { expect, it } from 'vitest';
import { ManualClock } from '#core';
import { AddressLimit } from './address-limit.ts';

it('an address may ask a few times at once, then as often as the bucket fills, and others are not touched', () => {
  const clock = new ManualClock();
  const limit = new AddressLimit({ burst: 2, perSecond: 0.5 }, clock);
  expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([0, 0, 2, 0]);
  clock.advance(2_000);
  expect([limit.take('a'), limit.take('a')]).toEqual([0, 2]);
});
