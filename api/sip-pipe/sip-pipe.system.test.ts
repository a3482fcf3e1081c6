import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { systemClock, systemRandom } from '#core';
import { selfMadeCertificate } from '../index.ts';
import { openHouse, TOKEN } from '../testing/open-house.ts';
import type { SipTarget } from './sip-pipe.ts';

let house: Awaited<ReturnType<typeof openHouse>>;
/** Stands for the SIP server's listener: says everything back. */
let sip: WebSocketServer;
let target: SipTarget | undefined;
beforeAll(async () => {
  sip = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false) });
  sip.on('connection', (socket) => socket.on('message', (data, binary) => socket.send(data, { binary })));
  await once(sip, 'listening');
  target = { host: '127.0.0.1', port: (sip.address() as AddressInfo).port };
  house = await openHouse({ sipWebSocket: () => target });
});
afterAll(async () => {
  await house.close();
  sip.close();
});

const address = (path: string) => `${house.api.url.replace('http', 'ws')}${path}`;
const statusOf = (path: string, headers: Record<string, string>, protocols = ['sip']) =>
  new Promise<number | undefined>((resolve) => {
    const socket = new WebSocket(address(path), protocols, { headers });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('open', () => {
      socket.on('close', () => resolve(101));
      socket.close();
    });
    socket.on('error', () => {});
  });
const ticket = async () => ((await (await fetch(`${house.api.url}/api/call-us`, { method: 'POST' })).json()) as { path: string }).path;

describe('WS /sip', () => {
  it('carries SIP both ways between a signed-in page and the SIP server, and goes on after signing out', async () => {
    const anna = await house.signIn('anna');
    const socket = new WebSocket(address('/sip'), ['sip'], { headers: { cookie: anna.cookie, origin: house.api.url } });
    await once(socket, 'open');
    expect(socket.protocol).toBe('sip');
    const echo = async (text: string) => {
      socket.send(text);
      return String((await once(socket, 'message'))[0]);
    };
    const long = `OPTIONS sip:x SIP/2.0\r\n${'x'.repeat(60_000)}`;
    expect(await echo(long)).toBe(long);
    await anna.post('/api/sign-out');
    expect(await echo('BYE sip:x SIP/2.0')).toBe('BYE sip:x SIP/2.0');
    expect(await statusOf('/sip', { cookie: anna.cookie, origin: house.api.url })).toBe(401);
    expect(house.api.counts()['sipPipes']).toBe(1);
    socket.close();
    await expect.poll(() => house.api.counts()['sipPipes']).toBe(0);
  });

  it('ends when its person is disabled', async () => {
    const anna = await house.signIn('anna');
    const socket = new WebSocket(address('/sip'), ['sip'], { headers: { cookie: anna.cookie, origin: house.api.url } });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    const by = { id: 'terminal', address: '' };
    await house.doors.people.change('anna', { disabled: true }, by);
    await closed;
    await expect.poll(() => house.api.counts()['sipPipes']).toBe(0);
    await house.doors.people.change('anna', { disabled: false }, by);
  }, 10_000);

  it('takes a visitor with a ticket, once, from a page of ours', async () => {
    const path = await ticket();
    const own = { origin: house.api.url };
    expect([await statusOf(path, {}), await statusOf(path, { origin: 'https://evil.example' }), await statusOf(path, own), await statusOf(path, own), await statusOf('/sip?guest=made-up', own)]).toEqual([403, 403, 101, 401, 401]);
  });

  it("lets a visitor's one call through and cuts off who asks for more", async () => {
    const call = (number: string, id: string) => (account: string) => `INVITE sip:${number}@x SIP/2.0\r\nTo: <sip:${number}@x>\r\nFrom: <sip:${account}@x>;tag=1\r\nCall-ID: ${id}\r\nContact: <sip:k@q.invalid;transport=ws>\r\n\r\n`;
    const visitor = async () => {
      const given = (await (await fetch(`${house.api.url}/api/call-us`, { method: 'POST' })).json()) as { path: string; account: string };
      const socket = new WebSocket(address(given.path), ['sip'], { headers: { origin: house.api.url } });
      await once(socket, 'open');
      const heard: string[] = [];
      socket.on('message', (text) => heard.push(String(text)));
      return { socket, heard, ask: (text: (account: string) => string) => socket.send(text(given.account)) };
    };
    const one = await visitor();
    one.ask(call('4000', 'c1'));
    await expect.poll(() => one.heard.length).toBe(1);
    const ended = once(one.socket, 'close');
    one.ask(call('4000', 'c2'));
    await ended;
    expect(one.heard.map((text) => text.split('\r\n')[0])).toEqual(['INVITE sip:4000@x SIP/2.0']);
    const other = await visitor();
    const cut = once(other.socket, 'close');
    other.ask(call('1001', 'c1'));
    await cut;
    expect(other.heard).toEqual([]);
    await expect.poll(() => house.api.counts()['sipPipes']).toBe(0);
  });

  it('is refused without the subprotocol, without a desk, and beyond eight of one person', async () => {
    const [anna, rita] = [await house.signIn('anna'), await house.signIn('rita')];
    const headers = { cookie: anna.cookie, origin: house.api.url };
    expect([await statusOf('/sip', headers, []), await statusOf('/sip', { cookie: rita.cookie, origin: house.api.url })]).toEqual([400, 403]);
    const open = Array.from({ length: 8 }, () => new WebSocket(address('/sip'), ['sip'], { headers }));
    await Promise.all(open.map((socket) => once(socket, 'open')));
    expect(await statusOf('/sip', headers)).toBe(503);
    open.forEach((socket) => socket.terminate());
    await expect.poll(() => house.api.counts()['sipPipes']).toBe(0);
  });

  it('reaches a SIP server by TLS, when its certificate is one to be trusted', async () => {
    const { certificate, key } = selfMadeCertificate(['localhost'], { clock: systemClock, random: systemRandom });
    const https = createServer({ cert: certificate, key });
    const secured = new WebSocketServer({ server: https, handleProtocols: () => 'sip' });
    https.listen(0, '127.0.0.1');
    await once(https, 'listening');
    const before = target;
    target = { host: '127.0.0.1', port: (https.address() as AddressInfo).port, secure: true };
    const headers = { cookie: (await house.signIn('anna')).cookie, origin: house.api.url };
    const untrusted = await statusOf('/sip', headers);
    const usual = getCACertificates();
    setDefaultCACertificates([...usual, certificate]);
    expect([untrusted, await statusOf('/sip', headers)]).toEqual([503, 101]);
    setDefaultCACertificates(usual);
    target = before;
    secured.close();
    https.close();
  });

  it('says so when the SIP server is away, and loses no connection of the browser for it', async () => {
    const bearer = { authorization: `Bearer ${TOKEN}` };
    const before = target;
    target = { host: '127.0.0.1', port: 1 };
    expect(await statusOf('/sip', bearer)).toBe(503);
    target = undefined;
    expect(await statusOf('/sip', bearer)).toBe(503);
    target = before;
    expect(await statusOf('/sip', bearer)).toBe(101);
    await expect.poll(() => house.api.counts()['sipPipes']).toBe(0);
  });

  it('ends in the browser when the SIP server ends it', async () => {
    const socket = new WebSocket(address('/sip'), ['sip'], { headers: { authorization: `Bearer ${TOKEN}` } });
    await once(socket, 'open');
    for (const each of sip.clients) each.terminate();
    await once(socket, 'close');
    await expect.poll(() => house.api.counts()['sipPipes']).toBe(0);
  });
});
