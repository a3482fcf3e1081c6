/** A caller answers a menu in words: real server, real recogniser, sound over RTP. */
import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SimCall, SimPhone, encodeUlaw } from '#test/simulators/phone/index';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { NUMBER, agent, passwordOf, writeCompany } from './parts/company.ts';
import { eventually, pause } from './parts/eventually.ts';
import { rtpPorts } from './parts/free-port.ts';
import { openRecordOf, recordOf } from './parts/timeline.ts';
import { readSamples } from '../../transcription/testing/recordings.ts';

const company = writeCompany({
  agents: [agent('anna', '1001')],
  queues: [{ id: 'sales', number: '5001' }, { id: 'support', number: '5002' }],
  transcription: true,
  flow: `start: language
nodes:
  language: { type: language, prompts: language-choice, firstDigitSeconds: 30, choices: { 1: { language: zh, next: menu }, 2: { language: en, next: menu } }, speech: { words: {} }, giveUp: menu }
  menu:
    type: menu
    prompts: main-menu
    choices: { 1: sales, 2: support, 3: bye }
    firstDigitSeconds: 30
    speech: { words: { 1: { zh: [销售], en: [sales] }, 2: { zh: [技术支持], en: [technical support] } } }
    giveUp: bye
  sales: { type: queue, queue: sales }
  support: { type: queue, queue: support }
  bye: { type: hangup, cause: no-choice }
`,
});
let server: ServerProcess;
const phones: SimPhone[] = [];
beforeAll(async () => void (server = await startServerProcess({ config: company.file, env: { HUAWU_RTP_PORTS: rtpPorts() } })));
afterAll(async () => {
  for (const phone of phones) phone.vanish();
  await server.stop();
  rmSync(company.folder, { recursive: true, force: true });
});

/** In the menu of the language that this key or recording chooses; it is listened to. */
async function inMenu(user: string, chosen: '1' | '2' | Uint8Array): Promise<SimCall> {
  const phone = await SimPhone.open(server.sip, user);
  phones.push(phone);
  const call = await phone.call(NUMBER);
  const at = (node: string) => eventually(`${user} at ${node}`, async () => (await openRecordOf(server, user)).events.some(({ type, data }) => type === 'ivr.entered' && data.node === node));
  await at('language');
  if (typeof chosen === 'string') await call.info(chosen).then(() => at('menu'));
  else await sayUntil(call, chosen, () => at('menu'));
  return call;
}

/** Like somebody who was not understood: says it again after a while. A recogniser of a busy machine may come too late for once. */
async function sayUntil(call: SimCall, sound: Uint8Array, understood: () => Promise<unknown>): Promise<boolean> {
  for (let tries = 1; tries < 4; tries++) {
    call.audio.say(sound);
    if (await Promise.race([understood().then(() => true, () => false), pause(9_000).then(() => false)])) return tries === 1;
  }
  call.audio.say(sound);
  await understood();
  return false;
}

/** The recording with a second of a quiet line before and two behind. */
function spoken(language: 'zh' | 'en', file: string): Uint8Array {
  const said = readSamples(new URL(`../fixtures/spoken/${language}/${file}`, import.meta.url).pathname);
  const line = new Int16Array(8000 + said.length + 16_000);
  line.set(said, 8000);
  return encodeUlaw(line);
}

test.each([
  ['a Chinese caller says 销售', 'zh', '00_m7.wav', 'sales'],
  ['an English caller says technical support', 'en', '01_f4.wav', 'support'],
  ['a caller whose language nobody knows yet says press two, twice', 'en', '03_m7.wav', 'support', 'spoken'],
] as const)('%s', async (name, language, file, queue, choice?: 'spoken') => {
  const user = name.replaceAll(/[^a-z]/giu, '').slice(0, 20);
  const call = await inMenu(user, choice === 'spoken' ? spoken(language, file) : language === 'zh' ? '1' : '2');
  const atOnce = await sayUntil(call, spoken(language, file), () => eventually(`${queue} for “${name}”`, async () => (await openRecordOf(server, user)).events.some(({ type, data }) => type === 'queue.entered' && data.queue === queue), 30_000));
  await call.hangUp();
  const { events, transcript } = await recordOf(server, user);
  expect(events.filter(({ type, data }) => type === 'ivr.note' && data.note === 'speech' && (data.match === 'choice' || (atOnce && choice !== 'spoken'))).map(({ data }) => data.match)).toEqual(choice === 'spoken' ? ['choice', 'choice'] : ['choice']);
  // What is said to a menu is no transcript, and stands in no note either.
  expect(transcript).toEqual([]);
  const words = readFileSync(new URL(`../fixtures/spoken/${language}/transcripts.tsv`, import.meta.url), 'utf8').split('\n').find((row) => row.startsWith(file))?.split('\t')[1] ?? '?';
  expect(JSON.stringify(events)).not.toContain(words);
});

test('a conversation has a curve of agitation; made again from its recording it is the same', async () => {
  const [caller, anna] = await Promise.all([SimPhone.open(server.sip, '13600136006'), SimPhone.open(server.sip, '1001')]);
  phones.push(caller, anna);
  anna.onRing = (ring) => void ring.answer();
  expect(await anna.register(passwordOf(server, '1001'))).toBe(200);
  const call = await caller.call('5001');
  await eventually('the agent', async () => (await openRecordOf(server, '13600136006')).events.some(({ type }) => type === 'agent.connected'));
  const said = readSamples(new URL('../fixtures/calls/zh-1-compliant/agent.wav', import.meta.url).pathname).subarray(0, 7 * 8000);
  call.audio.say(encodeUlaw(said));
  await pause(7_500);
  await call.hangUp();
  const { summary } = await recordOf(server, '13600136006');
  const path = `/api/calls/${summary.id}/agitation`;
  const stored = await eventually('the curve', async () => {
    const { curves } = (await server.get(path)).body as { curves: readonly { points: readonly { speaker: string }[] }[] };
    return curves.length === 1 ? curves : undefined;
  });
  expect(stored[0]?.points.map(({ speaker }) => speaker)).toContain('caller');
  const again = await fetch(`${server.url}${path}/redo`, { method: 'POST', headers: { authorization: `Bearer ${server.token}`, connection: 'close' } });
  expect([again.status, await again.json()]).toEqual([200, { curves: stored }]);
});
