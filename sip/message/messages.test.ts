import { seededRandom } from '#core';
import { describe, expect, test } from 'vitest';

import { parseCredentials } from '../digest/credentials.ts';
import { parseDtmfInfo } from './dtmf-info.ts';
import { oneLine, quoted, unfold } from './header-text.ts';
import { parseNameAddr } from './name-addr.ts';
import { parseReason, reasonHeader } from './reason.ts';
import { judgeReferTo } from './refer-to.ts';
import { encodeUser, parseSipUri } from './sip-uri.ts';
import { grantedTimer, judgeSession } from './session-timer.ts';
import { splitList } from './split-list.ts';

describe('header text', () => {
  test('cannot break out of its line', () => {
    expect(oneLine('Sales\r\nX-Evil: 1')).toBe('Sales X-Evil: 1');
    expect(quoted('a"b\\c\r\nd')).toBe('"a\\"b\\\\c d"');
  });
  test('joins folded lines with one space', () => {
    expect(unfold('first\r\n\t second ')).toBe('first second');
  });
  test('a list is split outside quotes and brackets only', () => {
    expect(splitList('"a, b" <sip:x@y?h=1,2>, <sip:z@y>')).toEqual(['"a, b" <sip:x@y?h=1,2>', '<sip:z@y>']);
  });
});

test('no parser throws on anything, however mangled or long', () => {
  const random = seededRandom(7);
  const seeds = [
    '"Li \\"L\\"" <sip:a%20b:pw@[::1]:5060;transport=tcp?Replaces=x%40y>;tag=1;q=0.5', 'SIP;cause=200;text="x", Q.850;cause=16',
    'Digest username="a", realm="b", nonce="c", uri="sip:d", response="e"', 'Signal=5\r\nDuration=160', 'tel:+1-201;phone-context=x',
  ];
  const noise = ['"', '<', '>', ';', ',', '=', '%', '\\', '\r\n ', '\0', '@', ':', '?', 'é', '\ud800', '*'];
  for (let i = 0; i < 3_000; i++) {
    let text = seeds[random.int(seeds.length)] ?? '';
    for (let n = random.int(5); n >= 0; n--) {
      const at = random.int(text.length + 1);
      text = text.slice(0, at) + (noise[random.int(noise.length)] ?? '') + text.slice(at + random.int(4));
    }
    if (i % 500 === 0) text = text.repeat(1_000);
    for (const parse of [parseNameAddr, parseSipUri, parseReason, judgeReferTo, parseCredentials, splitList, quoted, encodeUser]) parse(text);
    parseDtmfInfo('application/dtmf-relay', text);
  }
});

describe('a SIP URI', () => {
  test('gives user, host, port and parameters', () => {
    const uri = parseSipUri('sip:b%6Fb;x=1:secret@Example.ORG:5070;transport=tcp?Replaces=a%40b');
    expect(uri).toMatchObject({ scheme: 'sip', user: 'bob', host: 'example.org', port: 5070 });
    expect(uri?.params.get('transport')).toBe('tcp');
    expect(uri?.headers.get('replaces')).toBe('a@b');
  });
  test('a tel URI gives its number without visual separators', () => {
    expect(parseSipUri('tel:+1-201-555-0123;phone-context=x')?.user).toBe('+12015550123');
  });
  test.each(['', 'sip:', 'http://x', 'sip:a@b@c', 'sip:%zz@x', 'sip:%ff@x', 'sip:a@x:99999', 'sip:a b@x', 'sip:a@x\r\nY: z'])(
    'refuses %j',
    (text) => expect(parseSipUri(text)).toBeUndefined(),
  );
  test('control characters in an escaped user part are removed', () => {
    expect(parseSipUri('sip:a%0d%0ab@x')?.user).toBe('ab');
  });
  test('any user text can be written into one and read back', () => {
    expect(encodeUser('+86 10;x')).toBe('+86%2010%3Bx');
    expect(parseSipUri(`sip:${encodeUser('a@b>\n')}@x`)?.user).toBe('a@b>');
  });
});

describe('an address header', () => {
  test('with display name and tag', () => {
    const from = parseNameAddr('"Li \\"Lei\\" <x>" <sip:1000@h>;tag=9');
    expect(from?.display).toBe('Li "Lei" <x>');
    expect(from?.uri.user).toBe('1000');
    expect(from?.params.get('tag')).toBe('9');
  });
  test('without brackets its parameters belong to the header', () => {
    const contact = parseNameAddr('sip:1000@h;expires=60');
    expect(contact?.uriText).toBe('sip:1000@h');
    expect(contact?.params.get('expires')).toBe('60');
  });
  test.each(['', '"open', '<sip:a@h', '<sip:a@h> junk', '<>'])('refuses %j', (text) => {
    expect(parseNameAddr(text)).toBeUndefined();
  });
});

describe('a Reason header', () => {
  test('is read for its Q.850 cause and text', () => {
    expect(parseReason('SIP ;cause=200 ;text="ACK timeout", Q.850;cause=16')).toEqual({
      sip: 200, q850: 16, text: 'ACK timeout',
    });
  });
  test('junk is no reason', () => {
    expect(parseReason(';;=,"')).toEqual({ text: '' });
    expect(parseReason(undefined)).toEqual({ text: '' });
  });
  test('is written with both protocols and no line break', () => {
    expect(reasonHeader(486, 'no\r\nX: y')).toBe('Q.850;cause=17;text="no X: y", SIP;cause=486;text="no X: y"');
  });
});

describe('a key in an INFO body', () => {
  test('dtmf-relay with duration', () => {
    expect(parseDtmfInfo('application/dtmf-relay', 'Signal= 5\r\nDuration=250\r\n')).toEqual({ digit: '5', durationMs: 250 });
  });
  test('event number 11 is the hash key', () => {
    expect(parseDtmfInfo('Application/DTMF-Relay', 'Signal=11')).toEqual({ digit: '#', durationMs: 160 });
  });
  test('plain dtmf', () => {
    expect(parseDtmfInfo('application/dtmf', '*')).toEqual({ digit: '*', durationMs: 160 });
  });
  test.each([['application/dtmf', ''], ['application/dtmf', '55'], ['application/dtmf-relay', 'Signal=x'], ['text/plain', '5']])(
    '%s %j is none',
    (type, body) => expect(parseDtmfInfo(type, body)).toBeUndefined(),
  );
});

describe('a Refer-To header', () => {
  test('names the target', () => {
    expect(judgeReferTo('"Bob" <sip:20%2B1@h>')).toEqual({ ok: true, target: '20+1' });
  });
  test.each([
    [undefined, 400], ['', 400], ['<sip:a@h>, <sip:b@h>', 400], ['<http://h>', 400], ['<sip:h>', 400],
    ['<sip:a@h;method=BYE>', 501], ['<sip:a@h?Replaces=1%40h>', 501],
  ])('%j is refused with %i', (header, code) => {
    expect(judgeReferTo(header)).toMatchObject({ ok: false, code });
  });
});

describe('a session timer (RFC 4028)', () => {
  const asking = (headers: Record<string, string>) => ({ header: (name: string) => headers[name] });

  test.each([
    ['refreshes itself when it names nobody', { supported: '100rel, Timer', 'session-expires': '1800' }, { 'Session-Expires': '1800;refresher=uac', Require: 'timer' }],
    ['refreshes itself when it says so', { require: 'timer', 'session-expires': '600;refresher=uac' }, { 'Session-Expires': '600;refresher=uac', Require: 'timer' }],
    ['is refreshed by us when it asks for that', { supported: 'timer', 'session-expires': '600 ; refresher=UAS' }, { 'Session-Expires': '600;refresher=uas' }],
    ['has no timer when it does not know them', { 'session-expires': '1800' }, {}],
    ['has no timer when it asks for none', { supported: 'timer' }, {}],
    ['has no timer when it asks for nonsense', { supported: 'timer', 'session-expires': 'soon' }, {}],
  ])('a caller %s', (_how, headers, granted) => {
    expect([grantedTimer(asking(headers)), judgeSession(asking(headers))]).toEqual([granted, undefined]);
  });

  test('a session below 90 s is refused with the least one, unless the caller would not understand', () => {
    const short = { supported: 'timer', 'session-expires': '89' };
    expect(judgeSession(asking(short))).toEqual({ code: 422, reason: 'Session Interval Too Small', headers: { 'Min-SE': '90' } });
    expect(grantedTimer(asking(short))).toEqual({});
    expect(judgeSession(asking({ 'session-expires': '89' }))).toBeUndefined();
  });
});
