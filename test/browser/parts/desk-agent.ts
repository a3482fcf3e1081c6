import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import type { Baresip } from '../../system/parts/phones/baresip.ts';
import type { Stage } from '../../system/parts/phones/stage.ts';
import { Person } from './chromium.ts';
import { signIn, type WebCompany } from './company.ts';
import { EN } from './words.ts';

/** Set to a folder to keep pictures of the pages. */
const PICTURES = process.env.HUAWU_PICTURES;

/** Somebody at the desk page, in English, whatever their phone. */
export class DeskAgent {
  readonly person: Person;

  constructor(person: Person) {
    this.person = person;
  }

  static async signIn(browser: Browser, company: WebCompany, login: string): Promise<DeskAgent> {
    return DeskAgent.enter(await Person.open(browser), company, login);
  }

  /** The same for somebody whose browser was prepared. */
  static async enter(person: Person, company: WebCompany, login: string): Promise<DeskAgent> {
    const agent = new DeskAgent(person);
    await signIn(agent.person, company, login);
    await agent.button(/^(⚠ )?Phone: (ready|desk phone)/).waitFor();
    return agent;
  }

  get page() {
    return this.person.page;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** The card of a call that rings. */
  get card(): Locator {
    return this.page.getByRole('alertdialog', { name: /^Incoming call/ });
  }

  /** The menu of the phone; to be left with Escape. */
  async phoneMenu(item: string | RegExp): Promise<Locator> {
    await this.button(/^(⚠ )?Phone:/).click();
    const found = this.page.getByRole('menuitem', { name: item });
    await found.waitFor();
    return found;
  }

  async choosePhone(which: 'desk phone' | 'browser'): Promise<void> {
    await (await this.phoneMenu(which === 'browser' ? 'Use the browser as phone' : 'Use a desk phone instead')).click();
    await this.button(which === 'browser' ? /^Phone: ready/ : /^(⚠ )?Phone: desk phone/).waitFor();
  }

  /** Says ready; who waits then rings at once. */
  async getReady(): Promise<void> {
    await this.button(EN.state).click();
    await this.page.getByRole('menuitem', { name: EN.becomeReady }).click();
  }

  /** Picked up at the phone; the page then shows the call. */
  async pickUp(stage: Stage, phone: Baresip): Promise<void> {
    await stage.pickUp(phone);
    await this.button(EN.hangUp).waitFor();
  }

  /** By name of the button that opens the dialog, as the page shows the target. */
  async transferTo(target: RegExp): Promise<void> {
    await this.button(EN.transfer).click();
    const dialog = this.page.getByRole('dialog', { name: EN.transferTo });
    await dialog.getByRole('option', { name: target }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async picture(name: string): Promise<void> {
    if (PICTURES) await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }
}
