import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { get as getSecurely, request as askSecurely } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ManualClock, silentLog, systemClock, systemRandom } from '#core';
import { selfMadeCertificate, startApi } from '../index.ts';
import { openHouse, TOKEN } from '../testing/open-house.ts';

const dist = mkdtempSync(join(tmpdir(), 'huawu-dist-'));
const script = `console.log("${'x'.repeat(2_000)}")`;
const certificate = selfMadeCertificate(['127.0.0.1'], { clock: systemClock, random: systemRandom });
let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse({ consoleDir: dist, callFramedBy: ['https://www.example.com'], https: { ...certificate, port: 0, selfMade: true } });
});
afterAll(async () => {
  await house.close();
  rmSync(dist, { recursive: true });
});

const build = () => {
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>first</title>');
  writeFileSync(join(dist, 'assets', 'index-abc123.js'), script);
  writeFileSync(join(dist, 'secret'), 'no ending');
};
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${house.api.url}${path}`, { headers });

describe('the console', () => {
  it('that is not built says what to do', async () => {
    const page = await get('/');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([503, 'text/html; charset=utf-8', expect.stringContaining('npm start')]);
  });

  it('is one page at all its addresses, never cached', async () => {
    build();
    for (const path of ['/', '/sign-in', '/desk', '/floor', '/review', '/review/c1', '/messages', '/callbacks', '/reports', '/mining', '/rules', '/satisfaction', '/call', '/desk?x=1']) {
      const page = await get(path);
      expect([path, page.status, page.headers.get('cache-control'), await page.text()]).toEqual([path, 200, 'no-store', '<!doctype html><title>first</title>']);
    }
    writeFileSync(join(dist, 'index.html'), '<!doctype html><title>second</title>');
    utimesSync(join(dist, 'index.html'), 1, 1);
    expect(await (await get('/')).text()).toContain('second');
  });

  it('runs scripts of its own files only, is never framed but for /call where configured, and may use the microphone', async () => {
    const policy = async (path: string) => (await get(path)).headers.get('content-security-policy') ?? '';
    expect((await policy('/desk')).split('; ')).toEqual(expect.arrayContaining(["default-src 'self'", "script-src 'self'", "connect-src 'self' ws: wss:", "worker-src 'self' blob:", "frame-ancestors 'none'"]));
    expect(await policy('/call')).toContain("frame-ancestors 'self' https://www.example.com");
    const [desk, call] = [await get('/desk'), await get('/call')];
    expect([desk.headers.get('x-frame-options'), call.headers.get('x-frame-options'), desk.headers.get('permissions-policy')]).toEqual(['DENY', null, 'microphone=(self), camera=(), geolocation=(), payment=(), usb=()']);
  });

  it('gives hashed files for ever, compressed, and not again when the browser has them', async () => {
    const file = await get('/assets/index-abc123.js', { 'accept-encoding': 'gzip' });
    expect([file.headers.get('cache-control'), file.headers.get('content-type'), file.headers.get('content-encoding')]).toEqual(['public, max-age=31536000, immutable', 'text/javascript; charset=utf-8', 'gzip']);
    expect(Number(file.headers.get('content-length'))).toBeLessThan(200);
    expect(await file.text()).toBe(script);
    expect((await get('/assets/index-abc123.js', { 'if-none-match': file.headers.get('etag') ?? '' })).status).toBe(304);
  });

  it('gives nothing but its files', async () => {
    const statuses = await Promise.all(['/secret', '/assets/', '/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/.env', '/assets/..%2findex.html', '/nothing.js', '/api/nothing'].map((path) => get(path)));
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404, 404]);
  });
});

describe('HTTPS', () => {
  const ask = (url: string, headers: Record<string, string> = {}) => new Promise<IncomingMessage>((resolve, reject) => getSecurely(url, { ca: certificate.certificate, headers, agent: false }, resolve).on('error', reject));

  it('serves the same routes with a certificate that fits, without HSTS while it is self-made', async () => {
    const answer = await ask(`${house.api.https?.url}/healthz`);
    expect([answer.statusCode, answer.headers['strict-transport-security']]).toEqual([200, undefined]);
    answer.destroy();
  });

  it('makes cookies secure', async () => {
    const options = { method: 'POST', ca: certificate.certificate, agent: false as const, headers: { 'content-type': 'application/json' } };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      askSecurely(`${house.api.https?.url}/api/sign-in`, options, resolve).on('error', reject).end(JSON.stringify({ login: 'anna', password: 'correct horse battery staple' }));
    });
    expect(String(answer.headers['set-cookie'])).toMatch(/; Secure$/);
    answer.destroy();
  });

  it('carries WebSockets, too', async () => {
    const socket = new WebSocket(`${house.api.https?.url.replace('https', 'wss')}/api/live`, { ca: certificate.certificate, headers: { authorization: `Bearer ${TOKEN}` } });
    const hello = await new Promise((resolve) => socket.once('message', (text) => resolve(JSON.parse(String(text)))));
    expect(hello).toMatchObject({ type: 'hello' });
    socket.close();
  });

  it('takes another certificate while it runs', async () => {
    const next = selfMadeCertificate(['127.0.0.1', 'next.example'], { clock: systemClock, random: systemRandom });
    house.api.https?.use(next);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => getSecurely(`${house.api.https?.url}/healthz`, { ca: next.certificate, agent: false }, resolve).on('error', reject));
    expect(new X509Certificate((answer.socket as TLSSocket).getPeerCertificate().raw).subjectAltName).toContain('next.example');
    answer.destroy();
  });

  it('with a known authority tells browsers to come by TLS only; with rubbish it does not start', async () => {
    const rooms = { host: '127.0.0.1', port: 0, token: TOKEN, ports: house.rooms.ports, clock: new ManualClock(), log: silentLog };
    const known = await startApi({ ...rooms, https: { ...certificate, port: 0, selfMade: false } });
    if (!known.ok) throw known.fault;
    expect((await ask(`${known.value.https?.url}/healthz`)).headers['strict-transport-security']).toBe('max-age=31536000');
    await known.value.close();
    const rubbish = await startApi({ ...rooms, https: { certificate: 'x', key: 'y', port: 0, selfMade: false } });
    expect(rubbish.ok ? '' : rubbish.fault.code).toBe('api.bad-certificate');
  });
});
