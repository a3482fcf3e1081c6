import { type Millis, Scope } from '#core';
import type { PhoneKind, RegistrationChange } from '#sip';
import { agentStatus } from './agent-status.ts';
import { AgentsAcross } from '../cluster/agents-across.ts';
import { takeUp } from '../desk/unfinished.ts';
import { type AgentSettings, agentOfAccount, type House } from '../house.ts';

/** A page that is loaded anew registers again within seconds; a laptop that changed its network within half a minute. */
const COMES_BACK_WITHIN_MS: Millis = 30_000;
/** Why an agent is not ready whose page is being loaded anew. */
export const RECONNECTING = 'reconnecting';
const NONE: ReadonlySet<PhoneKind> = new Set();

/** Registered phone = agent online. Registrations that lapse take the agent offline; consoles hear of every state. */
export function followPhones(house: House, scope: Scope): void {
  const floor = new PhonesOfAgents(house, scope);
  house.sip.registration.on((change) => floor.changed(change), scope);
  house.desk.events.on((event) => {
    if (event.type === 'agent.state') house.live({ type: 'agent', agent: event.agent, ...agentStatus(event.state, house.clock) });
  }, scope);
}

/**
 * Which phone of an agent rings: the page's whenever it is registered, because an agent who wants the desk phone tells the
 * page so and it leaves the registrar; without one, the desk phone.
 */
export function ringsOf({ sip }: House, account: string): PhoneKind | undefined {
  const kinds = sip.phonesOf(account)?.kinds ?? NONE;
  return kinds.has('browser') ? 'browser' : kinds.has('phone') ? 'phone' : undefined;
}

/**
 * Which agents are there. A browser is not a desk phone: it comes and goes with its page, so the agent's state outlives a
 * short absence, and signing in does not make ready (the page has a button for that). With both, either keeps the agent there.
 */
class PhonesOfAgents {
  readonly #house: House;
  readonly #scope: Scope;
  readonly #phones = new Map<string, ReadonlySet<PhoneKind>>();
  /** Agents whose page is away, until the end of this scope. */
  readonly #away = new Map<string, Scope>();
  /** Undefined when this server is alone. */
  readonly #across: AgentsAcross | undefined;

  constructor(house: House, scope: Scope) {
    this.#house = house;
    this.#scope = scope;
    this.#across = house.sip.elsewhere && new AgentsAcross(house, house.sip.elsewhere, scope);
  }

  changed({ account, fresh = false }: RegistrationChange): void {
    const { sip, settings, workplaces } = this.#house;
    const known = agentOfAccount(settings, account);
    if (!known) return;
    const agent = known.id;
    const before = this.#phones.get(agent) ?? NONE;
    const phones = sip.phonesOf(account);
    const kinds = new Set(phones?.kinds);
    this.#phones.set(agent, kinds);
    const { talking } = workplaces.of(agent);
    if (fresh && phones?.newest === 'phone') this.#reachedAgain(agent);
    if (kinds.size > 0) this.#came(agent, kinds.has('phone') && !before.has('phone'), before.size === 0);
    else void this.#left(known, before.has('browser'));
    const freshPage = fresh && phones?.newest === 'browser';
    if (kinds.has('browser') && (freshPage || !before.has('browser'))) {
      talking?.phoneCame(freshPage);
      this.#across?.tell(agent, true, freshPage);
    }
    if (before.has('browser') && !kinds.has('browser')) {
      void talking?.phoneWent();
      this.#across?.tell(agent, false, false);
    }
    workplaces.tell(agent);
  }

  /** A phone that was dead (cut off, started again) is there anew while its old contact has not lapsed: as if the agent had just come. */
  #reachedAgain(agent: string): void {
    const { desk, settings } = this.#house;
    const state = desk.agentState(agent);
    if (settings.readyOnRegister && state.kind === 'not-ready' && state.reason === 'unreachable') desk.send({ type: 'agent.ready', agent });
  }

  /** A further phone of somebody who is there changes nothing. */
  #came(agent: string, deskPhone: boolean, first: boolean): void {
    const { desk, settings } = this.#house;
    const away = this.#away.get(agent);
    away?.end('came back');
    const state = desk.agentState(agent);
    if (away && state.kind === 'not-ready' && state.reason === RECONNECTING) return desk.send({ type: 'agent.ready', agent });
    if (first && !away && state.kind !== 'offline') this.#across?.cameHere(agent, state.kind === 'not-ready' && state.reason === RECONNECTING);
    // Who lost the phone in a call was to be offline after it.
    if (state.kind !== 'offline' && state.kind !== 'busy') return;
    const wrapUp = takeUp(this.#house, agent);
    desk.send({ type: 'agent.online', agent, ready: settings.readyOnRegister && deskPhone, ...(wrapUp ? { wrapUp } : {}) });
  }

  /** The last phone here; with one at another server the agent stays. */
  async #left({ id: agent, extension }: AgentSettings, page: boolean): Promise<void> {
    if (this.#across && (await this.#across.isElsewhere(extension))) return;
    if (this.#across && this.#house.sip.phonesOf(extension)) return;
    if (page) this.#pageLeft(agent, extension);
    else this.#house.desk.send({ type: 'agent.offline', agent });
  }

  /** Nobody is offered to a page that is not there; if it does not come back, its agent has gone. */
  #pageLeft(agent: string, extension: string): void {
    const { desk, clock } = this.#house;
    if (this.#away.has(agent)) return;
    const away = new Scope(this.#scope);
    this.#away.set(agent, away);
    away.onEnd(() => this.#away.delete(agent));
    if (desk.agentState(agent).kind === 'ready') desk.send({ type: 'agent.not-ready', agent, reason: RECONNECTING });
    away.after(clock, COMES_BACK_WITHIN_MS, () => {
      away.end('did not come back');
      void this.#left({ id: agent, extension, name: '' }, false);
    });
  }
}
