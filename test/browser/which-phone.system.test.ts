/** An agent with a page and a real SIP phone (baresip), and a colleague with a page alone: what rings where, and transfers between them. */
import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../system/parts/eventually.ts';
import type { Baresip } from '../system/parts/phones/baresip.ts';
import { Stage } from '../system/parts/phones/stage.ts';
import { untilAgent } from '../system/parts/timeline.ts';
import { answer, finishWrapUp } from './parts/call-steps.ts';
import { Caller } from './parts/caller.ts';
import { chromiumPath, openChromium } from './parts/chromium.ts';
import { openWebCompany, type WebCompany } from './parts/company.ts';
import { DeskAgent } from './parts/desk-agent.ts';
import { hears } from './parts/ears.ts';
import { EN } from './parts/words.ts';

const CUSTOMER = { from: '13800138001', hertz: 440 };
const PHONE_HERTZ = 700;
/** Number of the queue Support. */
const SUPPORT = '5002';

let company: WebCompany;
let browser: Browser;
let stage: Stage;
let anna: DeskAgent;
let chen: DeskAgent;
let phone: Baresip;
let caller: Caller;

const incoming = () => phone.events.filter(({ type }) => type === 'CALL_INCOMING').length;
const stageOfCall = async () => ((await company.server.get('/api/floor')).body as { calls: readonly { stage: string }[] }).calls[0]?.stage;

/** Wrap-up is done; ready again by itself. */
async function backToWork(agent: DeskAgent): Promise<void> {
  await finishWrapUp(agent.person, EN, 'went on');
  await agent.button(/^State: (Ready|Ringing)/).waitFor();
}

describe.skipIf(!chromiumPath || !existsSync('/usr/bin/baresip'))('an agent with a page and a desk phone', () => {
  beforeAll(async () => {
    company = await openWebCompany();
    browser = await openChromium({ whole: true });
    stage = new Stage(company.server);
    [anna, chen] = await Promise.all([DeskAgent.signIn(browser, company, 'anna'), DeskAgent.signIn(browser, company, 'chen')]);
    phone = await stage.agent('1001', PHONE_HERTZ);
  });
  afterAll(async () => {
    await caller?.leave();
    await stage?.clear();
    await browser?.close();
    if (company) expect(await company.server.stop()).toBe(0);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await anna?.picture(`failed anna ${task.name.slice(0, 40)}`);
    await chen?.picture(`failed chen ${task.name.slice(0, 40)}`);
  });

  test('is rung at the page while that has the phone, although the desk phone came later', async () => {
    await anna.phoneMenu(/Your desk phone is registered, too; calls ring here/);
    await anna.page.keyboard.press('Escape');
    await anna.getReady();
    caller = await Caller.dial(company, SUPPORT, CUSTOMER);
    await anna.card.getByRole('button', { name: /^Answer/ }).waitFor();
    expect(incoming()).toBe(0);
    await caller.leave();
    await anna.card.waitFor({ state: 'hidden' });
  });

  test('chooses the desk phone for all tabs, and is rung there alone', async () => {
    const second = await anna.person.context.newPage();
    await second.goto(`${company.url}/desk`);
    await second.getByText('The phone is in use in another tab').waitFor();
    await anna.page.bringToFront();
    await anna.choosePhone('desk phone');
    await second.getByRole('button', { name: /^Phone: desk phone/ }).waitFor();
    await second.close();
    await anna.button(EN.ready).waitFor();
    caller = await Caller.dial(company, SUPPORT, CUSTOMER);
    await anna.card.getByText('Answer on your desk phone').waitFor();
    expect(await anna.card.getByRole('button', { name: /^Answer/ }).count()).toBe(0);
    await anna.pickUp(stage, phone);
    await caller.until('the agent', (it) => it.share(PHONE_HERTZ) > 0.6);
  });

  test('transfers to a colleague, who has the caller then; the phone is hung up', async () => {
    await chen.getReady();
    await chen.button(EN.ready).waitFor();
    await anna.transferTo(/Chen.*1003 · Ready/);
    await anna.page.getByText('Transferring to Chen').waitFor();
    await caller.until('music', (it) => it.peak > 500 && it.share(PHONE_HERTZ) < 0.2);
    await answer(chen.person, EN);
    await phone.until('CALL_CLOSED');
    await eventually('the caller at the colleague', async () => (await hears(chen.person, CUSTOMER.hertz)) > 0.6);
    await backToWork(anna);
  });

  test('gets the caller from a queue, and transfers to a queue', async () => {
    await chen.transferTo(/Support/);
    await anna.pickUp(stage, phone);
    await caller.until('the agent', (it) => it.share(PHONE_HERTZ) > 0.6);
    await backToWork(chen);
    await anna.transferTo(/Sales/);
    await phone.until('CALL_CLOSED');
    await answer(chen.person, EN);
    await eventually('the caller at the colleague', async () => (await hears(chen.person, CUSTOMER.hertz)) > 0.6);
    await caller.leave();
    await backToWork(anna);
  });

  test('learns why a transfer did not succeed, and has the caller still', async () => {
    await anna.button(EN.ready).waitFor();
    caller = await Caller.dial(company, SUPPORT, CUSTOMER);
    await anna.pickUp(stage, phone);
    await anna.transferTo(/Dana.*1004 · Offline/);
    await anna.page.getByText('The transfer to Dana failed (offline); the call is still with you.').waitFor();
    await caller.until('the agent', (it) => it.share(PHONE_HERTZ) > 0.6);
  });

  test('is told what to do when the phone is gone, and is offered no call', async () => {
    await caller.leave();
    await backToWork(anna);
    await phone.stop();
    await untilAgent(company.server, 'anna', 'offline');
    await anna.button(/^State: Offline/).waitFor();
    await anna.page.getByText('Your desk phone (extension 1001) is not registered, so no calls come').waitFor();
    await anna.picture('desk-phone-gone');
    caller = await Caller.dial(company, SUPPORT, CUSTOMER);
    await eventually('the caller in the queue', async () => (await stageOfCall()) === 'queue');
    expect(await anna.card.count()).toBe(0);
  });

  test('no page complained', () => expect([...anna.person.complaints, ...chen.person.complaints]).toEqual([]));
});
