/** What visitors and agents do at their pages during a call. */
import { expect } from 'vitest';
import { eventually } from '../../system/parts/eventually.ts';
import type { Person } from './chromium.ts';
import type { WebCompany } from './company.ts';
import type { Words } from './words.ts';

export async function becomeReady({ page }: Person, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.state }).click();
  await page.getByRole('menuitem', { name: words.becomeReady }).click();
  await page.getByRole('button', { name: words.ready }).waitFor();
}

/** The visitor's page up to the first sound of the menu. */
export async function callCompany(visitor: Person, company: WebCompany, words: Words): Promise<void> {
  await visitor.page.goto(`${company.url}/call`);
  await visitor.page.getByRole('button', { name: words.startCall }).click();
  await eventually('the sound of the menu', async () => (await visitor.heard()).some((sample) => Math.abs(sample) > 1_000), 30_000);
}

/** Presses keys of the flow; what is pressed during a notice counts for the menu after it. */
export async function choose(visitor: Person, keys: string): Promise<void> {
  for (const key of keys) await visitor.page.getByRole('button', { name: key, exact: true }).click();
}

/** Answers what rings; resolves when the page shows the call and its sound flows: what is said from now on arrives. */
export async function answer(person: Person, words: Words): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: words.answer }).click({ timeout: 30_000 });
  await page.getByRole('button', { name: words.hangUp }).waitFor();
  await eventually('the sound of the call', async () => (await person.received()) > 10, 30_000);
}

/** What one sentence after the other is looked for, ms; it is said in four seconds. */
const HEARD_MS = 15_000;
const TRIES = 3;

/**
 * Says something until every one of these pages shows all the words as final ones. What comes after it (a hum) would otherwise
 * end in the same turn; a page that had no time tears what it sends, and people say it again.
 */
export async function sayUntilShown(say: () => Promise<unknown>, pages: readonly Person[], shown: readonly RegExp[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    await say();
    const lines = pages.flatMap(({ page }) =>
      shown.map((words) => page.locator('.line[data-partial="false"] bdi, li > bdi:not(.quiet)').filter({ hasText: words }).first()));
    const missing = await Promise.all(lines.map((line) => line.waitFor({ timeout: HEARD_MS }).then(() => false, () => true)));
    if (!missing.includes(true)) return;
    if (tries === TRIES) throw new Error(`said ${TRIES} times, the pages show: ${(await Promise.all(pages.map(({ page }) => page.locator('.line bdi, li > bdi').allInnerTexts()))).join(' | ')}`);
  }
}

/** Chooses whom the call goes to in the open dialog, when the dialog shows it with these facts. */
export async function transferTo({ page }: Person, words: Words, target: RegExp): Promise<void> {
  await page.getByRole('dialog', { name: words.transferTo }).getByRole('option', { name: target }).click();
  await page.getByRole('dialog', { name: words.transferTo }).waitFor({ state: 'hidden' });
}

/** The first disposition of the list, the notes, and done. */
export async function finishWrapUp({ page }: Person, words: Words, notes: string): Promise<void> {
  const finish = page.getByRole('button', { name: words.finish });
  await finish.waitFor();
  await page.getByRole('combobox', { name: words.disposition }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: words.notes }).fill(notes);
  await finish.click();
  await finish.waitFor({ state: 'hidden' });
}

/** Markup that would run, load or look like something were it not text. */
export const MARKUP = '<img src=x onerror="globalThis.hacked=1"><marquee>loud</marquee>';

/** The markup is on the page as text, letter by letter, and nothing came of it. */
export async function showsAsText({ page }: Person): Promise<void> {
  await page.getByText(MARKUP).first().waitFor();
  expect(await page.locator('img[src="x"], marquee').count()).toBe(0);
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
}
