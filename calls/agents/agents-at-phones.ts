import { type Millis, Scope } from '#core';
import type { RegistrationChange } from '#sip';
import { agentStatus } from './agent-status.ts';
import { agentOfAccount, type House } from '../house.ts';

/** A page that is loaded anew registers again within seconds; a laptop that changed its network within half a minute. */
const COMES_BACK_WITHIN_MS: Millis = 30_000;
/** Why an agent is not ready whose page is being loaded anew. */
export const RECONNECTING = 'reconnecting';

/** Registered phone = agent online. Registrations that lapse take the agent offline; consoles hear of every state. */
export function followPhones(house: House, scope: Scope): void {
  const floor = new PhonesOfAgents(house, scope);
  house.sip.registration.on((change) => floor.changed(change), scope);
  house.desk.events.on((event) => {
    if (event.type === 'agent.state') house.live({ type: 'agent', agent: event.agent, ...agentStatus(event.state, house.clock) });
  }, scope);
}

/**
 * Which agents are there. A browser is not a desk phone: it comes and goes with its page, so the agent's state outlives a
 * short absence, and signing in does not make ready (the page has a button for that).
 */
class PhonesOfAgents {
  readonly #house: House;
  readonly #scope: Scope;
  readonly #browsers = new Set<string>();
  /** Agents whose page is away, until the end of this scope. */
  readonly #away = new Map<string, Scope>();

  constructor(house: House, scope: Scope) {
    this.#house = house;
    this.#scope = scope;
  }

  changed({ account, registered, fresh }: RegistrationChange): void {
    const { sip, settings, workplaces } = this.#house;
    const agent = agentOfAccount(settings, account)?.id;
    if (agent === undefined) return;
    if (registered) {
      const browser = sip.phonesOf(account)?.newest === 'browser';
      if (browser) this.#browsers.add(agent);
      else this.#browsers.delete(agent);
      this.#came(agent, browser);
      if (browser) workplaces.of(agent).talking?.phoneCame(fresh === true);
    } else if (this.#browsers.has(agent)) this.#pageLeft(agent);
    else this.#house.desk.send({ type: 'agent.offline', agent });
    workplaces.tell(agent);
  }

  #came(agent: string, browser: boolean): void {
    const { desk, settings } = this.#house;
    const away = this.#away.get(agent);
    if (!away) {
      // A further phone of somebody who is there changes nothing.
      if (desk.agentState(agent).kind === 'offline' || !browser) desk.send({ type: 'agent.online', agent, ready: settings.readyOnRegister && !browser });
      return;
    }
    away.end('came back');
    const state = desk.agentState(agent);
    if (state.kind === 'not-ready' && state.reason === RECONNECTING) desk.send({ type: 'agent.ready', agent });
  }

  /** Nobody is offered to a page that is not there; if it does not come back, its agent has gone. */
  #pageLeft(agent: string): void {
    const { desk, clock, workplaces } = this.#house;
    if (this.#away.has(agent)) return;
    void workplaces.of(agent).talking?.phoneWent();
    const away = new Scope(this.#scope);
    this.#away.set(agent, away);
    away.onEnd(() => this.#away.delete(agent));
    if (desk.agentState(agent).kind === 'ready') desk.send({ type: 'agent.not-ready', agent, reason: RECONNECTING });
    away.after(clock, COMES_BACK_WITHIN_MS, () => {
      away.end('did not come back');
      desk.send({ type: 'agent.offline', agent });
    });
  }
}
