/** Flows are changed under a running server: calls in progress keep theirs, the next have the new one, a broken one is refused. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SimCall, SimPhone } from '#test/simulators/phone/index';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { NUMBER, agent, writeCompany } from './parts/company.ts';
import { eventually } from './parts/eventually.ts';
import { rtpPorts } from './parts/free-port.ts';
import { openRecordOf, recordOf, toldOf } from './parts/timeline.ts';

/** One menu; key 1 leads to a node of this name and hangs up. */
const flowTo = (end: string, queue = 'sales') => `start: menu
language: en
nodes:
  menu: { type: menu, prompts: main-menu, choices: { 1: ${end}, 2: wait }, giveUp: wait }
  ${end}: { type: hangup, cause: closed }
  wait: { type: queue, queue: ${queue} }
`;

const company = writeCompany({ agents: [agent('anna', '1001')], queues: [{ id: 'sales', number: '5001' }], flow: flowTo('old-end') });
const flowFile = join(company.folder, 'flows', 'main.yaml');
let server: ServerProcess;
const phones: SimPhone[] = [];

beforeAll(async () => void (server = await startServerProcess({ config: company.file, env: { HUAWU_RTP_PORTS: rtpPorts() } })));
afterAll(async () => {
  for (const phone of phones) phone.vanish();
  await server.stop();
  rmSync(company.folder, { recursive: true, force: true });
});

/** Calls and has reached the menu. */
async function inMenu(user: string, number = NUMBER): Promise<SimCall> {
  const phone = await SimPhone.open(server.sip, user);
  phones.push(phone);
  const call = await phone.call(number);
  await eventually(`${user} in the menu`, async () => (await openRecordOf(server, user)).events.some(({ type }) => type === 'ivr.entered'));
  return call;
}

/** Presses 1, is hung up; the version at arrival and the node this led to. */
async function pressOne(call: SimCall, user: string): Promise<unknown[]> {
  await call.info('1');
  await call.ended;
  const record = await recordOf(server, user);
  const { flow, version, hash } = toldOf(record, 'call.arrived');
  return [flow, version, hash, record.events.filter(({ type }) => type === 'ivr.entered').at(-1)?.data.node];
}

/** Until so many versions were taken. */
const taken = (count: number) => eventually(`change ${count} in force`, () => server.output().split('The changed configuration is in force').length === count + 1, 30_000);
const said = (text: string) => eventually(`“${text}” in the log`, () => server.output().includes(text), 30_000);
const hash = expect.stringMatching(/^[0-9a-f]{12}$/) as string;

test('a call in progress keeps the version it began with, the next call has the new one, a broken one is refused', async () => {
  const early = await inMenu('early');

  writeFileSync(flowFile, flowTo('new-end'));
  await said('The changed configuration is in force for new calls.');
  const late = await inMenu('late');
  expect(await pressOne(late, 'late')).toEqual(['main', 2, hash, 'new-end']);
  expect(await pressOne(early, 'early')).toEqual(['main', 1, hash, 'old-end']);

  writeFileSync(flowFile, flowTo('worst-end', 'salez'));
  await said('main.yaml:6:31: nodes.wait.queue: there is no queue “salez”');
  expect(server.output()).toContain('the changed configuration was refused; the one before stays in force');
  expect(await pressOne(await inMenu('third'), 'third')).toEqual(['main', 2, hash, 'new-end']);

  const kept = readFileSync(join(server.data, 'flows', 'main', 'versions.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { number: number; hash: string });
  expect(kept).toMatchObject([{ number: 1 }, { number: 2 }]);
  expect(readFileSync(join(server.data, 'flows', 'main', `1-${kept[0]?.hash}`, 'main.yaml'), 'utf8')).toBe(flowTo('old-end'));
});

test('mended, and with a new number in the configuration, it is taken; the old text is its old version again', async () => {
  writeFileSync(company.file, readFileSync(company.file, 'utf8').replace(`- number: "${NUMBER}"`, `- number: "4711"\n    flow: main\n  - number: "${NUMBER}"`));
  writeFileSync(flowFile, flowTo('old-end'));
  await taken(2);
  expect(await pressOne(await inMenu('fourth', '4711'), 'fourth')).toEqual(['main', 1, hash, 'old-end']);
});

test('a file that a flow includes is watched too, also one that was broken', async () => {
  const part = join(company.folder, 'flows', 'part.yaml');
  writeFileSync(part, 'nodes:\n  ending: { type: hangup, cause: closed, prompts: nothing-such }\n');
  writeFileSync(flowFile, 'start: menu\nlanguage: en\ninclude: [part.yaml]\nnodes:\n  menu: { type: menu, prompts: main-menu, choices: { 1: ending }, giveUp: ending }\n');
  await said('part.yaml:2:51: nodes.ending.prompts: prompt “nothing-such” has no sound in en');
  writeFileSync(part, 'nodes:\n  ending: { type: hangup, cause: closed }\n');
  await taken(3);
  expect(await pressOne(await inMenu('fifth'), 'fifth')).toEqual(['main', 3, hash, 'ending']);
  expect(readFileSync(join(server.data, 'flows', 'main', 'versions.jsonl'), 'utf8')).toMatch(/"files":\["[^"]*main\.yaml","[^"]*part\.yaml"\]/u);
});
