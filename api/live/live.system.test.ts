import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ManualClock, silentLog } from '#core';
import { type Api, type ApiPorts, startApi } from '../index.ts';

const token = 'a-token-of-tests';
const clock = new ManualClock();
const startedAt = clock.wall();
const ports: ApiPorts = {
  store: { calls: async () => ({ calls: [] }), call: async () => undefined },
  recording: async () => undefined,
  agents: () => [],
  setAgentState: () => ({ ok: true, value: undefined }),
  queues: () => [],
  liveCalls: () => [],
  health: async () => ({ status: 'ok', parts: {} }),
  ffmpegAvailable: false,
};

let api: Api;
beforeAll(async () => {
  const result = await startApi({ host: '127.0.0.1', port: 0, token, ports, clock, log: silentLog, mostLiveClients: 3 });
  if (!result.ok) throw result.fault;
  api = result.value;
});
afterAll(() => api.close());

const address = (query = '') => `${api.url.replace('http', 'ws')}/api/live${query}`;
const bearer = { headers: { authorization: `Bearer ${token}` } };

/** A console: what it heard so far, without the greeting. */
async function listening(query = '', protocols: string[] = [], options: object = bearer) {
  const socket = new WebSocket(address(query), protocols, options);
  const heard: { type: string }[] = [];
  const greeted = once(socket, 'message');
  socket.on('message', (text) => heard.push(JSON.parse(String(text)) as { type: string }));
  await greeted;
  expect(heard.shift()).toEqual({ type: 'hello', at: clock.wall(), startedAt });
  const close = async () => {
    socket.close();
    await once(socket, 'close');
  };
  return { socket, heard, close };
}

const statusOf = (url: string, protocols: string[] = [], options: object = {}) =>
  new Promise<number | undefined>((resolve) => {
    const socket = new WebSocket(url, protocols, options);
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('error', () => {});
  });

const gone = () => expect.poll(() => api.live.clients).toBe(0);

describe('WS /api/live', () => {
  it('is refused without the token', async () => {
    expect(await statusOf(address())).toBe(401);
    expect(await statusOf(address('?token=wrong'))).toBe(401);
    expect(await statusOf(address(), ['huawu', 'token.wrong'])).toBe(401);
    expect(await statusOf(address('/other').replace('/api/live', '/api/dead'), [], bearer)).toBe(404);
  });

  it('takes the token from a header, a protocol or the address', async () => {
    for (const each of [await listening(), await listening('', ['huawu', `token.${token}`], {}), await listening(`?token=${token}`, [], {})]) {
      expect(['', 'huawu']).toContain(each.socket.protocol);
      await each.close();
    }
    await gone();
  });

  it('brings what is published, to those who want it', async () => {
    const all = await listening();
    const one = await listening('?call=a&types=words,call.ended');
    api.live.publish({ type: 'words', callId: 'a' });
    api.live.publish({ type: 'words', callId: 'b' });
    api.live.publish({ type: 'event', event: { callId: 'a', type: 'call.ended' } });
    await expect.poll(() => [all.heard.length, one.heard.length]).toEqual([3, 2]);
    expect(one.heard).toEqual([{ type: 'words', callId: 'a' }, { type: 'event', event: { callId: 'a', type: 'call.ended' } }]);
    await Promise.all([all.close(), one.close()]);
    await gone();
  });

  it('has a limit of connections', async () => {
    const three = [await listening(), await listening(), await listening()];
    expect(await statusOf(address(), [], bearer)).toBe(503);
    await Promise.all(three.map((each) => each.close()));
    await gone();
    expect(await statusOf(address(), [], bearer)).toBe(101);
    await gone();
  });

  it('drops a console that does not read, and goes on with the others', async () => {
    const reading = await listening();
    const stuck = await listening();
    stuck.socket.pause();
    const filling = { type: 'words', callId: 'a', text: 'x'.repeat(500_000) };
    for (let sent = 0; api.live.clients > 1 && sent < 200; sent++) {
      api.live.publish(filling);
      await expect.poll(() => reading.heard.length, { interval: 1 }).toBe(sent + 1);
    }
    expect(api.live.clients).toBe(1);
    const closed = once(stuck.socket, 'close');
    stuck.socket.resume();
    expect((await closed)[0]).toBe(4008);
    await reading.close();
    await gone();
  });

  it('ends connections that answer no ping', async () => {
    const raw = connect(api.port, '127.0.0.1');
    raw.write(`GET /api/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    await expect.poll(() => api.live.clients).toBe(1);
    const ended = once(raw.resume(), 'close');
    clock.advance(20_000);
    expect(api.live.clients).toBe(1);
    clock.advance(20_000);
    await ended;
    await gone();
  });

  it('ends a connection that sends too much', async () => {
    const console = await listening();
    console.socket.send('x'.repeat(5_000));
    expect((await once(console.socket, 'close'))[0]).toBe(1009);
    await gone();
  });

  it('ends all connections when the server stops', async () => {
    const console = await listening();
    const closed = once(console.socket, 'close');
    await api.close();
    expect((await closed)[0]).toBe(1001);
    expect(clock.pending).toBe(0);
  });
});
