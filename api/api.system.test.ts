import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault, ManualClock, failed, ok, silentLog, systemClock } from '#core';
import type { TimelineEvent } from '#store';
import type { AgentRow, ApiPorts } from './index.ts';
import { type Api, startApi } from './index.ts';
import { openApiDocument } from './http/openapi.ts';
import { joinApi } from './join-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'huawu-api-'));
const token = 'a-token-of-tests';
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

/** One second of stereo, 8 kHz; the header says how long it was when written last. */
function wav(seconds: number, extraBytes = 0): Buffer {
  const size = seconds * 32_000;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(size + 36, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(size, 40);
  return Buffer.concat([header, Buffer.from(Array.from({ length: size + extraBytes }, (_, i) => i % 251))]);
}

const file = join(folder, 'done.wav');
const growing = join(folder, 'growing.wav');
const summary = { id: 'c1', startedAt: 1_000, endedAt: 9_000, from: '13800000000', to: '4000', queue: 'sales', agent: 'anna', outcome: 'answered', waitSeconds: 2, talkSeconds: 5, alerts: 1, recording: true };
const events: TimelineEvent[] = [
  { callId: 'c1', seq: 0, at: 1_000, type: 'call.arrived', data: { from: '13800000000', to: '4000' } },
  { callId: 'c1', seq: 1, at: 4_000, type: 'transcript.final', audioAt: 1, data: { speaker: 'caller', turn: 0, words: [{ text: '你好', start: 1, end: 2, confidence: 1 }] } },
  { callId: 'c1', seq: 2, at: 5_000, type: 'qa.alert', audioAt: 2, data: { alert: { rule: 'r', kind: 'violation' } } },
];
const anna: AgentRow = { id: 'anna', name: 'Anna', extension: '1001', state: 'ready', since: 5, registered: true, queues: ['sales'], skills: { zh: 8 } };

const recordings = new Map([
  ['c1', { file, open: false }],
  ['c2', { file: growing, open: true }],
  ['gone', { file: join(folder, 'gone.wav'), open: false }],
]);
const heard: unknown[] = [];
let agent = anna;
let storeFault: Fault | undefined;
function portsOf(ffmpegAvailable: boolean): ApiPorts {
  return {
    store: {
      async calls(query) {
        if (storeFault) throw storeFault;
        heard.push(query);
        return { calls: [summary], next: 'next-page' };
      },
      call: async (id) => (id === 'c1' ? { summary, events } : undefined),
    },
    recording: async (id) => recordings.get(id),
    agents: () => [agent],
    setAgentState(id, state, reason) {
      if (reason === 'impossible') return failed(new Fault('routing.example', 'Not now.'));
      agent = { ...anna, id, state, ...(state === 'not-ready' ? { reason } : {}) };
      return ok(undefined);
    },
    queues: () => [{ id: 'sales', name: 'Sales', waiting: 1, longestWaitSeconds: 4.5, agentsReady: 0 }],
    liveCalls: () => [{ id: 'c2', startedAt: 5_000, from: '1', to: '4000', stage: 'talk', agent: 'anna' }],
    health: async () => ({ status: 'degraded', parts: { database: { status: 'ok' }, ffmpeg: { status: 'off', note: 'no other formats' } } }),
    ffmpegAvailable,
  };
}

async function started(options: Partial<Parameters<typeof startApi>[0]> = {}): Promise<Api> {
  const result = await startApi({ host: '127.0.0.1', port: 0, token, ports: portsOf(false), clock: systemClock, log: silentLog, ...options });
  if (!result.ok) throw result.fault;
  return result.value;
}

let api: Api;
beforeAll(async () => {
  writeFileSync(file, wav(1));
  writeFileSync(growing, wav(1, 803));
  api = await started();
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) => fetch(`${api.url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...headers } });
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('the API', () => {
  it('asks for a token on every route but /healthz', async () => {
    const paths = ['/api', '/api/openapi.json', '/api/calls', '/api/calls/c1', '/api/calls/c1/recording', '/api/live-calls', '/api/agents', '/api/queues'];
    const statuses = await Promise.all(paths.map(async (path) => (await fetch(`${api.url}${path}`)).status));
    expect(statuses).toEqual(paths.map(() => 401));
    expect((await fetch(`${api.url}/api/calls?token=${token}`)).status).toBe(401);
    const health = await fetch(`${api.url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'degraded', parts: { database: { status: 'ok' }, ffmpeg: { status: 'off', note: 'no other formats' } } }]);
  });

  it('tells errors as code and message', async () => {
    const refused = await fetch(`${api.url}/api/calls`);
    expect(await refused.json()).toEqual({ code: 'api.no-token', message: 'Sign in, or send the token printed at start in the header "Authorization: Bearer …".' });
    expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="huawu"');
    expect(await (await get('/api/nothing')).json()).toMatchObject({ code: 'api.unknown-route' });
    expect(await (await get('/api/calls/c9')).json()).toMatchObject({ code: 'api.unknown-call' });
    expect(await (await get('/api/calls?limit=many')).json()).toMatchObject({ code: 'api.bad-request', message: expect.stringContaining('query.limit') });
    expect(await (await get('/api/calls?colour=red')).json()).toMatchObject({ code: 'api.bad-request', message: expect.stringContaining('colour') });
  });

  it('lists calls with filters, times in milliseconds or ISO 8601', async () => {
    heard.length = 0;
    const list = await get('/api/calls?limit=2&agent=anna&from=1000&until=1970-01-01T00:00:09Z');
    expect(await list.json()).toEqual({ calls: [summary], next: 'next-page' });
    expect(heard).toEqual([{ limit: 2, agent: 'anna', from: 1_000, until: 9_000 }]);
  });

  it('answers 503 while the database is away and 400 for a foreign cursor', async () => {
    storeFault = new Fault('store.away', 'away', { retryable: true });
    expect((await get('/api/calls')).status).toBe(503);
    storeFault = new Fault('store.bad-cursor', 'bad');
    expect((await get('/api/calls?cursor=x')).status).toBe(400);
    storeFault = undefined;
  });

  it('gives one call with transcript and alerts', async () => {
    expect(await (await get('/api/calls/c1')).json()).toEqual({
      summary,
      events,
      transcript: [{ speaker: 'caller', turn: 0, start: 1, end: 2, text: '你好', words: [{ text: '你好', start: 1, end: 2, confidence: 1 }] }],
      alerts: [{ rule: 'r', kind: 'violation', storedAt: 5_000 }],
    });
  });

  it('sets the state of an agent', async () => {
    const post = (id: string, body: string, type = 'application/json') => get(`/api/agents/${id}/state`, { 'content-type': type }, { method: 'POST', body });
    expect(await (await post('anna', '{"state":"not-ready","reason":"lunch"}')).json()).toMatchObject({ state: 'not-ready', reason: 'lunch' });
    const statuses = await Promise.all([
      post('nobody', '{"state":"ready"}'),
      post('anna', '{"state":"asleep"}'),
      post('anna', '{"state":'),
      post('anna', '{"state":"ready"}', 'text/plain'),
      post('anna', JSON.stringify({ state: 'ready', reason: 'x'.repeat(70_000) })),
      post('anna', '{"state":"ready","reason":"impossible"}'),
    ]);
    expect(statuses.map((each) => each.status)).toEqual([404, 400, 400, 415, 413, 409]);
    expect(await statuses[5]?.json()).toEqual({ code: 'routing.example', message: 'Not now.' });
  });

  it('sends security headers, also with errors', async () => {
    for (const response of [await get('/api'), await fetch(`${api.url}/api/calls`)]) {
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });

  it('lists its routes on a page', async () => {
    const page = await fetch(`${api.url}/api?token=${token}`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('/api/calls/{id}/recording');
  });

  it('says which key to change when its port is taken', async () => {
    const second = await startApi({ host: '127.0.0.1', port: api.port, token, ports: portsOf(false), clock: systemClock, log: silentLog });
    expect(second.ok ? '' : `${second.fault.code} ${second.fault.message}`).toContain(`api.port-in-use TCP port ${api.port} on 127.0.0.1 is used by another program. Change http.port`);
  });
});

describe('the OpenAPI document', () => {
  const joined = joinApi({ token, ports: portsOf(true), clock: new ManualClock(), log: silentLog });
  const all = joined.routes;
  const document = openApiDocument(all) as { openapi: string; paths: Record<string, Record<string, { parameters?: { name: string }[]; responses?: Record<string, unknown> }>> };

  it('is served, version 3.1', async () => {
    expect(await (await get('/api/openapi.json')).json()).toEqual(JSON.parse(JSON.stringify(document)));
    expect(document.openapi).toBe('3.1.0');
  });

  it('has every route, with its parameters and answers', () => {
    for (const { method, path, answers } of all) {
      const operation = document.paths[path]?.[method.toLowerCase()];
      expect(operation, `${method} ${path}`).toBeDefined();
      const named = (path.match(/(?<=\{)\w+(?=\})/g) ?? []).filter((name) => !operation?.parameters?.some((parameter) => parameter.name === name));
      expect(named).toEqual([]);
      expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(Object.keys(answers)));
    }
    expect(Object.keys(document.paths).sort()).toEqual([...new Set([...all.map((each) => each.path), '/api/live', '/api/calls/{id}/audio', '/sip'])].sort());
  });

  it('refers only to schemas it has', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1]);
    const { schemas } = (document as unknown as { components: { schemas: object } }).components;
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !(String(name) in schemas))).toEqual([]);
  });

  it('is true: what the server answers fits the schema of each route', async () => {
    const wrong: string[] = [];
    for (const { method, path, answers } of all) {
      const schema = answers[200]?.schema;
      if (method !== 'GET' || !schema) continue;
      const result = schema.safeParse(await (await get(path.replace('{id}', 'c1'))).json());
      if (!result.success) wrong.push(`${path}: ${result.error.message}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a recording', () => {
  const path = '/api/calls/c1/recording';

  it('comes whole, with its type, length and tag', async () => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-length'), response.headers.get('accept-ranges')]).toEqual([200, 'audio/wav', '32044', 'bytes']);
    expect((await bytes(response)).equals(wav(1))).toBe(true);
  });

  it('comes in ranges', async () => {
    const middle = await get(path, { range: 'bytes=44-143' });
    expect([middle.status, middle.headers.get('content-range'), middle.headers.get('content-length')]).toEqual([206, 'bytes 44-143/32044', '100']);
    expect((await bytes(middle)).equals(wav(1).subarray(44, 144))).toBe(true);
    const outside = await get(path, { range: 'bytes=99999-' });
    expect([outside.status, outside.headers.get('content-range'), await outside.json()]).toEqual([416, 'bytes */32044', { code: 'api.no-such-range', message: 'The recording has 32044 bytes; ask for a range inside.' }]);
  });

  it('heeds If-Range', async () => {
    const etag = (await get(path, {}, { method: 'HEAD' })).headers.get('etag') ?? '';
    const same = await get(path, { range: 'bytes=0-9', 'if-range': etag });
    const other = await get(path, { range: 'bytes=0-9', 'if-range': '"other"' });
    expect([same.status, other.status]).toEqual([206, 200]);
    await bytes(other);
  });

  it('answers HEAD without a body', async () => {
    const head = await get(path, {}, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), (await bytes(head)).length]).toEqual([200, '32044', 0]);
  });

  it('that still grows is given as it stands, with a header that fits', async () => {
    const response = await get('/api/calls/c2/recording');
    const body = await bytes(response);
    // 803 bytes beyond the second written in the header: 200 whole sample pairs.
    expect([body.length, body.readUInt32LE(4), body.readUInt32LE(40), response.headers.get('etag')]).toEqual([44 + 32_800, 36 + 32_800, 32_800, null]);
    const part = await bytes(await get('/api/calls/c2/recording', { range: 'bytes=40-51' }));
    expect(part.equals(body.subarray(40, 52))).toBe(true);
  });

  it('is not there for unknown calls, lost files and paths', async () => {
    const statuses = await Promise.all(['c9', 'gone', '..%2F..%2Fetc%2Fpasswd', '%00'].map(async (id) => (await get(`/api/calls/${id}/recording`)).status));
    // No database keeps U+0000, so an address with it is a mistake of who asks.
    expect(statuses).toEqual([404, 404, 404, 400]);
  });

  it('may be fetched by an audio element, with the token in the address', async () => {
    const response = await fetch(`${api.url}${path}?token=${token}`, { headers: { range: 'bytes=0-3' } });
    expect([response.status, await response.text()]).toEqual([206, 'RIFF']);
  });

  it('says what to install when another format is not possible', async () => {
    const response = await get(`${path}?format=mp3`);
    expect([response.status, await response.json()]).toEqual([501, { code: 'api.no-ffmpeg', message: expect.stringContaining('apt-get install ffmpeg') }]);
    expect((await get(`${path}?format=aiff`)).status).toBe(400);
  });

  // Needs ffmpeg, which `npm test` installs on Debian.
  it.skipIf(!hasFfmpeg)('is converted to mp3 and ogg', async () => {
    const other = await started({ ports: portsOf(true) });
    const converted = async (format: string) => {
      const response = await fetch(`${other.url}${path}?format=${format}`, { headers: { authorization: `Bearer ${token}` } });
      return [response.status, response.headers.get('content-type'), (await bytes(response)).length > 1_000];
    };
    expect(await converted('mp3')).toEqual([200, 'audio/mpeg', true]);
    expect(await converted('ogg')).toEqual([200, 'audio/ogg', true]);
    await other.close();
    expect(existsSync(file)).toBe(true);
  });
});
