/** One call by people who have nothing but a browser, in English: visitor, two agents, supervisor, reviewer. Chromium is a part we did not write. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toneShare } from '#media';
import { eventually } from '../system/parts/eventually.ts';
import { isForEverybody } from './parts/accessibility.ts';
import { MARKUP, answer, becomeReady, callCompany, choose, finishWrapUp, sayUntilShown, showsAsText, transferTo } from './parts/call-steps.ts';
import { chromiumPath, openChromium, Person } from './parts/chromium.ts';
import { openWebCompany, signIn, type WebCompany } from './parts/company.ts';
import { RATE, bothIn, hearEachOther, hears, keysIn, likeness, untilHears } from './parts/ears.ts';
import { dispute, hearWord, openByWords, playRecording, publish, scoreOpenQuestions } from './parts/review-steps.ts';
import { spoken } from './parts/spoken.ts';
import { EN as words } from './parts/words.ts';

/** Set to a folder to keep pictures of the pages, for readers: then without the markup in the live words. */
const PICTURES = process.env.HUAWU_PICTURES;
const PROMPTS = join(import.meta.dirname, '..', '..', 'prompts');
const story = test.skipIf(!chromiumPath);

let company: WebCompany;
let browser: Browser;
let visitor: Person;
let chen: Person;
let dana: Person;
let supervisor: Person;
let reviewer: Person;

const picture = async ({ page }: Person, name: string) => {
  if (PICTURES) await page.screenshot({ animations: 'disabled', path: join(PICTURES, `${name}.png`) });
};
const button = ({ page }: Person, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

beforeAll(async () => {
  if (!chromiumPath) return;
  [company, browser] = await Promise.all([openWebCompany(), openChromium({ whole: true })]);
  [visitor, chen, dana, supervisor, reviewer] = await Promise.all([1, 2, 3, 4, 5].map(() => Person.open(browser))) as [Person, Person, Person, Person, Person];
  // A word that is said becomes markup on its way to these pages, which must not care.
  if (!PICTURES) await Promise.all([chen, supervisor].map((person) => person.changeLive('"investment"', JSON.stringify(MARKUP))));
  await Promise.all([signIn(chen, company, 'chen'), signIn(supervisor, company, 'sam'), signIn(dana, company, 'dana'), signIn(reviewer, company, 'rita')]);
});
afterAll(async () => {
  const [status] = await Promise.all([company?.server.stop(), browser?.close()]);
  if (company) expect(status).toBe(0);
});

story('a visitor calls, hears the menu and reaches an agent', async () => {
  await becomeReady(chen, words);
  await callCompany(visitor, company, words);
  await choose(visitor, '22');
  await picture(visitor, 'call-us');
  await chen.page.getByRole('alertdialog').waitFor({ timeout: 30_000 });
  await picture(chen, 'offer');
  await isForEverybody(chen, visitor);
  const menu = await visitor.heard();
  expect(likeness(menu, join(PROMPTS, 'en', 'recording-notice.wav'))).toBeGreaterThan(0.8);
  expect(likeness(menu, join(PROMPTS, 'zh', 'recording-notice.wav'))).toBeLessThan(0.75);
  await answer(chen, words);
});

story('words come on the screen while they are said, and a forbidden promise at agent and supervisor', async () => {
  await button(supervisor, words.openCall).first().click();
  await button(supervisor, words.listen).first().click();
  await button(supervisor, words.stopListening).waitFor();
  const say = () => Promise.all([visitor.say(spoken('en-2-forbidden', 'caller', [2])), chen.say(spoken('en-2-forbidden', 'agent', [3]))]);
  await sayUntilShown(say, [chen, supervisor], [/question about my plan/, /guaranteed return/]);
  for (const { page } of [chen, supervisor]) {
    await page.getByText('The agent promised a return').first().waitFor({ timeout: 20_000 });
  }
  if (!PICTURES) await Promise.all([chen, supervisor].map(showsAsText));
  await picture(chen, 'desk');
  await picture(supervisor, 'listening');
  await isForEverybody(chen, supervisor, visitor);
});

story('a rule gives the agent a step and the call a tag; the agent asks for help, and sees who has seen it', async () => {
  await chen.page.getByRole('checkbox', { name: /nothing is guaranteed/ }).click();
  await chen.page.getByText('1 of 1 done').waitFor();
  const drawer = supervisor.page.getByRole('dialog');
  for (const place of [chen.page, drawer]) await place.locator('.call-tag', { hasText: 'mis-selling' }).first().waitFor();
  await button(chen, 'Ask for help').click();
  await chen.page.getByRole('textbox', { name: /^Why/ }).fill('He asks for the manager');
  await chen.page.keyboard.press('Enter');
  await chen.page.getByText('no supervisor has seen it yet').first().waitFor();
  await drawer.getByText('He asks for the manager').first().waitFor();
  await picture(supervisor, 'request');
  await drawer.getByRole('button', { name: 'Acknowledge alert: The agent asks for help' }).click();
  await chen.page.getByText('has seen that you ask for help').first().waitFor();
  await picture(chen, 'script');
});

story('both hear each other, and the supervisor both', async () => {
  await supervisor.forget();
  await hearEachOther(visitor, chen);
  await eventually('440 and 620 Hz at the supervisor', async () => bothIn(await supervisor.heard('aloud')));
  await button(supervisor, words.stopListening).click();
  await supervisor.page.keyboard.press('Escape');
  await supervisor.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await picture(supervisor, 'floor');
});

story('a muted agent is not heard, and hears', async () => {
  await button(chen, words.mute).click();
  await visitor.forget();
  await Promise.all([visitor.hum(440), chen.hum(620)]);
  await untilHears(chen, 440);
  await eventually('a second of the line', async () => (await visitor.heard()).length > RATE);
  expect(toneShare(await visitor.heard(), 620)).toBeLessThan(0.05);
  await button(chen, words.unmute).click();
  await untilHears(visitor, 620);
  await Promise.all([visitor.hush(), chen.hush()]);
});

story('keys of the agent’s pad sound at the visitor', async () => {
  await eventually('silence', async () => (await hears(visitor, 620)) < 0.05);
  await visitor.forget();
  await button(chen, words.keypad).click();
  for (const key of '159#') await button(chen, words.keyOf(key)).click();
  await eventually('the tones of 1, 5, 9 and #', async () => keysIn(await visitor.heard()) === '159#', 15_000).catch(async (error: unknown) => {
    throw new Error(`heard ${keysIn(await visitor.heard())}`, { cause: error });
  });
  await button(chen, words.keypad).click();
});

story('hold gives the visitor music and the call back', async () => {
  await button(chen, words.hold).click();
  await button(chen, words.unhold).waitFor();
  await visitor.forget();
  await chen.hum(620);
  await eventually('a second of music', async () => (await visitor.heard()).filter((sample) => Math.abs(sample) > 500).length > RATE / 4);
  expect(toneShare(await visitor.heard(), 620)).toBeLessThan(0.2);
  await button(chen, words.unhold).click();
  await button(chen, words.hold).waitFor();
  await untilHears(visitor, 620);
  await chen.hush();
});

story('a page loaded anew in mid-call has the call again within a few seconds', async () => {
  await chen.page.reload();
  const back = performance.now();
  await button(chen, words.hangUp).waitFor();
  await visitor.hum(440);
  await untilHears(chen, 440);
  // Goal 3 s from the page that is there again; half a second of it is the ear's own window. Busy machines get some more.
  expect(performance.now() - back).toBeLessThan(6_000);
  await visitor.hush();
});

story('a transfer reaches a colleague whose presence was seen live; both hear each other', async () => {
  await button(chen, words.transfer).click();
  await chen.page.getByRole('option', { name: /Dana.*Not ready/ }).waitFor();
  await becomeReady(dana, words);
  await chen.page.getByRole('option', { name: /Dana.*· Ready/ }).waitFor();
  await picture(chen, 'transfer');
  await isForEverybody(chen);
  await transferTo(chen, words, /Dana/);
  await answer(dana, words);
  await hearEachOther(visitor, dana);
});

story('wrap-up asks for a disposition and keeps notes as they are', async () => {
  await button(chen, words.finish).click();
  await chen.page.getByText('Choose a disposition first').waitFor();
  await finishWrapUp(chen, words, `asked for the price ${MARKUP}`);
  await button(chen, words.ready).waitFor();
});

story('a transfer to a queue reaches whoever is ready there', async () => {
  await button(dana, words.transfer).click();
  await transferTo(dana, words, /Queues.*Support/);
  await answer(chen, words);
  await hearEachOther(visitor, chen);
  await button(visitor, words.hangUp).click();
  const hungUp = performance.now();
  // docs/review.md: every call is scored by its rules within 5 s of its hang-up.
  await eventually('the automatic score', async () => ((await company.server.get('/api/review/calls?limit=1')).body as { calls: readonly { automatic?: number }[] }).calls[0]?.automatic !== undefined);
  expect(performance.now() - hungUp).toBeLessThan(5_000);
  await button(chen, words.finish).waitFor();
  await picture(chen, 'wrap-up');
  await isForEverybody(chen);
  await Promise.all([finishWrapUp(chen, words, 'called back'), finishWrapUp(dana, words, '')]);
});

story('a reviewer finds the call by words said in it, hears it, corrects, scores and publishes', async () => {
  const { page } = reviewer;
  expect(await openByWords(reviewer, words, 'question about my plan')).toContain('price');
  await playRecording(reviewer, words);
  await hearWord(reviewer, words, 'guaranteed');
  await picture(reviewer, 'review');
  await button(reviewer, words.correct).click();
  await page.getByRole('dialog').getByRole('textbox').fill(MARKUP);
  await page.getByRole('dialog').getByRole('button', { name: words.save }).click();
  await page.locator('.review-word.corrected', { hasText: MARKUP }).waitFor();
  await button(reviewer, words.comment).click();
  await page.getByRole('dialog').getByRole('textbox').fill(`listen again ${MARKUP}`);
  await page.getByRole('dialog').getByRole('button', { name: words.save }).click();
  await page.locator('.review-comment, article').filter({ hasText: 'listen again' }).first().waitFor();
  await page.getByText(`chen: asked for the price ${MARKUP} chen: called back`).waitFor();
  expect(await scoreOpenQuestions(reviewer, words)).toBeGreaterThan(2);
  await publish(reviewer, words);
  await showsAsText(reviewer);
});

story('the agent sees the review and disputes it; the reviewer reads why', async () => {
  await dispute(chen, words, `the price was asked for ${MARKUP}`);
  await showsAsText(chen);
  await picture(chen, 'dispute');
  await reviewer.page.reload();
  await reviewer.page.getByText('The agent disputes').waitFor();
  await reviewer.page.getByText('the price was asked for').waitFor();
  await showsAsText(reviewer);
  await picture(reviewer, 'disputed');
  await isForEverybody(reviewer, chen);
});

story('no page complained', () => {
  expect([visitor, chen, dana, supervisor, reviewer].flatMap(({ complaints }) => complaints)).toEqual([]);
});
