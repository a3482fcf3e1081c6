/** A telephone number said on the phone: not in the record, silent in the recording, whole in the original. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWav } from '#media';
import { encodeUlaw, type SimCall, SimPhone } from '#test/simulators/phone/index';
import type { ServerProcess } from '#test/simulators/server-process';
import { agent, NUMBER, openCompany } from './parts/company.ts';
import { eventually, pause } from './parts/eventually.ts';
import { Floor } from './parts/phones/floor.ts';
import { recordOf } from './parts/timeline.ts';

const RECORDED = new URL('../fixtures/calls/zh-1-compliant/', import.meta.url);

let server: ServerProcess;
beforeAll(async () => {
  server = await openCompany({ agents: [agent('anna', '1001')], queues: [{ id: 'sales', number: '5001' }], flow: 'start: sales\nlanguage: zh\nnodes:\n  sales: { type: queue, queue: sales }\n', transcription: true });
});
afterAll(async () => expect(await server.stop()).toBe(0));

/** The turn with the number and a little around it, 8 kHz. */
function said(): Int16Array {
  const { utterances: turns } = JSON.parse(readFileSync(new URL('truth.json', RECORDED), 'utf8')) as { utterances: readonly { speaker: string; text: string; start: number; end: number }[] };
  const turn = turns.find(({ text }) => text.includes('幺三八零六五二九四七幺'));
  if (!turn) throw new Error('no such turn');
  const wav = readWav(readFileSync(new URL(`${turn.speaker}.wav`, RECORDED)));
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
  const speech = said();
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
