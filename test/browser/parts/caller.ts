import { encodeUlaw, type SimCall, SimPhone, toneUlaw } from '#test/simulators/phone/index';
import { eventually, pause } from '../../system/parts/eventually.ts';
import { RATE, toneIn } from './ears.ts';
import type { WebCompany } from './company.ts';

/** Two keys of one answer come in quicker succession, ms. */
const BETWEEN_KEYS_MS = 400;

/** Somebody at a telephone who speaks a tone of an own pitch and can be asked what they hear. */
export class Caller {
  readonly call: SimCall;
  readonly #phone: SimPhone;
  readonly #hertz: number;

  private constructor(phone: SimPhone, call: SimCall, hertz: number) {
    this.#phone = phone;
    this.call = call;
    this.#hertz = hertz;
    this.hum();
  }

  static async dial(company: WebCompany, number: string, who: { from: string; display?: string; hertz: number }): Promise<Caller> {
    const phone = await SimPhone.open(company.server.sip, who.from);
    return new Caller(phone, await phone.call(number, who.display === undefined ? {} : { display: who.display }), who.hertz);
  }

  /** One after the other, as a person does; what is pressed during a notice counts for the menu after it. */
  async press(keys: string): Promise<void> {
    for (const key of keys) {
      this.call.audio.press(key);
      await pause(BETWEEN_KEYS_MS);
    }
  }

  hum(): void {
    this.call.audio.say(toneUlaw(this.#hertz), { loop: true });
  }

  say(pcm: Int16Array): void {
    this.call.audio.say(encodeUlaw(pcm));
  }

  /** The share of a tone in the half second that was heard last, 0–1. */
  share(hertz: number): number {
    const heard = this.#last();
    return heard.length < RATE / 2 ? 0 : toneIn(heard, hertz);
  }

  /** Loudest sample of the last half second. */
  get peak(): number {
    return this.#last().reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  }

  /** Who waits in vain is told what was heard instead. */
  until(what: string, is: (caller: Caller) => boolean): Promise<unknown> {
    const { audio } = this.call;
    const before = audio.packets;
    return eventually(`${what} at the caller`, () => is(this), 30_000).catch((cause: unknown) => {
      const shares = [440, 500, 600, 620, 700].map((hertz) => `${hertz} Hz ${this.share(hertz).toFixed(2)}`).join(', ');
      throw new Error(`no ${what} at the caller: ${audio.packets - before} packets, peak ${this.peak}, ${shares}${this.call.isOver ? ', the call is over' : ''}`, { cause });
    });
  }

  async leave(): Promise<void> {
    await this.call.hangUp();
    await this.#phone.close();
  }

  #last(): Int16Array {
    return this.call.audio.heard(RATE / 2);
  }
}
