import { expect, test } from 'vitest';

import { parseDrachtioUrl } from '../drachtio-url.ts';
import { extraHeaders, fitsFrame, frameBytes, wireHeaders } from './wire-text.ts';

test('no header value of the application can start a new line', () => {
  expect(wireHeaders({ headers: { 'X-A': 'a\r\nVia: evil', 'Bad Name': 'x', 'X\r\nY': 'z' } }, {})).toEqual({ 'X-A': 'a Via: evil' });
});
test('several values of one name become several rows', () => {
  expect(wireHeaders({ headers: { 'WWW-Authenticate': ['Digest a', 'Digest b'] } }, {})).toEqual({
    'WWW-Authenticate': 'Digest a\r\nWWW-Authenticate: Digest b',
  });
});
test('a body gets its type', () => {
  expect(wireHeaders({ body: 'v=0' }, { Server: 'huawu' })).toEqual({ Server: 'huawu', 'Content-Type': 'application/sdp' });
});
test('the application cannot change who is called by whom', () => {
  expect(extraHeaders({ From: 'x', via: 'y', 'Content-Type': 'z', 'Alert-Info': 'ring' })).toEqual({ 'Alert-Info': 'ring' });
});
test('a frame is measured in bytes', () => {
  expect(frameBytes({ A: '话' }, '务')).toBe(11);
});
test('a drachtio-server takes 8,000 bytes of headers, and 11,500 with the body', () => {
  expect([fitsFrame(8_000), fitsFrame(8_001), fitsFrame(1_500, 'x'.repeat(10_000)), fitsFrame(1_501, 'x'.repeat(10_000))]).toEqual([
    true, false, true, false,
  ]);
});
test('DRACHTIO_URL is host, port and secret', () => {
  expect(parseDrachtioUrl('[::1]:9022:a:b')).toEqual({ ok: true, value: { host: '::1', port: 9022, secret: 'a:b' } });
  expect(parseDrachtioUrl('sip.example:9022:s')).toMatchObject({ ok: true });
});
test.each(['', 'host:9022', 'host:0:s', 'host:70000:s', '::1:9022:s', 'host:x:s'])('DRACHTIO_URL %j is refused', (text) => {
  const parsed = parseDrachtioUrl(text);
  expect(parsed.ok ? 'accepted' : parsed.fault.code).toBe('sip.bad-drachtio-url');
});
