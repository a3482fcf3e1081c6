import { type EpochMillis, type Millis, Scope, sleep } from '#core';
import type { AgentState } from '#routing';
import type { AgentStep } from '#store';
import { layUnfinished, type Unfinished, unfinishedIn } from '../desk/unfinished.ts';
import type { House } from '../house.ts';
import type { ClosedCalls } from './closed-calls.ts';
import type { DayBook } from './day-book.ts';

/** After a kill -9 the figures are wrong by no more than this. */
const ALIVE_EVERY_MS: Millis = 30_000;
/** A database that is away does not keep the server from stopping. */
const REST_MS: Millis = 2_000;
/** Setting: when the server was last seen alive, epoch ms. */
const ALIVE_AT = 'alive-at';

/** Writes down every state of every agent, and from time to time that the server lives, until it rests. */
export class AgentSteps {
  readonly #house: House;
  readonly #scope: Scope;

  constructor(house: House, scope: Scope) {
    this.#house = house;
    this.#scope = new Scope(scope);
    const { desk, agents } = house;
    if (!agents) return;
    // Servers that route together hear the same: one of them writes it down.
    desk.events.on((event) => event.type === 'agent.state' && desk.status().role !== 'follower' && agents.append(this.#step(event.agent, event.state)), this.#scope);
  }

  /** The server stops: what agents become by that is not their doing. Notes that are being typed are kept. */
  async rest(): Promise<void> {
    if (this.#scope.ended) return;
    this.#scope.end('the server stops');
    for (const { paper } of this.#house.workplaces.all()) paper?.save();
    await Promise.race([Promise.all([this.#alive(), this.#house.agents?.flush()]), sleep(this.#house.clock, REST_MS)]);
  }

  /** Makes the figures of today again, and lays what the last stop interrupted on the agents' desks. Rejects when the database is away. */
  async read(book: DayBook, closed: ClosedCalls): Promise<void> {
    const { agents, store, clock } = this.#house;
    if (!agents) return;
    const alive = clock.every(ALIVE_EVERY_MS, () => void this.#alive());
    this.#scope.onEnd(() => alive.cancel());
    const now = clock.wall();
    const steps = await agents.since(book.begin(now));
    for (const { agent, state, at } of steps) book.state(agent, state as AgentState['kind'], at);
    const seen = Number((await store.setting(ALIVE_AT)) ?? 0);
    const stoppedAt = Math.min(now, Math.max(seen, steps.at(-1)?.at ?? 0));
    const last = new Map(steps.map((step) => [step.agent, step]));
    for (const step of last.values()) await this.#stopped(step, stoppedAt, book, closed);
  }

  /** Nobody was there while the server was not. */
  async #stopped({ agent, state, data }: AgentStep, at: EpochMillis, book: DayBook, closed: ClosedCalls): Promise<void> {
    const unfinished = data['unfinished'] as Unfinished | undefined;
    // Others went on while this server was not there: the state is as they have written it.
    const others = (this.#house.cluster?.members.length ?? 0) > 0;
    if (state !== 'offline' && !others) {
      book.state(agent, 'offline', at);
      this.#house.agents?.append({ agent, at, state: 'offline', data: { why: 'server-stopped', ...(unfinished ? { unfinished } : {}) } });
    }
    const call = unfinished && (await closed.open(unfinished.call));
    if (call) layUnfinished(this.#house, agent, unfinished, call, at);
  }

  #step(agent: string, state: AgentState): AgentStep {
    const unfinished = unfinishedIn(this.#house, agent, state);
    const data = { ...(state.kind === 'not-ready' ? { reason: state.reason } : {}), ...(unfinished ? { unfinished } : {}) };
    return { agent, at: this.#house.clock.wall(), state: state.kind, data };
  }

  async #alive(): Promise<void> {
    const { store, clock, log } = this.#house;
    await store.setSetting(ALIVE_AT, String(Math.round(clock.wall()))).catch((error: unknown) => log.warn('that the server lives could not be written down', { error }));
  }
}
