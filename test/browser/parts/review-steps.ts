/** What reviewers and agents do with a call that is over. */
import { expect } from 'vitest';
import { eventually } from '../../system/parts/eventually.ts';
import type { Page } from 'playwright-core';
import type { Person } from './chromium.ts';
import type { Words } from './words.ts';

interface Playing {
  /** s */
  readonly at: number;
  readonly paused: boolean;
}

/** The recording's player; undefined before it was played. */
export const player = ({ page }: Person): Promise<Playing | undefined> =>
  page.evaluate(() => {
    const { huawuPlayer: audio } = globalThis as unknown as { huawuPlayer?: { currentTime: number; paused: boolean } };
    return audio && { at: audio.currentTime, paused: audio.paused };
  });

/** Looks for a call by what was said in it, and opens it; tells the words around what was found. */
export async function openByWords({ page }: Person, words: Words, said: string): Promise<string> {
  await page.getByRole('searchbox').first().fill(said);
  const mark = page.locator('mark').first();
  // A call can be found a moment after its end, on a busy machine some later; the list is not asked again by itself.
  for (let tries = 1; !(await mark.waitFor({ timeout: 5_000 }).then(() => true, () => false)); tries++) {
    if (tries === 8) throw new Error(`no call with “${said}” was found`);
    await page.reload();
  }
  expect(await mark.innerText()).toBe(said);
  const around = await page.locator('.review-excerpt').first().innerText();
  await page.locator('a[href^="/review/"]').first().click();
  await page.getByRole('button', { name: words.publish }).waitFor();
  return around;
}

/** Plays from the start: time goes on, sound is heard, words light up. */
export async function playRecording(reviewer: Person, words: Words): Promise<void> {
  const { page } = reviewer;
  await page.getByRole('button', { name: words.play }).click();
  await eventually('half a second of the recording', async () => ((await player(reviewer))?.at ?? 0) > 0.5);
  await eventually('its sound', async () => (await reviewer.heard('aloud')).some((sample) => Math.abs(sample) > 1_000));
  await page.getByRole('button', { name: words.pause }).click();
}

/** Clicks a word: it is chosen, and played from where it was said; the words that are said light up. */
export async function hearWord(reviewer: Person, words: Words, text: string): Promise<void> {
  const { page } = reviewer;
  const before = (await player(reviewer))?.at ?? 0;
  const word = page.locator('.review-word').filter({ hasText: new RegExp(`^${text}$`) }).first();
  await word.click();
  await page.locator('.review-word.chosen').filter({ hasText: text }).waitFor();
  await eventually('the word lit', async () => (await page.locator('.review-word.lit').first().innerText({ timeout: 1_000 }).catch(() => '')) !== '');
  const now = await player(reviewer);
  expect(now?.paused).toBe(false);
  expect(now?.at ?? 0).toBeGreaterThan(before);
  await page.getByRole('button', { name: words.pause }).click();
}

/** Gives full points wherever nothing was answered beforehand. */
export async function scoreOpenQuestions({ page }: Person, words: Words): Promise<number> {
  const open = page.locator('.review-question').filter({ hasNot: page.locator('[aria-pressed="true"]') });
  const count = await open.count();
  for (let left = count; left > 0; left--) {
    const question = open.first();
    await question.getByRole('button', { name: words.fullPoints, exact: true }).or(question.getByRole('button', { name: words.yes, exact: true })).first().click();
    await expect.poll(() => open.count()).toBe(left - 1);
  }
  return count;
}

export async function publish({ page }: Person, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.publish }).click();
  await page.locator('.review-status', { hasText: words.published }).first().waitFor();
}

/** The agent opens what waits for an answer, in a tab beside the desk, which is the phone, and disputes it. */
export async function dispute({ page: desk }: Person, words: Words, reason: string): Promise<void> {
  const [page] = await Promise.all([desk.waitForEvent('popup'), desk.getByRole('link', { name: words.quality }).click()]);
  await page.locator('a[href^="/review/"]').first().click();
  await page.getByRole('button', { name: words.dispute }).click();
  await page.getByRole('textbox', { name: words.disputeText }).fill(reason);
  await page.getByRole('button', { name: words.send }).click();
  const disputed = (at: Page) => at.locator('.review-status', { hasText: words.disputed }).first().waitFor();
  await disputed(page);
  const url = page.url();
  await page.close();
  await desk.goto(url);
  await disputed(desk);
}
