/** The pages themselves, in Chromium: reachable by everybody, quick, and deaf to what strangers write into names. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { SimPhone } from '#test/simulators/phone/index';
import { eventually } from '../system/parts/eventually.ts';
import { broken, isForEverybody } from './parts/accessibility.ts';
import { chromiumPath, openChromium, Person } from './parts/chromium.ts';
import { openWebCompany, signIn, type WebCompany } from './parts/company.ts';

/** Everything an agent loads from the sign-in to the desk, gzip, bytes. */
const MOST_BYTES = 500 * 1024;

let company: WebCompany;
let browser: Browser;

beforeAll(async () => {
  if (!chromiumPath) return;
  company = await openWebCompany();
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  if (company) expect(await company.server.stop()).toBe(0);
});

test.skipIf(!chromiumPath)('an agent loads at most 500 KB and has the desk soon after signing in', async () => {
  const agent = await Person.open(browser);
  let bytes = 0;
  const debug = await agent.context.newCDPSession(agent.page);
  await debug.send('Network.enable');
  debug.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await signIn(agent, company, 'anna');
  const ms = [await untilDesk(agent)];
  await agent.page.waitForLoadState('networkidle');
  expect(bytes).toBeGreaterThan(50 * 1024);
  expect(bytes).toBeLessThan(MOST_BYTES);
  await agent.close();
  // Goal 2 s on a quiet machine; one that is busy elsewhere may try again.
  while (Math.min(...ms) >= 5_000 && ms.length < 3) {
    const again = await Person.open(browser);
    await signIn(again, company, 'anna');
    ms.push(await untilDesk(again));
    await again.close();
  }
  expect(Math.min(...ms)).toBeLessThan(5_000);
});

test.skipIf(!chromiumPath).each([['zh-CN', false], ['en-US', true]] as const)('in %s (dark: %s) no page breaks WCAG 2.2 AA', async (locale, dark) => {
  for (const [login, place] of [['bo', '/desk'], ['sam', '/floor'], ['rita', '/review']] as const) {
    const person = await Person.open(browser, { locale, dark });
    await person.page.goto(company.url);
    await person.page.getByLabel(/password|密码/i).first().waitFor();
    // The same for all.
    if (place === '/desk') expect(['sign-in', await broken(person)]).toEqual(['sign-in', []]);
    await signIn(person, company, login);
    await speak(person, locale === 'zh-CN' ? 'zh' : 'en');
    await person.page.waitForLoadState('networkidle');
    await isForEverybody(person);
    for (const next of ALSO[place]) {
      await person.page.goto(`${company.url}${next}`);
      await person.page.waitForLoadState('networkidle');
      await isForEverybody(person);
    }
    await person.close();
  }
});

/** What a role sees besides. */
const ALSO = { '/desk': ['/messages?show=all'], '/floor': ['/reports?view=agents', '/reports?view=staff&calls=200&handle=180&patience=90'], '/review': ['/rules'] } as const;

/** ms until the desk stands. */
async function untilDesk({ page }: Person): Promise<number> {
  const from = performance.now();
  await page.getByText('No call', { exact: true }).waitFor();
  return performance.now() - from;
}

/** As the switch in the header has it: the account's language counts, not the browser's. */
async function speak({ page }: Person, language: 'zh' | 'en'): Promise<void> {
  const other = page.getByRole('button', { name: /^(English|EN|中文)$/ });
  if ((await page.locator('html').getAttribute('lang'))?.startsWith(language) !== true) await other.click();
  await page.locator(`html[lang^="${language}"]`).waitFor();
}

/** What reaches out of the window sideways, or is cut off without a title that says it in full. Plain browser JavaScript. */
const CUT_OFF = `(() => {
  const told = (element) => element.tagName.toLowerCase() + '.' + element.className + ': ' + (element.textContent || '').slice(0, 40);
  const seen = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.closest('.hidden-text, [aria-hidden="true"], svg, canvas, .floor-head') === null);
  const out = seen.filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 1 && (left < -1 || right > innerWidth + 1);
  });
  const clipped = seen.filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && getComputedStyle(element).overflowX === 'hidden' && element.children.length === 0 && element.closest('[title]') === null);
  return [...out, ...clipped].map(told);
})()`;
const PICTURES = process.env['HUAWU_PICTURES'];
const picture = async ({ page }: Person, name: string) => {
  if (PICTURES) await page.screenshot({ animations: 'disabled', path: join(PICTURES, `${name}.png`) });
};
const cutOff = ({ page }: Person): Promise<readonly string[]> => page.evaluate<readonly string[]>(CUT_OFF);

test.skipIf(!chromiumPath).each(['zh', 'en'] as const)('the floor is whole and usable on a phone, by keyboard, too (%s)', async (language) => {
  const sam = await Person.open(browser, { size: { width: 390, height: 844 } });
  await signIn(sam, company, 'sam');
  await speak(sam, language);
  const caller = await SimPhone.open(company.server.sip, '13800138000');
  const calling = await caller.call('5002');
  onTestFinished(async () => {
    await calling.hangUp();
    caller.endpoint.close();
    await speak(sam, 'en');
    await sam.close();
  });
  const { page } = sam;
  await eventually('the call on the floor', async () => /(Live calls|当前通话)\D+1/.test(await page.locator('body').innerText()));
  expect(await cutOff(sam)).toEqual([]);
  expect(await broken(sam)).toEqual([]);
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  // Contrast is right when the panel has faded in.
  await expect.poll(async () => [await cutOff(sam), await broken(sam)], { timeout: 10_000 }).toEqual([[], []]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  // The first number is reached by Tab and opened by Enter.
  await eventually('a number in focus', async () => {
    await page.keyboard.press('Tab');
    return page.evaluate<boolean>("document.activeElement.closest('.floor-numbers') !== null && document.activeElement.tagName === 'BUTTON'");
  });
  expect(await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('none');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await expect.poll(async () => [await cutOff(sam), await broken(sam)], { timeout: 10_000 }).toEqual([[], []]);
  await picture(sam, `floor-phone-${language}-drawer`);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await picture(sam, `floor-phone-${language}`);
});

test.skipIf(!chromiumPath)('scripts come from the server only', async () => {
  const person = await Person.open(browser);
  const answer = await person.page.goto(`${company.url}/desk`);
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(/script-src[^;]*unsafe/.test(policy)).toBe(false);
  await person.close();
});

test.skipIf(!chromiumPath)('a caller’s name is text, whatever is in it', async () => {
  const supervisor = await Person.open(browser);
  await signIn(supervisor, company, 'sam');
  const caller = await SimPhone.open(company.server.sip, "%3Cimg%20src%3Dx%20onerror%3D'globalThis.hacked%3D1'%3E");
  const calling = caller.call('5002');
  await calling.catch(() => {});
  await eventually('the call on the floor', async () => /Live calls\s+1/.test(await supervisor.page.locator('body').innerText()));
  await supervisor.page.waitForTimeout(500);
  expect(await supervisor.page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  expect(await supervisor.page.locator('img[src="x"]').count()).toBe(0);
  await (await calling).hangUp();
  caller.endpoint.close();
  await supervisor.close();
});
