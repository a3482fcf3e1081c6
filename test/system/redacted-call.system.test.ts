/** A telephone number said on the phone: not in the record, silent in the recording, whole in the original. And all that a rule can do in a call. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Desk, FloorAlert, FloorCall, LiveNews } from '#contract';
import { readWav } from '#media';
import { encodeUlaw, type SimCall, SimPhone } from '#test/simulators/phone/index';
import type { ServerProcess } from '#test/simulators/server-process';
import { agent, NUMBER, openCompany } from './parts/company.ts';
import { eventually, pause } from './parts/eventually.ts';
import { Floor } from './parts/phones/floor.ts';
import { recordOf } from './parts/timeline.ts';

const RECORDED = new URL('../fixtures/calls/', import.meta.url);
const SECRET = 'a secret of the tests';
const RULES = `
version: 1
phrases: {promise: {any: [保本保息]}}
rules:
  - id: promise
    when: {forbid: promise, ch: agent}
    severity: critical
    do:
      - hint: {zh: 收益并不保证, en: Returns are not guaranteed}
      - script: {zh: 说明风险, en: Explain the risks}
      - tag: mis-selling
      - supervisor: {zh: 请听一下, en: Please listen}
      - pauseRecording: {seconds: 2}
      - ticket: {template: complaint, subject: {zh: 违规承诺, en: A promise}, priority: high}
      - webhook: crm
`;

/** Another system: it is away at the first try. */
const received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
const crm = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString())).on('end', () => {
    received.push({ headers: request.headers, body });
    response.writeHead(received.length === 1 ? 503 : 200).end();
  });
});

let server: ServerProcess;
beforeAll(async () => {
  await new Promise<void>((open) => crm.listen(0, '127.0.0.1', open));
  const hooks = [{ id: 'crm', url: `http://127.0.0.1:${(crm.address() as AddressInfo).port}/calls`, secret: SECRET }];
  server = await openCompany({ rules: RULES, hooks, agents: [agent('anna', '1001')], queues: [{ id: 'sales', number: '5001' }], flow: 'start: sales\nlanguage: zh\nnodes:\n  sales: { type: queue, queue: sales }\n', transcription: true });
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
  crm.close();
});

/** The turn of a recorded call with this text and a little around it, 8 kHz. */
function said(call: string, words: string): Int16Array {
  const folder = new URL(`${call}/`, RECORDED);
  const { utterances: turns } = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8')) as { utterances: readonly { speaker: string; text: string; start: number; end: number }[] };
  const turn = turns.find(({ text }) => text.includes(words));
  if (!turn) throw new Error('no such turn');
  const wav = readWav(readFileSync(new URL(`${turn.speaker}.wav`, folder)));
  if (!wav.ok) throw wav.fault;
  return (wav.value.channels[0] ?? new Int16Array()).subarray(Math.max(0, (turn.start - 0.3) * 8000), (turn.end + 0.3) * 8000);
}

const lane = async (path: string, side: 0 | 1): Promise<Int16Array> => {
  const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.token}` } });
  expect(response.status).toBe(200);
  const wav = readWav(Buffer.from(await response.arrayBuffer()));
  if (!wav.ok) throw wav.fault;
  return wav.value.channels[side] ?? new Int16Array();
};
const rms = (pcm: Int16Array, from: number, to: number) => {
  const part = pcm.subarray(Math.ceil(from * 8000), Math.floor(to * 8000));
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length));
};

test('a caller says a telephone number', async () => {
  const floor = new Floor(server, 600);
  await floor.signIn(['1001']);
  const phone = await SimPhone.open(server.sip, '13500135009');
  const call: SimCall = await phone.call(NUMBER);
  await eventually('the agent', () => floor.picked.find(({ caller }) => caller === '13500135009')?.call);
  const speech = said('zh-1-compliant', '幺三八零六五二九四七幺');
  call.audio.say(encodeUlaw(speech));
  await pause((speech.length / 8000 + 2) * 1000);
  await call.hangUp();
  const record = await recordOf(server, '13500135009');
  const text = record.transcript.filter(({ speaker }) => speaker === 'caller').map((turn) => turn.text).join('');
  expect(text).toContain('[电话 ••••]');
  expect(text).not.toMatch(/[零一二三四五六七八九幺\d]{3}/);
  const spans = record.events.filter(({ type }) => type === 'redaction.silenced').map(({ data }) => ({ kind: data['kind'], from: Number(data['from']), to: Number(data['to']) }));
  expect(spans[0]).toMatchObject({ kind: 'phone' });
  const { from = 0, to = 0 } = spans[0] ?? {};
  const path = `/api/calls/${record.summary.id}/recording`;
  const [copy, original] = [await lane(path, 0), await lane(`${path}/original`, 0)];
  expect(rms(copy, from, to)).toBe(0);
  expect(rms(original, from, to)).toBeGreaterThan(300);
  expect(rms(copy, 0, from)).toBeGreaterThan(100);
  expect(copy.length).toBe(original.length);
  const part = await fetch(`${server.url}${path}/original`, { headers: { authorization: `Bearer ${server.token}`, range: 'bytes=40000-40099' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
  const audit = (await server.get('/api/audit?action=original-heard&limit=10')).body as { entries: readonly { subject: string }[] };
  expect(audit.entries.map(({ subject }) => subject)).toEqual([record.summary.id]);
  await Promise.all([phone.close(), floor.close()]);
});

/** What a page of this person hears. */
async function page(person: { readonly login: string; readonly password: string }, ...topics: string[]) {
  const answer = await fetch(`${server.url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url, connection: 'close' }, body: JSON.stringify(person) });
  const { csrf } = (await answer.json()) as { csrf: string };
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`, { headers: { cookie, origin: server.url } });
  const news: LiveNews[] = [];
  socket.on('message', (text) => news.push(JSON.parse(String(text)) as LiveNews));
  await new Promise((open) => socket.once('open', open));
  const follow = (topic: string) => socket.send(JSON.stringify({ type: 'subscribe', topic }));
  for (const topic of topics) follow(topic);
  const order = (kind: string, body: object) => fetch(`${server.url}/api/${kind}`, { method: 'POST', headers: { cookie, origin: server.url, 'x-huawu-csrf': csrf, 'content-type': 'application/json', connection: 'close' }, body: JSON.stringify(body) });
  const rows = <K extends 'alerts' | 'calls'>(kind: K) => news.flatMap((one) => (one.type === 'floor' ? ((one[kind] ?? []) as (K extends 'alerts' ? FloorAlert : FloorCall)[]) : []));
  const desk = (): Desk | undefined => news.flatMap((one) => (one.type === 'desk' ? [one.desk] : [])).at(-1);
  return { news, follow, order, rows, desk, close: () => socket.close() };
}

test('an agent promises a return: all that the rule does is seen by the agent, the supervisor and another system', async () => {
  const people = [{ login: 'anna', role: 'agent', agent: 'anna' }, { login: 'sue', role: 'administrator' }].map((one) => ({ ...one, name: one.login, password: 'correct horse battery staple' }));
  for (const person of people) await fetch(`${server.url}/api/people`, { method: 'POST', headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', connection: 'close' }, body: JSON.stringify(person) });
  const [anna, sue] = await Promise.all(people.map(({ login, password }) => page({ login, password }, login === 'anna' ? 'desk' : 'floor')));
  if (!anna || !sue) throw new Error('nobody signed in');
  const floor = new Floor(server, 600);
  floor.behave((ring, caller) => void floor.pickUp(ring, caller));
  await floor.signIn(['1001']);
  const phone = await SimPhone.open(server.sip, '13500135010');
  const call = await phone.call(NUMBER);
  const agents = await eventually('the agent', () => floor.picked.find(({ caller }) => caller === '13500135010')?.call);
  const speech = said('zh-2-forbidden', '保本保息');
  agents.audio.say(encodeUlaw(speech));
  const alert = await eventually('the alert on the floor', () => sue.rows('alerts').find(({ rule }) => rule === 'promise'));
  expect(alert).toMatchObject({ severity: 'critical', agent: 'anna', speaker: 'agent', request: { zh: '请听一下', en: 'Please listen' }, hint: { zh: '收益并不保证' } });
  expect(alert.evidence).toContain('保本保息');
  await eventually('the step and the tag on the desk', () => anna.desk()?.call?.assist?.tags.length === 1);
  expect(anna.desk()?.call?.assist).toMatchObject({ steps: [{ id: '1', rule: 'promise', text: { zh: '说明风险', en: 'Explain the risks' } }], tags: ['mis-selling'] });
  await eventually('the tag on the floor', () => sue.rows('calls').some(({ tags }) => tags?.includes('mis-selling')));

  await anna.order('desk/step', { id: '1', done: true });
  await anna.order('desk/help', { text: '请接听' });
  const request = await eventually('the request on the floor', () => sue.rows('alerts').find(({ rule }) => rule === ''));
  expect((await sue.order('alerts/acknowledge', { id: request.id })).status).toBe(200);
  await eventually('who saw it, on the desk', () => anna.desk()?.call?.assist?.help?.seenBy === 'sue');
  expect(anna.desk()?.call?.assist?.steps[0]?.done?.by).toBe('agent');

  await eventually('the second try at the other system', () => received.length >= 2);
  const [first, second] = received;
  expect([second?.headers['idempotency-key'], second?.body]).toEqual([first?.headers['idempotency-key'], first?.body]);
  const [, at, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(second?.headers['x-huawu-signature'])) ?? [];
  expect(createHmac('sha256', SECRET).update(`${at}.${second?.body}`).digest('hex')).toBe(signature);
  expect(JSON.parse(second?.body ?? '')).toMatchObject({ event: 'rule', rule: 'promise', agent: 'anna', queue: 'sales', severity: 'critical', evidence: { phrase: 'promise' } });

  agents.audio.say(encodeUlaw(speech));
  await pause(2_000);
  await call.hangUp();
  const record = await recordOf(server, '13500135010');
  const told = (type: string) => record.events.filter((event) => event.type === type);
  expect(told('assist.hint').length).toBeGreaterThan(0);
  expect([told('call.tagged').length, told('supervisor.requested').length >= 2, told('assist.step').length, told('assist.failed').length]).toEqual([1, true, 1, 0]);
  const [ticket] = told('ticket.created');
  expect((await server.get(`/api/tickets/${String(ticket?.data['ticket'])}`)).body).toMatchObject({ template: 'complaint', subject: '违规承诺', priority: 'high' });
  expect(told('ticket.created')).toHaveLength(1);
  const pausedAt = told('recording.paused')[0]?.audioAt ?? 0;
  const heard = await lane(`/api/calls/${record.summary.id}/recording`, 1);
  expect([rms(heard, pausedAt + 0.2, pausedAt + 1.8), rms(heard, pausedAt - 1.5, pausedAt - 0.2) > 100]).toEqual([0, true]);
  anna.close();
  sue.close();
  await Promise.all([phone.close(), floor.close()]);
});
