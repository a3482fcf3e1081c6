/**
 * The pages' phones by way of a SIP server named by DRACHTIO_URL and sip.websocketUrl. With
 * HUAWU_TEST_DRACHTIO=host:controlPort:secret:sipPort and HUAWU_TEST_DRACHTIO_WEBSOCKET=ws://… or wss://… (a certificate of
 * its own: NODE_EXTRA_CA_CERTS) that is a running drachtio-server (loopback); without them, ours as a program of its own.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServerProcess } from '#test/simulators/server-process';
import { eventually } from '../system/parts/eventually.ts';
import { freePort, rtpPorts } from '../system/parts/free-port.ts';
import { runningDrachtio, type SipProgram, startSipProgram } from '../system/parts/sip-program.ts';
import { chromiumPath, openChromium, Person } from './parts/chromium.ts';
import { companyOf, type WebCompany } from './parts/company.ts';
import { hearEachOther } from './parts/ears.ts';
import { watchPhone } from './parts/sip/page-phone.ts';

const [SERVER, WEBSOCKET] = [process.env['HUAWU_TEST_DRACHTIO'], process.env['HUAWU_TEST_DRACHTIO_WEBSOCKET']];
const PASSWORD = 'four words that fit';
const LIFE_S = 6;

const folder = mkdtempSync(join(tmpdir(), 'huawu-drachtio-'));
let program: SipProgram;
let websocket: string;
let company: WebCompany;
let browser: Browser;

beforeAll(async () => {
  if (!chromiumPath) return;
  const port = await freePort();
  program = SERVER && WEBSOCKET ? runningDrachtio(SERVER) : await startSipProgram(['--ws', String(port)]);
  websocket = (SERVER && WEBSOCKET) || `ws://127.0.0.1:${port}`;
  const file = join(folder, 'huawu.yaml');
  writeFileSync(file, `version: 1
http: { port: 0, https: { port: 0 } }
sip: { drachtioUrl: "127.0.0.1:${program.controlPort}:${program.secret}", websocketUrl: "${websocket}", softphoneSeconds: ${LIFE_S} }
transcription: { enabled: false }
web: { callUs: { number: '5001' } }
queues: [{ id: sales, name: Sales, number: '5001', wrapUpSeconds: 0, announceSeconds: 0 }]
agents: [{ id: anna, name: Anna, extension: '1001', queues: [sales] }]
`);
  company = companyOf(await startServerProcess({ config: file, env: { HUAWU_RTP_PORTS: rtpPorts(), HUAWU_HTTPS_PORT: '0' } }));
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  if (company) expect(await company.server.stop()).toBe(0);
  await program?.stop();
  rmSync(folder, { recursive: true });
});

test.skipIf(!chromiumPath)('an agent and a visitor with nothing but browsers talk; credentials change in mid-call; the visitor hangs up', async () => {
  const headers = { authorization: `Bearer ${company.server.token}`, 'content-type': 'application/json' };
  await fetch(`${company.server.url}/api/people`, { method: 'POST', headers, body: JSON.stringify({ login: 'anna', name: 'Anna', role: 'agent', agent: 'anna', language: 'en', password: PASSWORD }) });
  const [anna, visitor] = await Promise.all([Person.open(browser), Person.open(browser)]);
  const [phone, visitors] = [watchPhone(anna), watchPhone(visitor)];
  await anna.page.goto(company.url);
  await anna.page.getByLabel(/name/i).first().fill('anna');
  await anna.page.getByLabel(/password/i).first().fill(PASSWORD);
  await anna.page.keyboard.press('Enter');
  await eventually('a registration', () => phone.messages.some((message) => /^SIP\/2\.0 200[\s\S]*CSeq: \d+ REGISTER/m.test(message)));
  await anna.page.getByRole('button', { name: /not ready/i }).first().click();
  await anna.page.getByRole('menuitem', { name: 'Ready for calls' }).click();
  await visitor.page.goto(`${company.url}/call`);
  await visitor.page.getByRole('button', { name: 'Start the call' }).click();
  await anna.page.getByRole('button', { name: /^Answer/ }).click();
  await anna.page.getByRole('button', { name: 'Hang up' }).waitFor();
  await hearEachOther(visitor, anna);
  const before = phone.logins().length;
  await eventually('a renewal', () => phone.logins().length > before);
  await hearEachOther(visitor, anna);
  await visitor.page.getByRole('button', { name: 'Hang up' }).click();
  await eventually('the end at the agent', () => phone.messages.some((message) => message.startsWith('BYE')));
  await anna.page.getByText('No call', { exact: true }).waitFor();
  const via = websocket.startsWith('wss') ? 'WSS' : 'WS';
  expect([phone, visitors].map(({ messages }) => messages.find((message) => /^(REGISTER|INVITE)/.test(message))?.match(/^Via: SIP\/2\.0\/(\w+)/m)?.[1])).toEqual([via, via]);
  await expect(eventually('nothing left', async () => {
    const counts = await company.server.counts();
    return ['calls', 'sip.legs', 'media.legs'].every((name) => (counts[name] ?? 0) === 0);
  })).resolves.toBe(true);
});
