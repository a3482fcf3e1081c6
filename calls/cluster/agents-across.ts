import type { AgentId, Scope } from '#core';
import { type AgentState, SERVER_AWAY } from '#routing';
import type { PhonesElsewhere } from '#sip';
import { agentOfAccount, type House } from '../house.ts';

/** Topic of what servers tell each other about phones that come and go in mid-call. */
const TOPIC = 'phone';

interface PhoneNews {
  readonly agent: AgentId;
  readonly came: boolean;
  readonly fresh: boolean;
}

/**
 * Agents whose phones are here stay where they belong when other servers come and go: back online when another server's end
 * took them along, free again when a conversation is over that a lost server had with them.
 */
export class AgentsAcross {
  readonly #house: House;
  readonly #elsewhere: PhonesElsewhere;
  /** As told last, but for offline. */
  readonly #before = new Map<AgentId, AgentState>();
  /** Went offline by the entry of the log that is told just now. */
  #gone = new Map<AgentId, AgentState>();

  constructor(house: House, elsewhere: PhonesElsewhere, scope: Scope) {
    this.#house = house;
    this.#elsewhere = elsewhere;
    house.desk.events.on((event) => event.type === 'agent.state' && this.#told(event.agent, event.state), scope);
    // What happened to agents because this server was taken for gone is said again by the log's own end.
    house.desk.logged.on(({ command }) => this.#backAgain(command.type === 'node.lost' && command.node === house.cluster?.node), scope);
    house.workplaces.changed.on((agent) => this.#free(agent), scope);
    elsewhere.carriedOver.on((account) => this.#free(agentOfAccount(house.settings, account)?.id ?? ''), scope);
    house.cluster?.heard.on(({ topic, body }) => topic === TOPIC && this.#phoneNews(body as PhoneNews), scope);
  }

  /** Whether the agent has a phone at another server, which then says what becomes of the agent. */
  async isElsewhere(extension: string): Promise<boolean> {
    return (await this.#elsewhere.find(extension)).size > 0;
  }

  /** The first phone of this agent came here: whatever the agent's state, the routing must know where the phone is. */
  cameHere(agent: AgentId, wasReconnecting: boolean): void {
    const { desk } = this.#house;
    desk.send({ type: 'agent.online', agent, ready: false });
    if (wasReconnecting) desk.send({ type: 'agent.ready', agent });
  }

  /** The conversation of this agent may be at another server. */
  tell(agent: AgentId, came: boolean, fresh: boolean): void {
    this.#house.cluster?.tellAll(TOPIC, { agent, came, fresh } satisfies PhoneNews);
  }

  #phoneNews({ agent, came, fresh }: PhoneNews): void {
    const { talking } = this.#house.workplaces.of(agent);
    if (came) talking?.phoneCame(fresh);
    else void talking?.phoneWent();
  }

  #told(agent: AgentId, state: AgentState): void {
    const before = this.#before.get(agent);
    if (state.kind === 'offline') {
      if (before) this.#gone.set(agent, before);
      return void this.#before.delete(agent);
    }
    this.#before.set(agent, state);
    if (state.kind === 'not-ready' && state.reason === SERVER_AWAY) this.#freeIfIdle(agent);
  }

  /** Agents whose phones are here went offline by the end of another server, or of their phone there. */
  #backAgain(ours: boolean): void {
    if (this.#gone.size === 0) return;
    const gone = this.#gone;
    this.#gone = new Map();
    for (const [agent, before] of gone) if (!ours && this.#isHere(agent)) this.#online(agent, before);
  }

  #online(agent: AgentId, before: AgentState): void {
    const { desk } = this.#house;
    const reason = this.#isTalking(agent) ? SERVER_AWAY : before.kind === 'not-ready' ? before.reason : undefined;
    desk.send({ type: 'agent.online', agent, ready: reason === undefined });
    if (reason !== undefined) desk.send({ type: 'agent.not-ready', agent, reason });
  }

  #free(agent: AgentId): void {
    const state = this.#house.desk.agentState(agent);
    if (state.kind === 'not-ready' && state.reason === SERVER_AWAY) this.#freeIfIdle(agent);
  }

  #freeIfIdle(agent: AgentId): void {
    if (this.#isHere(agent) && !this.#isTalking(agent)) this.#house.desk.send({ type: 'agent.ready', agent });
  }

  #isTalking(agent: AgentId): boolean {
    const { workplaces, settings } = this.#house;
    return workplaces.of(agent).talking !== undefined || this.#elsewhere.isCarried(settings.agents.get(agent)?.extension ?? '');
  }

  #isHere(agent: AgentId): boolean {
    const extension = this.#house.settings.agents.get(agent)?.extension;
    return extension !== undefined && this.#house.sip.phonesOf(extension) !== undefined;
  }
}
