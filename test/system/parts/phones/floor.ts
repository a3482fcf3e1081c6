import type { ServerProcess } from '#test/simulators/server-process';
import { header, type Ring, type SimCall, SimPhone, toneUlaw, uriOf } from '#test/simulators/phone/index';
import { passwordOf } from '../company.ts';

/** What an agent does with a ring; the caller's name may decide. */
export type Manner = (ring: Ring, caller: string, phone: SimPhone) => void | Promise<void>;

/** Many simulated agents at registered phones; they pick up and speak a tone unless told otherwise. */
export class Floor {
  readonly phones: SimPhone[] = [];
  /** Calls picked up, in order. */
  readonly picked: { readonly caller: string; readonly call: SimCall }[] = [];
  readonly #server: ServerProcess;
  #manner: Manner;

  constructor(server: ServerProcess, toneHz = 600) {
    this.#server = server;
    const tone = toneUlaw(toneHz);
    this.#manner = async (ring, caller) => {
      ring.ringing();
      (await this.pickUp(ring, caller)).audio.say(tone, { loop: true });
    };
  }

  behave(manner: Manner): void {
    this.#manner = manner;
  }

  async pickUp(ring: Ring, caller: string): Promise<SimCall> {
    const call = await ring.answer();
    this.picked.push({ caller, call });
    return call;
  }

  async signIn(extensions: readonly string[]): Promise<void> {
    await Promise.all(extensions.map((extension) => this.seat(extension)));
  }

  async seat(extension: string): Promise<SimPhone> {
    const phone = await SimPhone.open(this.#server.sip, extension);
    phone.onRing = (ring) => void this.#manner(ring, callerOf(ring), phone);
    const status = await phone.register(passwordOf(this.#server, extension));
    if (status !== 200) throw new Error(`agent phone ${extension} could not register: ${status}`);
    this.phones.push(phone);
    return phone;
  }

  /** Everybody signs off and goes home. */
  async close(): Promise<void> {
    await Promise.all(this.phones.splice(0).map(async (phone) => {
      await phone.register(passwordOf(this.#server, phone.user), 0);
      await phone.close();
    }));
  }
}

export const callerOf = (ring: Ring): string => /sip:([^@]+)@/.exec(uriOf(header(ring.invite, 'from')))?.[1] ?? '';
