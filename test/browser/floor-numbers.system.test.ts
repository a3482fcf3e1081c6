/** The floor in Chromium: a visitor has a name everywhere, an alert says what to say now, each number opens exactly what it counts. */
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../system/parts/eventually.ts';
import { isForEverybody } from './parts/accessibility.ts';
import { answer, callCompany, choose, finishWrapUp } from './parts/call-steps.ts';
import { chromiumPath, openChromium, Person } from './parts/chromium.ts';
import { openWebCompany, signIn, type WebCompany } from './parts/company.ts';
import { spoken } from './parts/spoken.ts';
import { EN as words } from './parts/words.ts';

const PICTURES = process.env.HUAWU_PICTURES;
const VISITOR = /Visitor \d{4}/;
const story = test.skipIf(!chromiumPath);

let company: WebCompany;
let browser: Browser;
let visitor: Person;
let hasty: Person;
let chen: Person;
let sam: Person;
/** As the supervisor saw the first visitor in the menu. */
let name = '';

const picture = async ({ page }: Person, file: string) => {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${file}.png`) });
};
const drawer = (): Locator => sam.page.getByRole('dialog');
const close = () => sam.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
const queueRow = (): Locator => sam.page.getByRole('table', { name: 'Queues' }).getByRole('row').filter({ hasText: 'Support' });
/** The number in a column of the queue. */
const numberOf = (column: string): Locator => queueRow().locator(`[data-title="${column}"]`).getByRole('button');
/** Opens what is behind a number; the calls listed there. */
async function behind(number: Locator): Promise<readonly string[]> {
  await number.click();
  await drawer().getByText(/in all\./).waitFor();
  const rows = await drawer().getByRole('list', { name: 'Calls of today' }).getByRole('listitem').allInnerTexts();
  const total = Number(/(\d+) in all/.exec(await drawer().innerText())?.[1]);
  expect(rows).toHaveLength(total);
  return rows;
}

beforeAll(async () => {
  if (!chromiumPath) return;
  [company, browser] = await Promise.all([openWebCompany(), openChromium()]);
  [visitor, hasty, chen, sam] = (await Promise.all([1, 2, 3, 4].map(() => Person.open(browser)))) as [Person, Person, Person, Person];
});
afterAll(async () => {
  await browser?.close();
  if (company) expect(await company.server.stop()).toBe(0);
});

story('a visitor in the menu is on the floor by a name, with the queues the menu can lead to', async () => {
  await Promise.all([signIn(chen, company, 'chen'), signIn(sam, company, 'sam')]);
  await callCompany(visitor, company, words);
  const row = sam.page.getByRole('table', { name: 'Live calls' }).getByRole('row').filter({ hasText: VISITOR });
  await row.getByText('Menu').waitFor();
  name = VISITOR.exec(await row.innerText())?.[0] ?? '';
  await row.getByRole('button', { name: `Open the call of ${name}`, exact: true }).click();
  await drawer().getByText('Can still reach: ').waitFor();
  expect(await drawer().innerText()).toMatch(/Can still reach: .*Support/);
  await picture(sam, 'floor-menu');
  await close();
});

story('the caller who waits is behind the number of those who wait', async () => {
  await choose(visitor, '22');
  await eventually('a number of one', async () => (await numberOf('Waiting').innerText()) === '1');
  for (const number of [numberOf('Waiting'), numberOf('Longest wait'), sam.page.getByRole('button', { name: /^Waiting/ })]) {
    await number.click();
    expect(await drawer().getByRole('list', { name: 'Live calls' }).getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining(name)]);
    await close();
  }
});

story('the agent is offered the same visitor, and told what to say beside the sentence, in the language of the page', async () => {
  // Somebody waits: ready lasts no longer than a moment.
  await chen.page.getByRole('button', { name: words.state }).click();
  await chen.page.getByRole('menuitem', { name: words.becomeReady }).click();
  const offer = chen.page.getByRole('alertdialog');
  await offer.waitFor({ timeout: 30_000 });
  expect(await offer.innerText()).toContain(name);
  await answer(chen, words);
  await Promise.all([visitor.say(spoken('en-2-forbidden', 'caller', [2])), chen.say(spoken('en-2-forbidden', 'agent', [1, 3]))]);
  const line = chen.page.locator('.line[data-speaker="agent"]').filter({ hasText: 'guaranteed return' });
  await line.getByText('The agent promised a return').waitFor({ timeout: 25_000 });
  expect(await line.innerText()).toContain('Say: Let me put that right, returns are not guaranteed');
  await sam.page.getByText('The agent promised a return').first().waitFor();
  await picture(chen, 'desk-hint');
  await chen.page.getByRole('button', { name: '中文' }).click();
  await line.getByText('坐席承诺了收益').waitFor();
  expect(await line.innerText()).toContain('请说：更正一下：收益并不保证');
  expect(await chen.page.locator('body').innerText()).toContain(name.replace('Visitor', '访客'));
  await picture(chen, 'desk-hint-zh');
  await chen.page.getByRole('button', { name: 'English' }).click();
});

story('answered, abandoned and service level open exactly the calls they count', async () => {
  await callCompany(hasty, company, words);
  await choose(hasty, '22');
  await eventually('the second caller in the queue', async () => (await numberOf('Waiting').innerText()) === '1');
  await hasty.page.getByRole('button', { name: 'Hang up' }).click();
  await eventually('one who gave up', async () => (await numberOf('Abandoned').innerText()) === '1');
  expect(await behind(numberOf('Answered'))).toEqual([expect.stringMatching(new RegExp(`${name}.*answered · in time`, 's'))]);
  await picture(sam, 'floor-answered');
  await close();
  expect(await behind(numberOf('Abandoned'))).toEqual([expect.stringMatching(/Visitor \d{4}.*abandoned · in time/s)]);
  await close();
  // Who gave up within the target is not offered: 1 of 1 was answered in time.
  expect(await numberOf('Level').innerText()).toBe('100%');
  for (const number of [numberOf('Level'), sam.page.getByRole('button', { name: /^Service level today/ })]) {
    expect(await behind(number)).toEqual([expect.stringContaining(name)]);
    await close();
  }
});

story('agents stand behind their numbers by state, and the calls of today behind an agent', async () => {
  await visitor.page.getByRole('button', { name: 'Hang up' }).click();
  const tile = sam.page.getByRole('button', { name: /^Not ready/ });
  await eventually('wrap-up', async () => (await tile.innerText()).includes('1 more in wrap-up'));
  await tile.click();
  await drawer().getByRole('heading', { name: 'Wrap-up 1' }).waitFor();
  expect(await drawer().getByRole('list', { name: 'Wrap-up' }).getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Chen')]);
  await picture(sam, 'floor-agents');
  await close();
  await finishWrapUp(chen, words, 'promised too much');
  const today = sam.page.getByRole('table', { name: 'Agents' }).getByRole('row').filter({ hasText: 'Chen' }).locator('[data-title="Today"]').getByRole('button');
  await eventually('a call of today', async () => (await today.innerText()) === '1');
  expect(await behind(today)).toEqual([expect.stringContaining(name)]);
  await close();
  await numberOf('Ready').click();
  expect(await drawer().getByRole('list', { name: 'Ready' }).getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Chen')]);
  await close();
});

story('the report counts the same calls as the floor, opens them, and the call tells why its agent was chosen', async () => {
  const { page } = sam;
  await page.getByRole('link', { name: 'Reports' }).click();
  const support = page.getByRole('row', { name: /^Support/ });
  await support.getByRole('button', { name: 'Abandoned: 1, show the calls', exact: true }).click();
  await drawer().getByText('1 in all.').waitFor();
  expect(await drawer().getByRole('listitem').allInnerTexts()).toEqual([expect.stringMatching(/Visitor \d{4}.*abandoned · waited/s)]);
  await close();
  await support.getByRole('button', { name: 'Answered: 1, show the calls', exact: true }).click();
  await drawer().getByRole('link', { name: `Open the call of ${name}` }).waitFor();
  await isForEverybody(sam);
  await picture(sam, 'reports');
  // What is open stands in the address: whoever is sent it sees the same.
  await page.reload();
  await drawer().getByRole('link', { name: `Open the call of ${name}` }).click();
  await page.getByText('Why this agent').click();
  const offers = page.getByRole('list', { name: 'Why this agent' }).getByRole('listitem').first();
  expect(await offers.innerText()).toMatch(/Support → Chen\s+answered after.*Strategy: longest idle.*Chen · chosen/s);
  await isForEverybody(sam);
  await picture(sam, 'why-agent');
});

story('a supervisor has a customer called back tomorrow, and cancels it', async () => {
  const { page } = sam;
  await page.getByRole('link', { name: 'Messages' }).click();
  await page.getByText('No messages to do').waitFor();
  await isForEverybody(sam);
  await page.getByRole('link', { name: 'Callbacks' }).click();
  await page.getByRole('button', { name: 'Add a callback' }).click();
  await page.getByRole('textbox', { name: 'Number' }).fill('1003');
  await page.getByRole('combobox', { name: 'Queue' }).last().click();
  await page.getByTitle('Support', { exact: true }).click();
  await page.getByRole('button', { name: 'Tomorrow 9:00' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row', { name: /^1003/ });
  await row.getByText('Scheduled').waitFor();
  expect(await row.innerText()).toContain('by Sam');
  await isForEverybody(sam);
  await picture(sam, 'callbacks');
  await row.getByRole('button', { name: 'Cancel: 1003' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: 'Cancel' }).click();
  await row.getByText('Cancelled').waitFor();
  expect([visitor, hasty, chen, sam].flatMap(({ complaints }) => complaints)).toEqual([]);
});
