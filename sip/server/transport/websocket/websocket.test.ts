import { describe, expect, it } from 'vitest';
import { goneFlow } from './gone-flow.ts';
import { Seats } from './seats.ts';
import { forwardedAddress, offersSip } from './upgrade-request.ts';

describe('an upgrade request', () => {
  it.each([['sip', true], ['chat, sip', true], ['chat', false], ['sips', false], [undefined, false]])('with subprotocols %s speaks SIP: %s', (protocols, expected) => {
    expect(offersSip(protocols)).toBe(expected);
  });
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['10.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8::1', '2001:db8::1'],
    ['203.0.113.9, somebody', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('forwarded for %s comes from %s', (header, expected) => {
    expect(forwardedAddress(header)).toBe(expected);
  });
});

describe('seats', () => {
  it('are limited for each address and in all, and can be given back once', () => {
    const seats = new Seats({ connections: 3, connectionsPerSource: 2 });
    const leave = seats.take('a');
    expect([seats.take('a'), seats.take('a'), seats.take('b'), seats.take('c')].map((one) => one !== undefined)).toEqual([true, false, true, false]);
    leave?.();
    leave?.();
    expect([seats.take('c'), seats.take('c')].map((one) => one !== undefined)).toEqual([true, false]);
  });
});

it('a WebSocket that is not there fails soon, not at once, so that the sender is ready for it', async () => {
  const flow = goneFlow({ protocol: 'ws', address: 'x.invalid', port: 5060, localAddress: '127.0.0.1', localPort: 1 });
  let failed = false;
  flow.send('text', () => (failed = true));
  expect([failed, flow.alive]).toEqual([false, false]);
  await Promise.resolve();
  expect(failed).toBe(true);
});
