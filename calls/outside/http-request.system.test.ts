import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock, Scope, systemClock } from '#core';
import { afterEach, expect, test } from 'vitest';
import { httpRequest } from './http-request.ts';
import type { HttpRequest } from './outside.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, headers: {}, timeoutMs: 5_000, ...more });
const ask = (request: HttpRequest, clock = systemClock as ManualClock | typeof systemClock) => httpRequest(request, clock, new Scope());

test('JSON is read, other text is given as it is', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/text') return void response.end('plain');
    if (request.url === '/unnamed') return void response.setHeader('content-type', 'text/html').end(' {"balance": 3}');
    if (request.url === '/broken') return void response.end('{balance');
    response.setHeader('content-type', 'application/json; charset=utf-8').end('{"balance": 12.5, "name": "王"}');
  });
  expect(await ask(get(`${url}/`))).toEqual({ kind: 'answered', status: 200, body: { balance: 12.5, name: '王' } });
  expect(await ask(get(`${url}/text`))).toEqual({ kind: 'answered', status: 200, body: 'plain' });
  expect(await ask(get(`${url}/unnamed`))).toEqual({ kind: 'answered', status: 200, body: { balance: 3 } });
  expect(await ask(get(`${url}/broken`))).toEqual({ kind: 'answered', status: 200, body: '{balance' });
});

test('a server that does not answer is given up when the time is over', async () => {
  const clock = new ManualClock();
  let asked: () => void = () => {};
  const arrived = new Promise<void>((done) => (asked = done));
  const url = await serve(() => asked());
  const answer = httpRequest(get(url), clock, new Scope());
  await arrived;
  clock.advance(5_000);
  expect(await answer).toEqual({ kind: 'timed-out' });
  expect(clock.pending).toBe(0);
});

test('the end of the call ends the request', async () => {
  const scope = new Scope();
  const url = await serve(() => scope.end('caller gone'));
  expect((await httpRequest(get(url), new ManualClock(), scope)).kind).toBe('failed');
});

test('an answer that is too large, no server, or another scheme is a failure without the address in it', async () => {
  const large = await serve((_, response) => void response.end('x'.repeat(70_000)));
  expect(await ask(get(large))).toEqual({ kind: 'failed', why: 'the answer is larger than 64 KiB' });
  const refused = await ask(get('http://127.0.0.1:1/?key=secret'));
  expect(refused.kind).toBe('failed');
  expect(JSON.stringify(refused)).not.toContain('secret');
  expect(await ask(get('file:///etc/passwd'))).toEqual({ kind: 'failed', why: 'the address is not http or https' });
});

test('redirects are followed to http and https only, three times, and keys go to no other host', async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.end('there');
  });
  const url = await serve((request, response) => {
    const to = { '/other': other, '/file': 'file:///etc/passwd', '/loop': '/loop', '/again': other }[request.url ?? ''] ?? '/';
    response.writeHead(request.url === '/again' ? 307 : 302, { location: to }).end();
  });
  expect(await ask(get(`${url}/other`, { headers: { Authorization: 'Bearer k' } }))).toMatchObject({ kind: 'answered', body: 'there' });
  expect(seen).toEqual([undefined]);
  expect(await ask(get(`${url}/again`, { method: 'POST', body: '{"pin":"1"}' }))).toEqual({ kind: 'failed', why: 'redirected to another host with what was sent' });
  expect(seen).toEqual([undefined]);
  expect((await ask(get(`${url}/file`))).kind).toBe('failed');
  expect((await ask(get(`${url}/loop`))).kind).toBe('failed');
});
