/** The server dies, or is asked to stop, in the middle of calls; the next start goes on with what is on the disk. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readWav } from '#media';
import { wordErrorRate } from '#transcription';
import { NotAnswered, type SimCall, SimPhone, encodeUlaw, toneUlaw } from '#test/simulators/phone/index';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { agent, writeCompany } from './parts/company.ts';
import { eventually, pause } from './parts/eventually.ts';
import { Floor } from './parts/phones/floor.ts';
import { rtpPorts } from './parts/free-port.ts';
import { childrenOf } from './parts/processes.ts';
import { play, realTranscription } from '../../transcription/testing/play.ts';
import { type RemoteRecogniser, remoteRecogniser, streamsOf } from '../../transcription/testing/remote-recogniser.ts';
import { callRows, openRecordOf, recordOf, setAgent, storyOf, toldOf } from './parts/timeline.ts';
import { hearsTone } from './parts/phones/tone.ts';

const QUEUE = '5001';
/** Whose dialect is heard on another machine. */
const FAR_CALLER = '13500135005';
const [CALLER_HZ, AGENT_HZ] = [1000, 600];
/** File that a recogniser process runs. */
const RECOGNISER = 'transcription/engine/main.ts';
const RECORDED = new URL('../fixtures/calls/en-2-forbidden/', import.meta.url);

/** What is said in the first 13 s of it. */
const SAID = {
  agent: 'good morning thank you for calling acme sales my name is david how may i help you we offer a new investment with a guaranteed return',
  caller: 'hi i have a question about my plan what is the price',
};

let data = mkdtempSync(join(tmpdir(), 'huawu-restart-'));
const companyWith = (recogniser: string) => writeCompany({
  agents: [agent('anna', '1001', { queues: ['sales'] }), agent('bo', '1002')],
  queues: [{ id: 'sales', number: QUEUE }, { id: 'far' }],
  flow: `start: who
language: en
variables: { dialect: { type: text, default: '', description: chooses the recogniser } }
nodes:
  who: { type: branch, when: [{ if: "caller.number == '${FAR_CALLER}'", next: tag }], else: sales }
  tag: { type: set, values: { dialect: "'Shanghainese'" }, next: far }
  sales: { type: queue, queue: sales }
  far: { type: queue, queue: far }
`,
  // The words of a dialect come from another process over gRPC, those of others from the server’s own ones.
  transcription: { engines: [{ id: 'room', addresses: [recogniser] }], choose: [{ dialect: ['minnan', 'shanghainese'], engines: ['room'] }, { engines: ['local'] }] },
  generatedPasswords: true,
});
let company: ReturnType<typeof companyWith>;
let room: RemoteRecogniser;
let server: ServerProcess;
let floor: Floor;
const callers: SimPhone[] = [];
let first: Pick<ServerProcess, 'token' | 'accounts'>;

const start = () => startServerProcess({ config: company.file, data, env: { HUAWU_RTP_PORTS: rtpPorts() } });

beforeAll(async () => {
  room = await remoteRecogniser();
  company = companyWith(room.address);
  server = await start();
  first = { token: server.token, accounts: server.accounts };
});
afterAll(async () => {
  room.child.kill('SIGKILL');
  await server.stop();
  for (const folder of [data, company.folder]) rmSync(folder, { recursive: true, force: true });
});

/** A test that fails half-way leaves no phone behind for the next. */
afterEach(() => {
  for (const phone of [...callers.splice(0), ...floor.phones.splice(0)]) phone.vanish();
});

/** A caller who talks with an agent who picks up at once. */
async function talk(name: string, number = QUEUE): Promise<{ phone: SimPhone; call: SimCall; agent: SimCall }> {
  floor = new Floor(server, AGENT_HZ);
  await floor.signIn(['1001']);
  const phone = await SimPhone.open(server.sip, name);
  callers.push(phone);
  const call = await phone.call(number);
  const picked = await eventually('the agent', () => floor.picked.find(({ caller }) => caller === name)?.call);
  return { phone, call, agent: picked };
}

const sound = (speaker: string) => {
  const wav = readWav(readFileSync(new URL(`${speaker}.wav`, RECORDED)));
  if (!wav.ok) throw wav.fault;
  return encodeUlaw(wav.value.channels[0] ?? new Int16Array(0));
};

test('recognisers killed in the middle of calls, here and on another machine, are replaced; no word is lost or doubled', async () => {
  const seconds = 13;
  const names = ['13500135001', FAR_CALLER];
  floor = new Floor(server, AGENT_HZ);
  await floor.signIn(['1001', '1002']);
  const talks: { phone: SimPhone; call: SimCall }[] = [];
  for (const name of names) {
    const phone = await SimPhone.open(server.sip, name);
    callers.push(phone);
    const call = await phone.call('4000');
    const picked = await eventually(`the agent of ${name}`, () => floor.picked.find(({ caller }) => caller === name)?.call);
    call.audio.say(sound('caller').subarray(0, seconds * 8000));
    picked.audio.say(sound('agent').subarray(0, seconds * 8000));
    talks.push({ phone, call });
  }
  for (const after of [3_000, 4_500]) {
    await pause(after);
    const recognisers = childrenOf(server.process.pid).filter(({ command }) => command.includes(RECOGNISER));
    expect(recognisers.length).toBeGreaterThan(0);
    // Both speakers of the other call.
    if (after === 3_000) expect(await streamsOf(room)).toBe(2);
    for (const { pid } of recognisers) process.kill(pid, 'SIGKILL');
    room.child.kill('SIGKILL');
  }
  await pause(seconds * 1000 - 7_500 + 1_000);
  for (const { call } of talks) await call.hangUp();
  const undisturbed = await realTranscription();
  for (const name of names) {
    const record = await recordOf(server, name);
    const lanes = readWav(readFileSync(join(data, String(toldOf(record, 'recording.started')['file']))));
    if (!lanes.ok) throw lanes.fault;
    for (const [lane, speaker] of (['caller', 'agent'] as const).entries()) {
      const heard = record.transcript.filter((turn) => turn.speaker === speaker).map(({ text }) => text).join(' ');
      // Phones on a busy machine tear what they send: what counts is what the line brought, as heard by a recogniser nobody kills.
      const { text: said } = await play(undisturbed, lanes.value.channels[lane] ?? new Int16Array(0), { language: 'en' });
      expect(wordErrorRate(SAID[speaker], said).rate).toBeLessThan(0.5);
      // A lost or doubled turn would be five words or more.
      const { deletions, insertions } = wordErrorRate(said, heard);
      expect({ name, speaker, said, heard, fine: deletions <= 2 && insertions <= 2 }).toEqual({ name, speaker, said, heard, fine: true });
    }
  }
  await undisturbed.close();
  await Promise.all([...talks.map(({ phone }) => phone.close()), floor.close()]);
});

test('after kill -9 in mid-call the recording is readable up to the last second', async () => {
  const { call } = await talk('13500135002');
  call.audio.say(toneUlaw(CALLER_HZ), { loop: true });
  const connectedAt = performance.now();
  const name = String(toldOf(await eventually('the recording', async () => {
    const record = await openRecordOf(server, '13500135002');
    return record.events.some(({ type }) => type === 'recording.started') ? record : undefined;
  }), 'recording.started')['file']);
  expect(name).toMatch(/^recordings\/\d{4}\/\d\d\/\d\d\/[\w-]+\.wav$/);
  const file = join(data, name);
  await pause(3_000);
  const children = childrenOf(server.process.pid);
  server.process.kill('SIGKILL');
  const talked = (performance.now() - connectedAt) / 1000;
  await once(server.process, 'exit');
  const seconds = Number(execFileSync('soxi', ['-D', file], { encoding: 'utf8' }));
  expect(seconds).toBeGreaterThan(talked - 1);
  expect(seconds).toBeLessThan(talked + 1);
  expect(execFileSync('soxi', ['-c', file], { encoding: 'utf8' }).trim()).toBe('2');
  // Recognisers end with their server; a database left over is taken up by the next start.
  const recognisers = children.filter(({ command }) => command.includes(RECOGNISER));
  expect(recognisers.length).toBeGreaterThan(0);
  await eventually('the end of the recognisers', () => recognisers.every(({ pid }) => !existsSync(`/proc/${pid}`)));
});

test('the next start has the same passwords and token, closes the interrupted call and repairs its recording', async () => {
  server = await start();
  expect({ token: server.token, accounts: server.accounts }).toEqual(first);
  const record = await recordOf(server, '13500135002');
  expect(storyOf(record).slice(-2)).toEqual(['recording.finished', 'call.ended']);
  expect(toldOf(record, 'call.ended')).toMatchObject({ by: 'server', outcome: 'failed', code: 503 });
  const response = await fetch(`${server.url}/api/calls/${record.summary.id}/recording`, { headers: { authorization: `Bearer ${server.token}` } });
  const wav = readWav(Buffer.from(await response.arrayBuffer()));
  if (!wav.ok) throw wav.fault;
  const [left = new Int16Array(), right = new Int16Array()] = wav.value.channels;
  expect(hearsTone(left, CALLER_HZ, 2)).toBe(true);
  expect(hearsTone(right, AGENT_HZ, 2)).toBe(true);
});

test('Ctrl-C with a call in progress: new calls are refused, the call goes on until its people hang up, then status 0', async () => {
  // Whom the kill cut off may write about that call first.
  floor = new Floor(server, AGENT_HZ);
  await floor.signIn(['1001']);
  expect(await setAgent(server, 'anna', 'ready')).toBe(200);
  await floor.close();
  const { call } = await talk('13500135003');
  const ended = once(server.process, 'exit');
  server.process.kill('SIGINT');
  await eventually('the word about the call', () => server.output().includes('1 call(s) to end'));
  const late = await SimPhone.open(server.sip, '13500135004');
  const refused = await late.call(QUEUE).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(NotAnswered);
  expect((refused as NotAnswered).code).toBe(503);
  call.audio.forget();
  await pause(1_200);
  expect(call.isOver).toBe(false);
  expect(hearsTone(call.audio.heard(), AGENT_HZ, 1)).toBe(true);
  await call.hangUp();
  expect(await ended).toEqual([0, null]);
  late.vanish();
});

test('a start on the data folder at another place lists the calls of before, the interrupted one and the last one with their ends, and has their recordings', async () => {
  const moved = `${data}-moved`;
  renameSync(data, moved);
  data = moved;
  server = await start();
  expect(server.token).toBe(first.token);
  const rows = await callRows(server);
  expect(rows.map(({ from, outcome }) => [from, outcome])).toEqual([
    ['13500135003', 'answered'], ['13500135002', 'failed'], [FAR_CALLER, 'answered'], ['13500135001', 'answered'],
  ]);
  for (const { id } of rows) {
    const response = await fetch(`${server.url}/api/calls/${id}/recording`, { headers: { authorization: `Bearer ${server.token}`, connection: 'close' } });
    expect([response.status, readWav(Buffer.from(await response.arrayBuffer())).ok]).toEqual([200, true]);
  }
  expect(await server.stop()).toBe(0);
  expect(childrenOf(server.process.pid)).toEqual([]);
});
