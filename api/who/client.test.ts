import { describe, expect, it } from 'vitest';
import { Proxies } from './client.ts';

const PROXY = '10.0.0.9';
const arrival = (remoteAddress: string, headers: Record<string, string> = {}, encrypted = false) => ({ headers: { host: 'inside:8080', ...headers }, socket: { remoteAddress, encrypted } });
const addressOf = (from: string, forwarded: string, trusted = ['10.0.0.0/8', '::1']) => new Proxies(trusted).clientOf(arrival(from, { 'x-forwarded-for': forwarded })).address;

describe('a request from a trusted proxy', () => {
  it('tells who asked it, how and for which host', () => {
    const headers = { 'x-forwarded-for': '192.0.2.7', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'pbx.example' };
    expect(new Proxies([PROXY]).clientOf(arrival(PROXY, headers))).toEqual({ address: '192.0.2.7', secure: true, host: 'pbx.example' });
  });
  it('over plain http is not secure, whatever the line to us is', () => {
    expect(new Proxies([PROXY]).clientOf(arrival(PROXY, { 'x-forwarded-proto': 'http' }, true)).secure).toBe(false);
  });
  it('without these headers is the proxy’s own', () => {
    expect(new Proxies([PROXY]).clientOf(arrival(PROXY, {}, true))).toEqual({ address: PROXY, secure: true, host: 'inside:8080' });
  });
  it.each([
    ['the nearest that is no proxy of ours counts, not what the stranger wrote', PROXY, '127.0.0.1, 198.51.100.1, 192.0.2.7', '192.0.2.7'],
    ['a second proxy of ours is passed over', PROXY, '192.0.2.7, 10.1.1.1', '192.0.2.7'],
    ['somebody inside', PROXY, '10.1.1.1', '10.1.1.1'],
    ['addresses with ports', PROXY, '192.0.2.7:4711', '192.0.2.7'],
    ['IPv6 in brackets', '::1', '[2001:db8::1]:4711', '2001:db8::1'],
    ['a mapped address of the proxy', '::ffff:10.0.0.9', '192.0.2.7', '192.0.2.7'],
    ['no address at all', PROXY, 'unknown', PROXY],
    ['nothing', PROXY, ' , ', PROXY],
  ])('names the client: %s', (_, from, forwarded, found) => expect(addressOf(from, forwarded)).toBe(found));
});

describe('a request from anybody else', () => {
  const spoofed = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };
  it('is what the socket says', () => {
    for (const trusted of [[], [PROXY]]) expect(new Proxies(trusted).clientOf(arrival('192.0.2.7', spoofed))).toEqual({ address: '192.0.2.7', secure: false, host: 'inside:8080' });
  });
  it('has no address when its socket is gone already', () => expect(new Proxies([PROXY]).clientOf({ headers: {}, socket: {} }).address).toBe(''));
});
