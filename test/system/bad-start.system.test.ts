/** What an operator reads when the server cannot start. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { agent, type TestCompany, writeCompany } from './parts/company.ts';
import { failedStart } from './parts/failed-start.ts';
import { freePort, rtpPorts } from './parts/free-port.ts';

const COMPANY: TestCompany = { agents: [agent('anna', '1001')], queues: [{ id: 'sales' }] };
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function written(company: TestCompany): { file: string; folder: string } {
  const made = writeCompany(company);
  folders.push(made.folder);
  return made;
}

const env = () => ({ HUAWU_RTP_PORTS: rtpPorts() });

test('a SIP port in use is named with its number, and the status is 1', async () => {
  const blocker = createSocket('udp4');
  blocker.bind(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address();
  const { status, said } = await failedStart(written(COMPANY).file, { ...env(), HUAWU_SIP_PORT: String(port) });
  blocker.close();
  expect(status).toBe(1);
  expect(said).toContain('Huawu cannot start.');
  expect(said).toContain(String(port));
  expect(said).toMatch(/in use|used by another program/);
});

test('an HTTP port in use is named with its number, and the status is 1', async () => {
  const port = await freePort();
  const blocker = createServer().listen(port, '127.0.0.1');
  await once(blocker, 'listening');
  const { status, said } = await failedStart(written(COMPANY).file, { ...env(), HUAWU_HTTP_PORT: String(port) });
  blocker.close();
  expect(status).toBe(1);
  expect(said).toContain(String(port));
  expect(said).toMatch(/in use|used by another program/);
});

test('every mistake in the configuration is told with file, line, key and what is allowed', async () => {
  const { file } = written(COMPANY);
  const lines = readFileSync(file, 'utf8').split('\n');
  const ring = lines.findIndex((line) => line.includes('ringSeconds'));
  lines[ring] = '    ringSeconds: 1';
  const agents = lines.findIndex((line) => line.startsWith('agents:'));
  lines[agents] = 'agent:';
  writeFileSync(file, lines.join('\n'));
  const { status, said } = await failedStart(file, env());
  expect(status).toBe(1);
  expect(said).toMatch(new RegExp(`huawu\\.yaml:${ring + 1}:\\d+  queues\\[0\\]\\.ringSeconds: .*3`));
  expect(said).toMatch(new RegExp(`huawu\\.yaml:${agents + 1}:\\d+  agent: .*agents`));
});

test('a flow that goes in a circle, a missing prompt and a prompt that is no sound are all told with their places', async () => {
  const flow = [
    'start: hello',
    'language: en',
    'nodes:',
    '  hello: { type: play, prompts: never-recorded, next: again }',
    '  again: { type: play, prompts: welcome, next: hello }',
    '  lost: { type: queue, queue: sales }',
  ].join('\n');
  const { folder } = written(COMPANY);
  const promptsFolder = join(folder, 'prompts');
  mkdirSync(join(promptsFolder, 'en'), { recursive: true });
  writeFileSync(join(promptsFolder, 'en', 'welcome.wav'), 'this is no sound at all');
  const { status, said } = await failedStart(written({ ...COMPANY, flow, promptsFolder }).file, env());
  expect(status).toBe(1);
  expect(said).toMatch(/main\.yaml:\d+:\d+: nodes\.hello.*never-recorded/);
  expect(said).toMatch(/loop|circle/i);
  expect(said).toMatch(/main\.yaml:5:\d+: nodes\.again.*welcome/);
  expect(said).toMatch(/welcome\.wav.*cannot be played: it does not begin with RIFF/);
});
