/** The pages themselves, in Chromium: reachable by everybody, quick, and deaf to what strangers write into names. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimPhone } from '#test/simulators/phone/index';
import { eventually } from '../system/parts/eventually.ts';
import { chromiumPath, openChromium, Person } from './parts/chromium.ts';
import { openWebCompany, signIn, type WebCompany } from './parts/company.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
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

/** Rules of WCAG 2.2 A and AA that the page breaks. */
async function broken({ page }: Person): Promise<readonly string[]> {
  // The page's own policy forbids scripts of others, so the checker comes by the debugger.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> } };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ id, nodes }) => `${id}: ${String(nodes[0]?.target)}`);
  });
}

test.skipIf(!chromiumPath)('an agent loads at most 500 KB and has the desk soon after signing in', async () => {
  const agent = await Person.open(browser);
  let bytes = 0;
  const debug = await agent.context.newCDPSession(agent.page);
  await debug.send('Network.enable');
  debug.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await signIn(agent, company, 'anna');
  const from = performance.now();
  await agent.page.getByText('No call', { exact: true }).waitFor();
  // Goal 2 s on a quiet machine.
  expect(performance.now() - from).toBeLessThan(5_000);
  await agent.page.waitForLoadState('networkidle');
  expect(bytes).toBeGreaterThan(50 * 1024);
  expect(bytes).toBeLessThan(MOST_BYTES);
  await agent.close();
}, 60_000);

test.skipIf(!chromiumPath).each([['zh-CN', false], ['en-US', true]] as const)('in %s (dark: %s) no page breaks WCAG 2.2 AA', async (locale, dark) => {
  for (const [login, place] of [['bo', '/desk'], ['sam', '/floor'], ['rita', '/review']] as const) {
    const person = await Person.open(browser, { locale, dark });
    await person.page.goto(company.url);
    expect([place, 'sign-in', await broken(person)]).toEqual([place, 'sign-in', []]);
    await signIn(person, company, login);
    await person.page.waitForLoadState('networkidle');
    await person.page.waitForTimeout(500);
    expect([place, await broken(person)]).toEqual([place, []]);
    await person.close();
  }
}, 90_000);

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
}, 60_000);
