import type { ServerProcess } from '#test/simulators/server-process';
import { type Ring, type SimCall, SimPhone, uriOf, header } from '#test/simulators/phone/index';
import type { Scenario } from './scenario.ts';

/** Keys of the sample flow: the language, then sales or support. */
const LANGUAGE_KEY = { zh: '1', en: '2' } as const;
const MENU_KEY = { sales: '1', support: '2' } as const;
/** The pause a person makes before pressing a key, and the patience with a queue. */
const KEY_AFTER_MS = 1_200;
const NO_AGENT_AFTER_MS = 60_000;

/** Moments (ms of `performance.now`) when a recording began to be spoken. */
export interface Played {
  readonly scenario: Scenario;
  readonly spokenFrom: number;
}

/** The phones of the demo: agents that answer with the recording that belongs to the caller. */
export class Stage {
  readonly #server: ServerProcess;
  readonly #agents: SimPhone[] = [];
  readonly #picked = new Map<string, (call: SimCall) => void>();

  constructor(server: ServerProcess) {
    this.#server = server;
  }

  async signIn(): Promise<void> {
    for (const account of this.#server.accounts) {
      const phone = await SimPhone.open(this.#server.sip, account.extension);
      phone.onRing = (ring) => void this.#answer(ring);
      const status = await phone.register(account.password);
      if (status !== 200) throw new Error(`the agent phone ${account.extension} could not register: ${status}`);
      this.#agents.push(phone);
    }
  }

  /** Places one call through the flow to an agent; both sides speak; resolves when the caller has hung up. */
  async play(scenario: Scenario): Promise<Played> {
    const agentCall = new Promise<SimCall>((resolve) => this.#picked.set(scenario.id, resolve));
    const phone = await SimPhone.open(this.#server.sip, scenario.id);
    try {
      const call = await phone.call('4000');
      const keys = [LANGUAGE_KEY[scenario.language], MENU_KEY[scenario.department]];
      const pressing = this.#walk(call, keys);
      const agent = await orTimeout(agentCall, NO_AGENT_AFTER_MS, `${scenario.id}: no agent answered`);
      pressing.stop();
      const spokenFrom = performance.now();
      call.audio.say(scenario.caller);
      agent.audio.say(scenario.agent);
      await pause(scenario.seconds * 1000 + 1_500);
      await call.hangUp();
      return { scenario, spokenFrom };
    } finally {
      await phone.close();
    }
  }

  async leave(): Promise<void> {
    await Promise.all(this.#agents.map((phone) => phone.close()));
  }

  /** Presses the keys one after the other, then the menu key again whenever the flow still asks. */
  #walk(call: SimCall, keys: readonly string[]): { stop: () => void } {
    let next = 0;
    const timer = setInterval(() => {
      const key = keys[next++];
      if (key !== undefined) call.audio.press(key);
    }, KEY_AFTER_MS);
    return { stop: () => clearInterval(timer) };
  }

  async #answer(ring: Ring): Promise<void> {
    ring.ringing();
    const caller = /sip:([^@]+)@/.exec(uriOf(header(ring.invite, 'from')))?.[1] ?? '';
    const picked = this.#picked.get(caller);
    if (!picked) return ring.reject(486, 'Busy Here');
    picked(await ring.answer());
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function orTimeout<T>(work: Promise<T>, ms: number, message: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(message)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
