/** The same story in Chinese, shorter: the menu, the words, the alert, the transfer and the review, with every page in Chinese. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, becomeReady, callCompany, choose, finishWrapUp, sayUntilShown, transferTo } from './parts/call-steps.ts';
import { chromiumPath, openChromium, Person } from './parts/chromium.ts';
import { openWebCompany, signIn, type WebCompany } from './parts/company.ts';
import { hearEachOther, likeness } from './parts/ears.ts';
import { dispute, hearWord, openByWords, playRecording, publish, scoreOpenQuestions } from './parts/review-steps.ts';
import { spoken } from './parts/spoken.ts';
import { ZH as words } from './parts/words.ts';

const PICTURES = process.env.HUAWU_PICTURES;
const PROMPTS = join(import.meta.dirname, '..', '..', 'prompts');
const story = test.skipIf(!chromiumPath);

let company: WebCompany;
let browser: Browser;
let visitor: Person;
let anna: Person;
let chen: Person;
let supervisor: Person;
let reviewer: Person;

const picture = async ({ page }: Person, name: string) => {
  if (PICTURES) await page.screenshot({ animations: 'disabled', path: join(PICTURES, `zh-${name}.png`) });
};
const button = ({ page }: Person, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

beforeAll(async () => {
  if (!chromiumPath) return;
  [company, browser] = await Promise.all([openWebCompany({ chinese: true }), openChromium()]);
  const open = () => Person.open(browser, { locale: 'zh-CN' });
  [visitor, anna, chen, supervisor, reviewer] = await Promise.all([open(), open(), open(), open(), open()]);
  await Promise.all([signIn(anna, company, 'anna'), signIn(supervisor, company, 'sam'), signIn(chen, company, 'chen'), signIn(reviewer, company, 'rita')]);
});
afterAll(async () => {
  const [status] = await Promise.all([company?.server.stop(), browser?.close()]);
  if (company) expect(status).toBe(0);
});

story('a visitor hears the menu in Chinese and reaches an agent', async () => {
  await becomeReady(anna, words);
  await callCompany(visitor, company, words);
  await choose(visitor, '11');
  await picture(visitor, 'call-us');
  const offer = anna.page.getByRole('alertdialog');
  await offer.getByText('· 中文').waitFor({ timeout: 30_000 });
  await picture(anna, 'offer');
  const menu = await visitor.heard();
  expect(likeness(menu, join(PROMPTS, 'zh', 'recording-notice.wav'))).toBeGreaterThan(0.8);
  expect(likeness(menu, join(PROMPTS, 'en', 'recording-notice.wav'))).toBeLessThan(0.75);
  await answer(anna, words);
});

story('Chinese words come on the screen while they are said, and a forbidden promise at agent and supervisor', async () => {
  await button(supervisor, words.openCall).first().click();
  const say = () => Promise.all([visitor.say(spoken('zh-2-forbidden', 'caller', [2])), anna.say(spoken('zh-2-forbidden', 'agent', [3]))]);
  await sayUntilShown(say, [anna, supervisor], [/我想.*咨询/, /保本保息/]);
  for (const { page } of [anna, supervisor]) {
    await page.getByText('坐席承诺了收益，请立即更正').first().waitFor({ timeout: 20_000 });
  }
  await picture(anna, 'desk');
  await picture(supervisor, 'call');
  await supervisor.page.keyboard.press('Escape');
  await supervisor.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await picture(supervisor, 'floor');
  await hearEachOther(visitor, anna);
});

story('a transfer reaches a colleague; both hear each other', async () => {
  await becomeReady(chen, words);
  await button(anna, words.transfer).click();
  await anna.page.getByRole('option', { name: /Chen.*· 就绪/ }).waitFor();
  await picture(anna, 'transfer');
  await transferTo(anna, words, /Chen/);
  await answer(chen, words);
  await hearEachOther(visitor, chen);
  await button(visitor, words.hangUp).click();
  await button(anna, words.finish).waitFor();
  await picture(anna, 'wrap-up');
  await Promise.all([finishWrapUp(anna, words, '咨询产品'), finishWrapUp(chen, words, '已说明风险')]);
});

story('a reviewer finds the call by a Chinese word, hears it, scores and publishes', async () => {
  expect(await openByWords(reviewer, words, '咨询')).toContain('我想');
  await playRecording(reviewer, words);
  await hearWord(reviewer, words, '保本');
  await picture(reviewer, 'review');
  expect(await scoreOpenQuestions(reviewer, words)).toBeGreaterThan(2);
  await publish(reviewer, words);
});

story('the agent disputes; the reviewer reads why', async () => {
  await dispute(chen, words, '客户要求介绍产品，我没有承诺');
  await picture(chen, 'dispute');
  await reviewer.page.reload();
  await reviewer.page.getByText('坐席的异议').waitFor();
  await reviewer.page.getByText('客户要求介绍产品，我没有承诺').waitFor();
  await picture(reviewer, 'disputed');
});

story('no page complained', () => {
  expect([visitor, anna, chen, supervisor, reviewer].flatMap(({ complaints }) => complaints)).toEqual([]);
});
