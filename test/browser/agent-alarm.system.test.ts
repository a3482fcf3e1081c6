/** What an agent's browser does around a call: devices with their levels, ring tone, notification, and what is known about the customer. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../system/parts/eventually.ts';
import { finishWrapUp } from './parts/call-steps.ts';
import { Caller } from './parts/caller.ts';
import { chromiumPath, openChromium, Person } from './parts/chromium.ts';
import { openWebCompany, type WebCompany } from './parts/company.ts';
import { DeskAgent } from './parts/desk-agent.ts';
import { type Sound, WITNESS } from './parts/witness.ts';
import { EN } from './parts/words.ts';

const CUSTOMER = { from: '13800138002', display: 'Kim Caller', hertz: 440 };
/** Number of the queue Support. */
const SUPPORT = '5002';

/** The bell has two tones. */
const RING_HERTZ = [440, 554];
const DEVICES = { Microphone: 'input', Speaker: 'output', Ringer: 'ringer' };

let company: WebCompany;
let browser: Browser;
let chen: DeskAgent;
let caller: Caller;

const witness = <T>(script: string): Promise<T> => chen.page.evaluate<T>(`globalThis.witness.${script}`);
/** What plays now by a media element, by device and with its strongest tone. */
const sounds = () => witness<Sound[]>('sounds()');
const level = async (label: string) => Number(await chen.page.getByRole('meter', { name: label }).getAttribute('aria-valuenow'));
const levelAbove = (label: string, percent: number) => eventually(`${label} above ${percent} %`, async () => (await level(label)) > percent);

async function openDevices(): Promise<void> {
  await (await chen.phoneMenu(/Microphone, speaker, ringer/)).click();
  await chen.page.getByRole('dialog', { name: /Microphone, speaker, ringer/ }).waitFor();
}

async function choose(use: keyof typeof DEVICES, device: string): Promise<void> {
  await chen.page.getByRole('combobox', { name: use, exact: true }).click();
  // The list before may still be closing.
  const own = chen.page.locator(`#device-${DEVICES[use]}_list`);
  await chen.page.locator('.ant-select-dropdown', { has: own }).locator('.ant-select-item-option', { hasText: device }).click();
}

const chosen = async (use: string) => (await chen.page.locator('.ant-select', { has: chen.page.getByRole('combobox', { name: use, exact: true }) }).innerText()).trim();
const closeDevices = () => chen.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

describe.skipIf(!chromiumPath)('an agent at the browser', () => {
  beforeAll(async () => {
    company = await openWebCompany();
    browser = await openChromium({ whole: true });
    const person = await Person.open(browser, { ownDevices: true });
    await person.context.addInitScript(WITNESS);
    chen = await DeskAgent.enter(person, company, 'chen');
  });
  afterAll(async () => {
    await caller?.leave();
    await browser?.close();
    if (company) expect(await company.server.stop()).toBe(0);
  });
  afterEach(({ task }) => (task.result?.state === 'fail' ? chen?.picture(`failed ${task.name.slice(0, 40)}`) : undefined));

  test('chooses microphone, speaker and ringer, sees their levels, and has them still after a reload', async () => {
    await openDevices();
    await choose('Microphone', 'Fake Audio Input 2');
    await levelAbove('Microphone level', 5);
    await choose('Speaker', 'Fake Audio Output 1');
    await choose('Ringer', 'Fake Audio Output 2');
    await chen.button('Try the ringer').click();
    await levelAbove('Ringer level', 20);
    await eventually('the trial on the ringer', async () => (await sounds()).some(({ device }) => device === 'Fake Audio Output 2'));
    await chen.picture('devices');
    await eventually('the end of the trial', async () => (await sounds()).length === 0);
    await chen.button('Try the speaker').click();
    await levelAbove('Speaker level', 20);
    await closeDevices();
    await eventually('silence', async () => (await sounds()).length === 0);
    await chen.page.reload();
    await chen.button(/^Phone: ready/).waitFor();
    await openDevices();
    expect(await Promise.all(['Microphone', 'Speaker', 'Ringer'].map(chosen))).toEqual(['Fake Audio Input 2', 'Fake Audio Output 1', 'Fake Audio Output 2']);
    await closeDevices();
  });

  test('who looks elsewhere is rung on the ringer, told by the system with customer and queue, and by the title', async () => {
    await chen.getReady();
    await chen.button(EN.ready).waitFor();
    await witness('away(true)');
    caller = await Caller.dial(company, SUPPORT, CUSTOMER);
    await chen.card.getByRole('button', { name: /^Answer/ }).waitFor();
    await eventually('the ring tone', async () => (await sounds()).some(({ device, hertz }) => device === 'Fake Audio Output 2' && RING_HERTZ.some((tone) => Math.abs((hertz ?? 0) - tone) < 30)));
    await expect.poll(() => witness('notes()')).toEqual([{ title: 'Incoming call: Kim Caller', body: 'Support', closed: false }]);
    await eventually('the title', async () => (await chen.page.title()) === '☎ Incoming call: Kim Caller');
    await witness('click(0)');
    expect(await witness('focused')).toBe(1);
    await eventually('the end of the notification', async () => (await witness<{ closed: boolean }[]>('notes()')).every(({ closed }) => closed));
    await witness('away(false)');
  });

  test('answers by a key: the bell stops, the call is on the speaker, the microphone at the caller', async () => {
    await chen.page.keyboard.press('F2');
    await chen.button(EN.hangUp).waitFor();
    // Chromium's own microphone beeps once a second.
    await caller.until('a beep', (it) => it.peak > 1_000);
    await expect.poll(sounds, { timeout: 10_000 }).toEqual([{ device: 'Fake Audio Output 1', hertz: expect.closeTo(CUSTOMER.hertz, -1.7) as number }]);
    expect(await chen.page.title()).not.toContain('☎');
    await openDevices();
    await levelAbove('Speaker level', 20);
    await choose('Microphone', 'Fake Audio Input 1');
    await choose('Speaker', 'Fake Audio Output 2');
    await eventually('the call on the other speaker', async () => (await sounds()).some(({ device }) => device === 'Fake Audio Output 2'));
    caller.call.audio.forget();
    await caller.until('a beep of the other microphone', (it) => it.peak > 1_000);
    await closeDevices();
  });

  test('has the call in the own figures of today right after it', async () => {
    await chen.page.getByText('First call of this customer.').waitFor();
    await eventually('a second of talk', async () => Number((await chen.page.locator('.call-who .figures').last().innerText()).split(':').at(-1)) >= 1);
    await chen.button(EN.hangUp).click();
    await chen.button('Finish').waitFor();
    const today = await chen.page.locator('.today').innerText();
    expect(today).toMatch(/Calls\s+1\n/);
    expect(today).toMatch(/Talk time\s+00:0?[1-9]/);
    expect(today).toMatch(/Mean handling\s+00:0?[1-9]/);
    expect(today).toMatch(/Occupancy\s+[1-9]\d?\s?%/);
    await finishWrapUp(chen.person, EN, 'wants two boxes');
    await chen.button(EN.ready).waitFor();
  });

  test('sees this customer’s earlier call when they call again, and rejects in the page', async () => {
    caller = await Caller.dial(company, SUPPORT, CUSTOMER);
    await chen.card.waitFor();
    const earlier = chen.page.locator('.earlier li');
    await earlier.first().waitFor();
    expect(await earlier.count()).toBe(1);
    const told = await earlier.innerText();
    for (const fact of ['Support', 'Chen', /Sold|Interested/, 'wants two boxes']) expect(told).toMatch(fact);
    await chen.picture('earlier-call');
    await chen.page.keyboard.press('F4');
    await chen.card.waitFor({ state: 'hidden' });
    await chen.button(/^State: Not ready: a call was rejected/).waitFor();
    expect(await sounds()).toEqual([]);
  });

  test('no page complained', () => expect(chen.person.complaints).toEqual([]));
});
