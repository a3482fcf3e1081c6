/** A company whose people and queues have names of all kinds, with one call of 10,000 lines behind it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog, systemClock } from '#core';
import { openStore } from '#store';
import { startServerProcess, type ServerProcess } from '#test/simulators/server-process';
import { rtpPorts } from '../../../system/parts/free-port.ts';

export const PASSWORD = 'four words that fit';
export const LINES = 10_000;
/** The only line that has it. */
export const NEEDLE = { word: 'kumquat', line: 7_777 };
/** Right to left, an emoji of four code points, markup, and a mark that turns everything behind it around (U+202E). */
export const STRANGE = '\u202Eشركة النور <b>🧑‍💻</b> ‏חברה';
export const AGENT = '\u202Eנועה 🎧';
export const QUEUE = 'دعم العملاء 🎧';

const CONFIG = `version: 1
company: { name: Rough }
http: { port: 0, https: { port: 0 } }
sip: { host: 127.0.0.1, port: 0 }
transcription: { enabled: false }
web: { callUs: { number: '5001' } }
teams: [front]
queues: [{ id: help, name: ${JSON.stringify(QUEUE)}, number: '5001', ringSeconds: 20, wrapUpSeconds: 30, announceSeconds: 0 }]
agents: [{ id: noa, name: ${JSON.stringify(AGENT)}, extension: '1001', queues: [help], teams: [front] }]
`;

export async function openRoughCompany(folder: string): Promise<ServerProcess> {
  writeFileSync(join(folder, 'huawu.yaml'), CONFIG);
  await writeLongCall(folder);
  const server = await startServerProcess({ config: join(folder, 'huawu.yaml'), data: folder, env: { HUAWU_RTP_PORTS: rtpPorts(), HUAWU_HTTPS_PORT: '0' } });
  await addPeople(server);
  return server;
}

/** A recorded conversation of 10,000 lines, as the timeline keeps it. */
async function writeLongCall(folder: string): Promise<void> {
  const opened = await openStore({ dataDir: folder, clock: systemClock, log: silentLog });
  if (!opened.ok) throw opened.fault;
  const store = opened.value;
  const at = Date.now() - 3_600_000;
  let seq = 0;
  const tell = (type: string, data: Record<string, unknown>, audioAt?: number) => store.append({ callId: 'long', seq: seq++, at: at + seq, type, data, ...(audioAt === undefined ? {} : { audioAt }) });
  tell('call.arrived', { from: '13500135001', to: '5001' });
  tell('queue.entered', { queue: 'help' });
  tell('agent.connected', { agent: 'noa' });
  for (let line = 0; line < LINES; line++) tell('transcript.final', { speaker: line % 2 === 0 ? 'caller' : 'agent', agent: 'noa', turn: line, words: wordsOf(line) }, line / 3);
  tell('agent.left', { agent: 'noa', by: 'agent', talkSeconds: LINES / 3 });
  tell('call.ended', { outcome: 'answered', talkSeconds: LINES / 3 });
  await store.flush();
  await store.reviews.settled();
  await store.close();
}

/** Lines of one to three rows on the screen. */
export function wordsOf(line: number): { text: string; start: number; end: number }[] {
  const said = [`line`, String(line), ...Array.from({ length: 3 + ((line * 7) % 40) }, (_, i) => ['well', 'as', 'i', 'said', 'before'][(line + i) % 5] ?? ''), ...(line === NEEDLE.line ? [NEEDLE.word] : [])];
  return said.map((text, i) => ({ text, start: line / 3 + i / 200, end: line / 3 + (i + 1) / 200 }));
}

async function addPeople(server: ServerProcess): Promise<void> {
  const post = async (path: string, body: object, headers: Record<string, string>) => {
    const answer = await fetch(server.url + path, { method: 'POST', headers: { 'content-type': 'application/json', connection: 'close', ...headers }, body: JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`${path}: ${await answer.text()}`);
  };
  await post('/api/first-administrator', { token: server.firstToken, login: 'ada', name: 'Ada', password: PASSWORD }, { origin: server.url });
  const people = [['noa', AGENT, 'agent'], ['sam', STRANGE, 'supervisor'], ['rita', 'Rita', 'reviewer']] as const;
  for (const [login, name, role] of people) await post('/api/people', { login, name, role, language: 'en', password: PASSWORD, teams: ['front'], ...(role === 'agent' ? { agent: 'noa' } : {}) }, { authorization: `Bearer ${server.token}` });
}
