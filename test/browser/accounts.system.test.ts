/** Accounts at their pages, in Chromium: the first administrator, preferences, lock-out, and phone credentials that change in mid-call. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../system/parts/eventually.ts';
import { chromiumPath, openChromium, Person } from './parts/chromium.ts';
import { openWebCompany, type WebCompany } from './parts/company.ts';
import { hearEachOther } from './parts/ears.ts';
import { firstCodings, registersWith, watchPhone } from './parts/sip/page-phone.ts';

const PASSWORD = 'four words that fit';
/** Life of phone credentials; pages renew them after half of it. */
const LIFE_S = 5;
const CONFIG = `version: 1
http: { port: 0, https: { port: 0 } }
sip: { host: 127.0.0.1, port: 0, softphoneSeconds: ${LIFE_S} }
media: { preferOpus: true }
transcription: { enabled: false }
web: { callUs: { number: '5001' } }
queues: [{ id: sales, name: Sales, number: '5001', wrapUpSeconds: 0, announceSeconds: 0 }]
agents: [{ id: anna, name: Anna, extension: '1001', queues: [sales] }]
`;

const folder = mkdtempSync(join(tmpdir(), 'huawu-accounts-'));
let company: WebCompany;
let browser: Browser;
const people: Person[] = [];

async function atDoor(options = {}): Promise<Person> {
  const person = await Person.open(browser, options);
  people.push(person);
  await person.page.goto(company.url);
  await person.page.getByRole('heading').first().waitFor();
  return person;
}

async function fillFirst({ page }: Person, token: string, password: string): Promise<void> {
  const form = { token, 'full name': 'Ada 管理员', 'name to sign in': 'ada', password };
  for (const [label, text] of Object.entries(form)) await page.getByLabel(new RegExp(label, 'i')).first().fill(text);
  await page.getByRole('button', { name: 'Make the administrator' }).click();
}

async function signIn({ page }: Person, login: string, password: string): Promise<void> {
  await page.getByLabel(/name|用户名/i).first().fill(login);
  await page.getByLabel(/password|密码/i).first().fill(password);
  await page.keyboard.press('Enter');
}

const looks = ({ page }: Person) => page.evaluate(() => {
  const { documentElement: root } = (globalThis as unknown as { document: { documentElement: { lang: string; dataset: { theme?: string } } } }).document;
  return `${root.lang} ${root.dataset.theme}`;
});

const keptChoice = ({ page }: Person, language: string) =>
  page.waitForResponse((answer) => answer.url().endsWith('/api/me/preferences') && (answer.request().postData() ?? '').includes(`"language":"${language}"`));

beforeAll(async () => {
  if (!chromiumPath) return;
  writeFileSync(join(folder, 'huawu.yaml'), CONFIG);
  company = await openWebCompany({ config: join(folder, 'huawu.yaml') });
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  if (company) expect(await company.server.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

test.skipIf(!chromiumPath)('the first administrator is made in the browser by the token printed, once', async () => {
  const { firstToken = '' } = company.server;
  expect(company.server.output()).toContain(`make the first administrator with the token ${firstToken}`);
  const [ada, late] = await Promise.all([atDoor(), atDoor()]);
  await ada.page.getByRole('heading', { name: 'First start: make the administrator' }).waitFor();
  await fillFirst(ada, 'f'.repeat(32), PASSWORD);
  await ada.page.getByRole('alert').getByText('This is not the token that the server printed').waitFor();
  await fillFirst(ada, firstToken, 'short');
  await ada.page.getByText('The password needs 10 characters or more').waitFor();
  await fillFirst(ada, firstToken, 'password1234');
  await ada.page.getByRole('alert').getByText('This password is guessed too easily').waitFor();
  await fillFirst(ada, ` ${firstToken} `, PASSWORD);
  await ada.page.waitForURL(/\/floor/);
  expect(await looks(ada)).toBe('en light');
  await fillFirst(late, firstToken, PASSWORD);
  await late.page.getByRole('alert').getByText('The administrator was made already').waitFor();
  await late.page.reload();
  await late.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(late, 'Ada', PASSWORD);
  await late.page.waitForURL(/\/floor/);
});

test.skipIf(!chromiumPath)('language and theme chosen at one browser come back at another', async () => {
  const [here] = people;
  if (!here) throw new Error('nobody is signed in');
  await here.page.getByRole('button', { name: 'Switch to dark' }).click();
  const chosen = keptChoice(here, 'zh');
  await here.page.getByRole('button', { name: '中文' }).click();
  expect((await chosen).status()).toBe(200);
  const there = await atDoor();
  expect(await looks(there)).toBe('en light');
  await signIn(there, 'ada', PASSWORD);
  await there.page.waitForURL(/\/floor/);
  await eventually('the looks of the account', async () => (await looks(there)) === 'zh-CN dark');
  await there.page.reload();
  await there.page.getByRole('button', { name: /切换到浅色/ }).waitFor();
  // What is chosen at the door is the last word.
  const third = await atDoor({ locale: 'zh-CN', dark: true });
  const last = keptChoice(third, 'en');
  await third.page.getByRole('button', { name: 'English' }).click();
  await signIn(third, 'ada', PASSWORD);
  expect((await last).status()).toBe(200);
  await there.page.reload();
  await there.page.getByRole('button', { name: 'Switch to light' }).waitFor();
});

test.skipIf(!chromiumPath)('ten wrong passwords: the page says for how long to wait, in its language', async () => {
  const stranger = await atDoor({ locale: 'zh-CN' });
  await signIn(stranger, 'ada', 'wrong password');
  await stranger.page.getByRole('alert').getByText('用户名或密码不正确').waitFor();
  const asked = await Promise.all(Array.from({ length: 9 }, () => stranger.page.request.post(`${company.url}/api/sign-in`, { data: { login: 'ada', password: 'wrong password' } })));
  expect(asked.map((answer) => answer.status()).toSorted()).toEqual([401, 401, 401, 401, 429, 429, 429, 429, 429]);
  await signIn(stranger, 'ada', PASSWORD);
  await stranger.page.getByRole('alert').getByText(/错误次数过多，请在 (2\d|30) 秒后再试/).waitFor();
});

test.skipIf(!chromiumPath)('credentials of the page’s phone change in mid-call and nobody hears it; old ones are refused', async () => {
  const headers = { authorization: `Bearer ${company.server.token}`, 'content-type': 'application/json' };
  await fetch(`${company.server.url}/api/people`, { method: 'POST', headers, body: JSON.stringify({ login: 'anna', name: 'Anna', role: 'agent', agent: 'anna', language: 'en', password: PASSWORD }) });
  const [anna, visitor] = await Promise.all([atDoor(), Person.open(browser)]);
  people.push(visitor);
  const said: string[] = [];
  anna.page.on('console', (message) => said.push(message.text()));
  const [phone, visitors] = [watchPhone(anna), watchPhone(visitor)];
  await signIn(anna, 'anna', PASSWORD);
  await anna.page.getByRole('button', { name: /not ready/i }).first().click();
  await anna.page.getByRole('menuitem', { name: 'Ready for calls' }).click();
  await visitor.page.goto(`${company.url}/call`);
  await visitor.page.getByRole('button', { name: 'Start the call' }).click();
  await anna.page.getByRole('button', { name: /^Answer/ }).click();
  await anna.page.getByRole('button', { name: 'Hang up' }).waitFor();
  await hearEachOther(visitor, anna);
  const before = phone.credentials.length;
  await eventually('two renewals', () => phone.logins().length >= before + 2, 30_000);
  await hearEachOther(visitor, anna);
  expect(phone.messages.filter((message) => message.startsWith('BYE'))).toEqual([]);
  // Opus is first in what we offer the agent, in what we answer the visitor, and in what both browsers chose.
  expect([firstCodings(phone, 'INVITE'), firstCodings(phone, 'SIP/2.0 200'), firstCodings(visitors, 'SIP/2.0 200')]).toEqual([['opus'], ['opus'], ['opus']]);

  const [first] = phone.credentials;
  if (!first) throw new Error('the page asked for no credentials');
  expect(await registersWith(company.server.sip, first)).toBe(401);
  // The same way in, by those good at this moment.
  await eventually('the newest to be good', async () => (await registersWith(company.server.sip, phone.credentials.at(-1) ?? first)) === 200);
  const places = await anna.page.evaluate(() => {
    const { document, localStorage, sessionStorage } = globalThis as unknown as { document: { documentElement: { outerHTML: string }; cookie: string }; localStorage: object; sessionStorage: object };
    return [document.documentElement.outerHTML, document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join('\n');
  });
  for (const { login, password } of phone.credentials) {
    for (const secret of [password, login]) expect([places, said.join('\n'), company.server.output()].filter((text) => text.includes(secret))).toEqual([]);
  }
  await anna.page.getByRole('button', { name: 'Hang up' }).click();
});

test.skipIf(!chromiumPath)('no page complained', () => {
  expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
});
