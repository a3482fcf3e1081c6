/** An agent whose page stands beside a real SIP phone (baresip): the phone is for speaking, the page for everything else. */
import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../system/parts/eventually.ts';
import type { Baresip } from '../system/parts/phones/baresip.ts';
import { Stage } from '../system/parts/phones/stage.ts';
import { hearsTone } from '../system/parts/phones/tone.ts';
import { agentState } from '../system/parts/timeline.ts';
import { finishWrapUp } from './parts/call-steps.ts';
import { Caller } from './parts/caller.ts';
import { chromiumPath, openChromium } from './parts/chromium.ts';
import { openWebCompany, type WebCompany } from './parts/company.ts';
import { DeskAgent } from './parts/desk-agent.ts';
import { spoken } from './parts/spoken.ts';
import { EN } from './parts/words.ts';

const CUSTOMER = { from: '13800138000', display: 'Kim Caller', hertz: 440 };
const PHONE_HERTZ = 700;

let company: WebCompany;
let browser: Browser;
let stage: Stage;
let dana: DeskAgent;
let phone: Baresip;
let caller: Caller;

const phoneHears = (hertz: number): boolean => hearsTone(phone.heard(), hertz, 0.5);
const hearsAgent = () => caller.until('the agent', (it) => it.share(PHONE_HERTZ) > 0.6);
const hearsMusic = () => caller.until('music', (it) => it.peak > 500 && it.share(PHONE_HERTZ) < 0.2);

describe.skipIf(!chromiumPath || !existsSync('/usr/bin/baresip'))('an agent at a desk phone', () => {
  beforeAll(async () => {
    company = await openWebCompany();
    browser = await openChromium();
    stage = new Stage(company.server);
    dana = await DeskAgent.signIn(browser, company, 'dana');
  });
  afterAll(async () => {
    await caller?.leave();
    await stage?.clear();
    await browser?.close();
    if (company) expect(await company.server.stop()).toBe(0);
  });
  afterEach(({ task }) => (task.result?.state === 'fail' ? dana?.picture(`failed ${task.name.slice(0, 40)}`) : undefined));

  test('is chosen in the page and stays chosen; while the phone is not there the page says what to do', async () => {
    await dana.choosePhone('desk phone');
    const away = dana.page.getByText('Your desk phone (extension 1004) is not registered');
    await away.waitFor();
    await dana.page.reload();
    await away.waitFor();
    await dana.getReady();
    await dana.page.getByText('No phone of yours is registered: let the page connect').waitFor();
    await dana.picture('desk-phone-away');
    phone = await stage.agent('1004', PHONE_HERTZ);
    await away.waitFor({ state: 'hidden' });
    await dana.getReady();
    await dana.button(EN.ready).waitFor();
  });

  test('rings; the card of the page has all facts, and rejects for the phone', async () => {
    caller = await Caller.dial(company, '4000', CUSTOMER);
    await caller.press('22');
    await dana.card.waitFor({ timeout: 30_000 });
    await phone.until('CALL_INCOMING');
    const facts = await dana.card.innerText();
    for (const fact of ['Kim Caller', CUSTOMER.from, 'Support · English', 'en 5 · support 3', /main-menu › 2/, 'Answer on your desk phone']) expect(facts).toMatch(fact);
    expect(await dana.card.getByRole('img', { name: /^1?\d s left$/ }).count()).toBe(1);
    expect(await dana.card.getByRole('button', { name: /^Answer/ }).count()).toBe(0);
    await dana.picture('desk-phone-offer');
    await dana.button(/^Reject/).click();
    await phone.until('CALL_CLOSED');
    await dana.button(/^State: Not ready: a call was rejected/).waitFor();
    await dana.card.waitFor({ state: 'hidden' });
  });

  test('is answered there: both hear each other, and the page shows the call and what is said', async () => {
    await dana.getReady();
    await dana.pickUp(stage, phone);
    await dana.page.getByText('at your desk phone').waitFor();
    await hearsAgent();
    await eventually('the caller at the phone', () => phoneHears(CUSTOMER.hertz));
    caller.say(spoken('en-2-forbidden', 'caller', [2]));
    await dana.page.getByText(/question about my plan/).first().waitFor({ timeout: 30_000 });
    caller.hum();
    await dana.picture('desk-phone-call');
    const other = await dana.phoneMenu(/Use the browser as phone.*Not while a call/);
    expect(await other.getAttribute('aria-disabled')).toBe('true');
    await dana.page.keyboard.press('Escape');
  });

  test('is muted, held and sends keys by the page', async () => {
    await dana.button(EN.mute).click();
    await caller.until('silence', (it) => it.peak < 100);
    await dana.button(EN.unmute).click();
    await hearsAgent();
    await dana.button(EN.hold).click();
    await hearsMusic();
    await eventually('silence at the phone', () => !phoneHears(CUSTOMER.hertz));
    await dana.button(EN.unhold).click();
    await hearsAgent();
    await eventually('the caller at the phone', () => phoneHears(CUSTOMER.hertz));
    await dana.button(EN.keypad).click();
    for (const key of '5#') await dana.button(EN.keyOf(key)).click();
    await eventually('keys at the caller', () => caller.call.audio.keysHeard.join('') === '5#');
    await dana.page.keyboard.press('Escape');
  });

  test('that holds the call by itself takes it back by itself', async () => {
    phone.command('hold');
    await dana.page.getByText('On hold by your phone: take it back there').waitFor();
    expect(await dana.button(EN.unhold).isDisabled()).toBe(true);
    await hearsMusic();
    phone.command('resume');
    await dana.button(EN.hold).waitFor();
    await hearsAgent();
  });

  test('keeps the call while the page is loaded anew or closed', async () => {
    await dana.page.reload();
    await dana.button(EN.hangUp).waitFor();
    await hearsAgent();
    await dana.page.goto('about:blank');
    caller.call.audio.forget();
    await hearsAgent();
    await dana.page.goto(`${company.url}/desk`);
    await dana.button(EN.hangUp).waitFor();
    expect(await agentState(company.server, 'dana')).toMatchObject({ state: 'busy' });
  });

  test('is hung up by the page, which then asks for the disposition and counts the call', async () => {
    await dana.button(EN.hangUp).click();
    await phone.until('CALL_CLOSED');
    await eventually('the end of the call', () => caller.call.isOver);
    await finishWrapUp(dana.person, EN, 'asked about the plan');
    await dana.button(EN.ready).waitFor();
    const today = await dana.page.locator('.today').innerText();
    expect(today).toMatch(/Calls\s+1\n/);
    expect(today).not.toMatch(/Talk time\s+00:00|Occupancy\s+0\s?%/);
    expect(today).toMatch(/Missed\s+1/);
  });

  test('no page complained', () => expect(dana.person.complaints).toEqual([]));
});
