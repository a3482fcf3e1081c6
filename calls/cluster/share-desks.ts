import type { DeskPort } from '#api';
import type { Cluster } from '#cluster';
import type { Desk, EarlierContacts } from '#contract';
import { type AgentId, Fault, type Millis, type Result, type Scope, failed } from '#core';
import type { House } from '../house.ts';

/** Topic of what servers tell each other about desks. */
const TOPIC = 'desk';
const ANSWERED_WITHIN_MS: Millis = 8_000;

/** What lies on a desk because of a call; the rest of a desk every server knows. */
type Place = Pick<Desk, 'offer' | 'call' | 'wrapUp'>;
type Told =
  | { readonly is: 'place'; readonly agent: AgentId; readonly place: Place | null }
  | { readonly is: 'page'; readonly agent: AgentId }
  | { readonly is: 'order'; readonly n: number; readonly agent: AgentId; readonly kind: Parameters<DeskPort['order']>[1]; readonly order: unknown }
  | { readonly is: 'earlier'; readonly n: number; readonly agent: AgentId }
  | { readonly is: 'done'; readonly n: number; readonly fault?: { readonly code: string; readonly message: string; readonly retryable: boolean }; readonly earlier?: EarlierContacts };

/** The desks of all agents, wherever their calls are: shown here, and ordered of the server that has the call. */
export function shareDesks(desks: DeskPort, house: House, cluster: Cluster, scope: Scope): DeskPort {
  return new SharedDesks(desks, house, cluster, scope);
}

class SharedDesks implements DeskPort {
  readonly #desks: DeskPort;
  readonly #house: House;
  readonly #cluster: Cluster;
  /** What lies on desks because of calls at other servers. */
  readonly #places = new Map<AgentId, { readonly node: string; readonly place: Place }>();
  /** Agents whose place the others were told of. */
  readonly #told = new Map<AgentId, string>();
  readonly #pages = new Set<AgentId>();
  readonly #asked = new Map<number, (told: Extract<Told, { is: 'done' }> | undefined) => void>();
  #n = 0;

  constructor(desks: DeskPort, house: House, cluster: Cluster, scope: Scope) {
    this.#desks = desks;
    this.#house = house;
    this.#cluster = cluster;
    desks.changed.on((agent) => this.#tellPlace(agent), scope);
    cluster.heard.on(({ node, topic, body }) => topic === TOPIC && this.#hear(node, body as Told), scope);
    cluster.linked.on((node) => this.#tellAll(node), scope);
    cluster.parted.on((node) => this.#parted(node), scope);
    house.desk.events.on((event) => event.type === 'agent.state' && event.state.kind === 'offline' && this.#pages.delete(event.agent), scope);
  }

  get changed() {
    return this.#desks.changed;
  }

  desk(agent: AgentId): Desk | undefined {
    const desk = this.#desks.desk(agent);
    if (desk && !this.#pages.has(agent)) {
      this.#pages.add(agent);
      this.#cluster.tellAll(TOPIC, { is: 'page', agent } satisfies Told);
    }
    const there = this.#places.get(agent)?.place;
    return desk && there ? { ...desk, ...there } : desk;
  }

  choices() {
    return this.#desks.choices();
  }

  targets(agent: AgentId) {
    return this.#desks.targets(agent);
  }

  async earlier(agent: AgentId): Promise<EarlierContacts> {
    const there = this.#places.get(agent);
    if (!there) return this.#desks.earlier(agent);
    const answer = await this.#ask(there.node, (n) => ({ is: 'earlier', n, agent }));
    return answer?.earlier ?? { contacts: [] };
  }

  async order(...[agent, kind, order]: Parameters<DeskPort['order']>): Promise<Result<void>> {
    const there = this.#places.get(agent);
    if (!there) return this.#desks.order(agent, kind, order);
    const answer = await this.#ask(there.node, (n) => ({ is: 'order', n, agent, kind, order }));
    if (!answer) return failed(new Fault('calls.server-away', 'The server that has this call does not answer; try again.', { retryable: true }));
    if (!answer.fault) return { ok: true, value: undefined };
    const { code, message, retryable } = answer.fault;
    return failed(new Fault(code, message, { retryable }));
  }

  #hear(node: string, told: Told): void {
    switch (told.is) {
      case 'place':
        if (told.place) this.#places.set(told.agent, { node, place: told.place });
        else if (this.#places.get(told.agent)?.node === node) this.#places.delete(told.agent);
        return this.#house.workplaces.tell(told.agent);
      case 'page':
        this.#house.workplaces.of(told.agent).usesPage = true;
        return;
      case 'order':
        return void this.#carryOut(node, told);
      case 'earlier':
        return void this.#desks.earlier(told.agent).then(
          (earlier) => this.#say(node, { is: 'done', n: told.n, earlier }),
          () => this.#say(node, { is: 'done', n: told.n }),
        );
      case 'done':
        return this.#asked.get(told.n)?.(told);
    }
  }

  async #carryOut(node: string, { n, agent, kind, order }: Extract<Told, { is: 'order' }>): Promise<void> {
    const result = await this.#desks.order(agent, kind, order as never);
    if (result.ok) return this.#say(node, { is: 'done', n });
    const { code, message, retryable } = result.fault;
    this.#say(node, { is: 'done', n, fault: { code, message, retryable } });
  }

  #say(node: string, told: Told): void {
    this.#cluster.tell(node, TOPIC, told);
  }

  #ask(node: string, told: (n: number) => Told): Promise<Extract<Told, { is: 'done' }> | undefined> {
    const n = this.#n++;
    return new Promise((resolve) => {
      const settle = (answer: Extract<Told, { is: 'done' }> | undefined) => {
        timer.cancel();
        this.#asked.delete(n);
        resolve(answer);
      };
      const timer = this.#house.clock.after(ANSWERED_WITHIN_MS, () => settle(undefined));
      this.#asked.set(n, settle);
      if (!this.#cluster.tell(node, TOPIC, told(n))) settle(undefined);
    });
  }

  /** Only what changed because of a call here. */
  #tellPlace(agent: AgentId): void {
    const place = this.#placeOf(agent);
    const text = place ? JSON.stringify(place) : '';
    if ((this.#told.get(agent) ?? '') === text) return;
    if (place) this.#told.set(agent, text);
    else this.#told.delete(agent);
    this.#cluster.tellAll(TOPIC, { is: 'place', agent, place: place ?? null } satisfies Told);
  }

  #placeOf(agent: AgentId): Place | undefined {
    const { ringing, talking, paper } = this.#house.workplaces.of(agent);
    if (!ringing && !talking && !paper) return undefined;
    const wasPage = this.#house.workplaces.of(agent).usesPage;
    const desk = this.#desks.desk(agent);
    // To look at it for others is no look at the page.
    if (wasPage !== true) this.#house.workplaces.of(agent).usesPage = false;
    if (!desk || (!desk.offer && !desk.call && !desk.wrapUp)) return undefined;
    const { offer, call, wrapUp } = desk;
    return { ...(offer ? { offer } : {}), ...(call ? { call } : {}), ...(wrapUp ? { wrapUp } : {}) };
  }

  /** A server that hears us from now on. */
  #tellAll(node: string): void {
    for (const agent of this.#pages) this.#say(node, { is: 'page', agent });
    for (const agent of this.#told.keys()) this.#say(node, { is: 'place', agent, place: this.#placeOf(agent) ?? null });
  }

  #parted(node: string): void {
    for (const [agent, { node: at }] of [...this.#places]) {
      if (at !== node) continue;
      this.#places.delete(agent);
      this.#house.workplaces.tell(agent);
    }
  }
}
