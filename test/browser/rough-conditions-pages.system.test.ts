/** Pages on bad machines: no microphone, no https, a clock a day off; and what is too much for a page: 10,000 lines, names of all kinds. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SimPhone, type SimCall, toneUlaw } from '#test/simulators/phone/index';
import { freshData } from '#test/simulators/fresh-data';
import type { ServerProcess } from '#test/simulators/server-process';
import { eventually } from '../system/parts/eventually.ts';
import { chromiumPath, wholeChromiumPath, Person, type PersonOptions } from './parts/chromium.ts';
import { beReady } from './parts/rough/be-ready.ts';
import { AGENT, LINES, NEEDLE, openRoughCompany, PASSWORD, STRANGE, wordsOf } from './parts/rough/rough-company.ts';
import { clockOff, inPlace, scrollsAndStays, SOCKETS_BREAK } from './parts/rough/rough-pages.ts';

const PICTURES = process.env.HUAWU_PICTURES;
const DAY = 86_400_000;
/** A name that is this machine, but no localhost: what colleagues type. */
const NAME = 'desk.example';

const folder = freshData('huawu-rough-pages-');
let server: ServerProcess;
let url: string;
let browser: Browser;
const phones: SimPhone[] = [];
const people: Person[] = [];

const picture = async (page: Page, name: string) => {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
};

/** Asks for the microphone as people's browsers do: `permissions` are what was allowed before. */
const open = (more: string[] = [], env: Record<string, string> = {}) =>
  chromium.launch({
    executablePath: wholeChromiumPath ?? '', headless: true, timeout: 60_000, env: { ...(process.env as Record<string, string>), ...env },
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--disable-background-timer-throttling', '--disable-renderer-backgrounding', `--host-resolver-rules=MAP ${NAME} 127.0.0.1`, ...more],
  });

async function come(at: Browser, options: PersonOptions = {}): Promise<Person> {
  const person = await Person.open(at, options);
  people.push(person);
  return person;
}

async function signIn({ page }: Person, login: string, at = url): Promise<void> {
  await page.goto(at);
  await page.getByLabel(/name/i).first().fill(login);
  await page.getByLabel(/password/i).first().fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(desk|floor|review)/);
}

/** A caller in the queue. */
async function ring(display?: string): Promise<SimCall> {
  const phone = await SimPhone.open(server.sip, '13500135009');
  phones.push(phone);
  return phone.call('5001', display === undefined ? {} : { display });
}

async function finish(agent: Person, call: SimCall): Promise<void> {
  await call.hangUp();
  await agent.page.getByRole('button', { name: 'Finish' }).click();
  await agent.page.getByText('No call', { exact: true }).waitFor();
}

beforeAll(async () => {
  if (!chromiumPath) return;
  server = await openRoughCompany(folder);
  url = server.https ?? '';
  browser = await open(['--use-fake-device-for-media-stream']);
});
afterAll(async () => {
  await browser?.close();
  if (server) expect(await server.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

/** Whoever a test that failed left behind takes no call of the next one. */
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') for (const [index, { page }] of people.entries()) await picture(page, `failed-${task.name.slice(0, 24).replaceAll(/\W/g, '-')}-${index}`).catch(() => {});
  for (const phone of phones.splice(0)) await phone.close();
  for (const person of people.splice(0)) await person.close().catch(() => {});
});

test.skipIf(!chromiumPath)('a refused microphone is told with the way out, and costs no call: visitor and agent', async () => {
  const visitor = await come(browser, { noMicrophone: true });
  await visitor.page.goto(`${url}/call`);
  await visitor.page.getByRole('button', { name: 'Start the call' }).click();
  await visitor.page.getByText(/microphone is blocked.*“Allow”, and try again/).waitFor();
  await picture(visitor.page, 'visitor-denied');
  expect((await server.get('/api/live-calls').catch(() => ({ body: {} }))).body).not.toMatchObject({ calls: [{}] });

  // This agent asked for less motion: menus have to open all the same.
  const agent = await come(browser, { noMicrophone: true, still: true });
  await signIn(agent, 'noa');
  await beReady(agent);
  await visitor.context.grantPermissions(['microphone']);
  await visitor.page.getByRole('button', { name: 'Start the call' }).click();
  const answer = agent.page.getByRole('button', { name: /^Answer/ });
  await answer.click();
  await agent.page.getByText(/microphone was refused.*or use a desk phone/).waitFor();
  await picture(agent.page, 'agent-denied');
  // It still rings: once the microphone is allowed, the same button takes it.
  await agent.context.grantPermissions(['microphone']);
  await answer.click();
  await agent.page.getByRole('button', { name: 'Hang up' }).waitFor();
  await visitor.page.getByText(/You are on a call with/).waitFor();
  await comesBackWithoutMicrophone(agent);
  await visitor.page.getByRole('button', { name: 'Hang up' }).click();
  await agent.page.getByRole('button', { name: 'Finish' }).click();
  await agent.page.getByText('No call', { exact: true }).waitFor();
  await Promise.all([visitor.close(), agent.close()]);
});

/** The page is loaded anew in mid-call, and the permission is gone. */
async function comesBackWithoutMicrophone({ page, context }: Person): Promise<void> {
  // An empty list refuses what is not in it.
  await context.clearPermissions();
  await context.grantPermissions([]);
  await page.reload();
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await page.getByRole('button', { name: 'Hang up' }).waitFor();
  await picture(page, 'agent-back-denied');
  await context.grantPermissions(['microphone']);
  await again.click();
  await page.getByText(/phone is away/).waitFor({ state: 'detached' });
  await page.getByText(/microphone was refused/).waitFor({ state: 'detached' });
}

test.skipIf(!chromiumPath)('a machine without any microphone says so to visitor and agent; the call goes on ringing', async () => {
  const deaf = await open([], { ALSA_CONFIG_PATH: '/dev/null', PULSE_SERVER: '/nowhere', PIPEWIRE_RUNTIME_DIR: '/nowhere' });
  const person = await come(deaf, { noMicrophone: true });
  await person.context.grantPermissions(['microphone']);
  await person.page.goto(`${url}/call`);
  await person.page.getByRole('button', { name: 'Start the call' }).click();
  await person.page.getByText(/No microphone was found\. Plug in/).waitFor();
  await picture(person.page, 'visitor-no-device');
  await signIn(person, 'noa');
  await beReady(person);
  const call = await ring();
  const answer = person.page.getByRole('button', { name: /^Answer/ });
  await answer.click();
  await person.page.getByText(/No microphone was found\. Plug a headset in/).waitFor();
  expect(await answer.count()).toBe(1);
  await picture(person.page, 'agent-no-device');
  await deaf.close();
  // Another machine of the same person takes it.
  const agent = await come(browser);
  await signIn(agent, 'noa');
  await beReady(agent);
  await agent.page.getByRole('button', { name: /^Answer/ }).click({ timeout: 25_000 });
  await agent.page.getByRole('button', { name: 'Hang up' }).waitFor();
  await finish(agent, call);
  await agent.close();
});

test.skipIf(!chromiumPath)('plain http: localhost works, any other name says why not and leads to https', async () => {
  const person = await come(browser);
  const { page } = person;
  const httpPort = new URL(server.url).port;
  await signIn(person, 'noa', `http://127.0.0.1:${httpPort}`);
  await page.getByText(/Phone: ready/).first().waitFor();
  expect(await page.getByText(/not opened by https/).count()).toBe(0);
  await page.goto(`http://${NAME}:${httpPort}/call`);
  await page.getByText(/does not allow the microphone/).waitFor();
  expect(await page.getByRole('button', { name: 'Start the call' }).isDisabled()).toBe(true);
  await picture(page, 'visitor-http');
  const secure = `https://${NAME}:${new URL(url).port}`;
  await page.getByRole('link', { name: `${secure}/call` }).click();
  await page.waitForURL(`${secure}/call`);
  expect(await page.getByRole('button', { name: 'Start the call' }).isEnabled()).toBe(true);
  await page.goto(`http://${NAME}:${httpPort}/sign-in`);
  await page.getByRole('link', { name: `${secure}/sign-in` }).waitFor();
  await picture(page, 'sign-in-http');
  await signIn(person, 'noa', `http://${NAME}:${httpPort}`);
  await page.getByRole('link', { name: `${secure}/desk` }).waitFor();
  await picture(page, 'desk-http');
  await person.close();
});

test.skipIf(!chromiumPath)('a certificate nobody trusts stops the page; sockets refused under an open page are told with the way out', async () => {
  const strict = await browser.newContext();
  const page = await strict.newPage();
  await expect(page.goto(url)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/);
  await strict.close();

  const supervisor = await come(browser);
  await supervisor.context.addInitScript(SOCKETS_BREAK);
  await signIn(supervisor, 'sam');
  await supervisor.page.getByText('Live calls').first().waitFor();
  await supervisor.page.evaluate(() => (globalThis as unknown as { huawuBreak(): void }).huawuBreak());
  await hurry(supervisor.page, /live connections \(WebSocket\) are refused: a proxy/);
  await picture(supervisor.page, 'sockets-refused');
  await supervisor.context.route('**/api/**', (route) => route.abort('connectionrefused'));
  await hurry(supervisor.page, /certificate was changed/);
  await picture(supervisor.page, 'unreachable');
  await supervisor.close();
});

/** Presses "Connect now" until the page says this. */
async function hurry(page: Page, words: RegExp): Promise<void> {
  await eventually(String(words), async () => {
    if ((await page.getByText(words).count()) > 0) return true;
    await page.getByRole('button', { name: 'Connect now' }).click({ timeout: 300 }).catch(() => {});
    return false;
  }, 20_000);
}

test.skipIf(!chromiumPath)('clocks a day ahead and a day behind change no duration and no countdown', async () => {
  const [agent, supervisor] = await Promise.all([come(browser), come(browser)]);
  await agent.context.addInitScript(clockOff(DAY));
  await supervisor.context.addInitScript(clockOff(-DAY));
  await Promise.all([signIn(agent, 'noa'), signIn(supervisor, 'sam')]);
  await beReady(agent);
  const call = await ring();
  const card = agent.page.getByRole('alertdialog');
  await card.waitFor();
  const left = Number(/(\d+) s left/.exec(await card.locator('svg').first().getAttribute('aria-label') ?? '')?.[1]);
  expect(left).toBeGreaterThan(10);
  // The page looks twice a second.
  expect(left).toBeLessThanOrEqual(21);
  await agent.page.getByRole('button', { name: /^Answer/ }).click();
  await agent.page.getByRole('button', { name: 'Hang up' }).waitFor();
  expect(await agent.page.getByRole('region', { name: 'Call', exact: true }).innerText()).toMatch(/00:[0-2]\d/);
  await supervisor.page.getByText(/Talking|On a call/).first().waitFor();
  await call.hangUp();
  await agent.page.getByText(/Wrap-up left 00:(30|2\d)/).waitFor();
  await picture(agent.page, 'clock-ahead');
  await agent.page.getByRole('button', { name: 'Finish' }).click();
  await agent.page.getByText('No call', { exact: true }).waitFor();
  // At no moment since the page was opened was there a duration of hours.
  for (const { page } of [agent, supervisor]) expect(await page.evaluate(() => (globalThis as unknown as { huawuHours: string[] }).huawuHours)).toEqual([]);
  await Promise.all([agent.close(), supervisor.close()]);
});

test.skipIf(!chromiumPath)('10,000 lines in a review: found by a word at once, few of them drawn, and the place is kept', async () => {
  const reviewer = await come(browser);
  const { page } = reviewer;
  await signIn(reviewer, 'rita');
  await page.getByRole('searchbox').or(page.getByRole('textbox', { name: /search/i })).first().fill(NEEDLE.word);
  const from = performance.now();
  await page.keyboard.press('Enter');
  const found = page.locator('a[href="/review/long"]');
  await page.locator('mark', { hasText: NEEDLE.word }).waitFor({ timeout: 10_000 });
  console.log(`10,000 lines searched in ${Math.round(performance.now() - from)} ms`);
  const opening = performance.now();
  await found.click();
  const rows = page.locator('.review-row');
  await rows.first().waitFor();
  console.log(`10,000 lines opened in ${Math.round(performance.now() - opening)} ms`);
  expect(await rows.count()).toBeLessThan(80);
  const place = await scrollsAndStays(page, '.review-transcript', '.review-row');
  expect(place).toBeGreaterThan(2_000);
  await picture(page, 'review-long');
  await reviewer.close();
});

test.skipIf(!chromiumPath)('10,000 lines at the desk: few are drawn, the end is followed, and new words do not move who reads above', async () => {
  const agent = await come(browser);
  const { page } = agent;
  let tell: ((text: string) => void) | undefined;
  await page.routeWebSocket(/\/api\/live/, (socket) => {
    const far = socket.connectToServer();
    far.onMessage((text) => socket.send(text));
    socket.onMessage((text) => far.send(text));
    tell = (text) => socket.send(text);
  });
  await page.route('**/api/calls/*/transcript', (route) => {
    const callId = decodeURIComponent(route.request().url().split('/').at(-2) ?? '');
    return route.fulfill({ json: { callId, alerts: [], turns: Array.from({ length: LINES }, (_, line) => ({ speaker: line % 2 === 0 ? 'caller' : 'agent', turn: line, words: wordsOf(line) })) } });
  });
  await signIn(agent, 'noa');
  await beReady(agent);
  const call = await ring();
  await page.getByRole('button', { name: /^Answer/ }).click();
  const last = page.getByText(`line ${LINES - 1} `);
  const from = performance.now();
  await last.waitFor();
  console.log(`10,000 lines at the desk in ${Math.round(performance.now() - from)} ms`);
  const rows = page.locator('.transcript-row');
  expect(await rows.count()).toBeLessThan(80);
  const callId = ((await server.get('/api/floor')).body as { calls: { id: string }[] }).calls[0]?.id ?? '';
  const words = (turn: number) => tell?.(JSON.stringify({ type: 'words', callId, speaker: 'caller', turn, kind: 'final', words: [{ text: `later ${turn}`, start: LINES / 3 + turn, end: LINES / 3 + turn + 0.5 }] }));
  words(LINES);
  await page.getByText(`later ${LINES}`).waitFor();
  const before = await scrollsAndStays(page, '.transcript-box', '.transcript-row');
  for (let turn = LINES + 1; turn <= LINES + 20; turn++) words(turn);
  // They have come when there is a way to them.
  await page.getByRole('button', { name: /To the newest/ }).waitFor();
  await page.waitForTimeout(800);
  const reading = await page.locator('.transcript-box').evaluate((element) => [...element.querySelectorAll('.transcript-row')].map((each) => Number(each.getAttribute('data-index'))));
  expect(reading).toContain(before);
  await page.getByRole('button', { name: /To the newest/ }).click();
  await page.getByText(`later ${LINES + 20}`).waitFor();
  await picture(page, 'desk-long');
  await finish(agent, call);
  await agent.close();
});

test.skipIf(!chromiumPath)('names from right to left, with emoji and marks, stay in their place on desk, floor and review', async () => {
  const [agent, supervisor, reviewer] = await Promise.all([come(browser), come(browser), come(browser)]);
  await Promise.all([signIn(agent, 'noa'), signIn(supervisor, 'sam'), signIn(reviewer, 'rita')]);
  await beReady(agent);
  const call = await ring(STRANGE);
  await agent.page.getByRole('alertdialog').waitFor();
  await picture(agent.page, 'names-offer');
  await inPlace(agent.page);
  await agent.page.getByRole('button', { name: /^Answer/ }).click();
  call.audio.say(toneUlaw(440), { loop: true });
  const name = agent.page.locator('.call-who bdi').first();
  await name.waitFor();
  expect(await name.innerText()).toBe(STRANGE);
  expect(await agent.page.locator('.call-who b').count()).toBe(0);
  // The mark that turns text around ends with the name: number, queue and time follow it from left to right.
  const boxes = await Promise.all(['.call-who strong', '.call-who > [dir=ltr]', '.call-who > .quiet', '.call-who > span.figures'].map((each) => agent.page.locator(each).first().boundingBox()));
  const lefts = boxes.map((box) => box?.x ?? NaN);
  expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
  await picture(agent.page, 'names-desk');
  await inPlace(agent.page);
  await supervisor.page.getByText(AGENT).first().waitFor();
  await picture(supervisor.page, 'names-floor');
  await inPlace(supervisor.page);
  await finish(agent, call);
  await reviewer.page.reload();
  await reviewer.page.getByText(AGENT).first().waitFor();
  await picture(reviewer.page, 'names-review');
  await inPlace(reviewer.page);
  await Promise.all([agent.close(), supervisor.close(), reviewer.close()]);
});
