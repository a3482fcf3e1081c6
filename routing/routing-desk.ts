import { type Clock, Emitter, type Millis, Scope, type Timer } from '#core';
import { eventAt, commandAt, stateAt } from './log/local-times.ts';
import { initialRouting, nextDeadline, route } from './machine/route.ts';
import { routingFrom, snapshotOf } from './machine/snapshot.ts';
import type { OfferRecord, RoutingState } from './machine/state.ts';
import { agentStateOf, asideView, contactView, countsOf, queueViews, standingIn } from './machine/views.ts';
import type { AgentState, AsideView, Channel, RoutingEvent, RoutingSettings } from './model.ts';
import type { LoggedCommand, LogFollower, LogLine, LogStatus, MachineSnapshot, RoutingDesk, RoutingLog } from './port.ts';

/** A tick that was not heard of (the log is away, or its clock a little behind) is asked for again. */
const TICK_AGAIN_MS = 50;

export interface RoutingDeskOptions {
  readonly settings: RoutingSettings;
  /** Replayed in silence first; one in memory must have times of the same clock. */
  readonly log: RoutingLog;
  readonly clock: Clock;
}

/**
 * The machine with a clock and a log. A command sent from inside a listener waits until the events of the present one are
 * told, so that every listener hears the same order. The settings are the first command in the log, so that it replays from
 * an empty machine.
 */
export function createRoutingDesk(options: RoutingDeskOptions): RoutingDesk {
  const desk = new Desk(options.clock);
  desk.open(options.log);
  desk.send({ type: 'settings', settings: options.settings });
  return desk;
}

class Desk implements RoutingDesk, LogFollower {
  readonly events = new Emitter<RoutingEvent>();
  readonly logged = new Emitter<LoggedCommand>();
  readonly anew = new Emitter<void>();
  readonly #clock: Clock;
  readonly #scope = new Scope();
  #line: LogLine | undefined;
  #state = empty();
  #leading = false;
  #timer: Timer | undefined;
  #armedFor: Millis | undefined;
  /** Offers of the state before `reset`: their phones ring. */
  #rang: readonly OfferRecord[] = [];
  /** What listeners were told last of each agent. */
  readonly #told = new Map<string, AgentState>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(log: RoutingLog): void {
    this.#line = log.follow(this, this.#clock);
    this.#arm();
  }

  send(command: Parameters<RoutingDesk['send']>[0]): void {
    if (!this.#scope.ended) this.#line?.submit(commandAt(command, this.#shift));
  }

  agentState(agent: string): AgentState {
    return stateAt(agentStateOf(this.#state, agent), this.#shift);
  }

  queues(): ReturnType<RoutingDesk['queues']> {
    return queueViews(this.#state, this.#now);
  }

  contact(id: string): ReturnType<RoutingDesk['contact']> {
    return contactView(this.#state, id, this.#now);
  }

  aside(agent: string, channel: Channel): AsideView {
    const shift = this.#shift;
    const { work, capacity } = asideView(this.#state, agent, channel);
    if (shift === 0) return { work, capacity };
    return { work: work.map((one) => ({ ...one, since: one.since - shift, ...(one.until === undefined ? {} : { until: one.until - shift }) })), capacity };
  }

  holder(contact: string): string | undefined {
    return this.#state.held.get(contact)?.agent.id;
  }

  standing(queue: string): readonly string[] {
    return standingIn(this.#state, queue);
  }

  counts(): ReturnType<RoutingDesk['counts']> {
    return countsOf(this.#state);
  }

  status(): LogStatus {
    return this.#line?.status?.() ?? { role: 'alone', silentMs: 0, behind: 0, waiting: 0, away: false };
  }

  settled(): Promise<void> {
    return this.#line?.settled() ?? Promise.resolve();
  }

  close(): void {
    this.#line?.close();
    this.#scope.end('routing desk closed');
  }

  reset(snapshot: MachineSnapshot): void {
    this.#rang = [...this.#state.offers.values()];
    this.#state = snapshot === undefined ? empty() : routingFrom(snapshot);
  }

  decide({ command, at }: LoggedCommand): readonly RoutingEvent[] {
    const turn = route(this.#state, command, at);
    this.#state = turn.state;
    return turn.events;
  }

  tell(entry: LoggedCommand, events: readonly RoutingEvent[]): void {
    if (this.#scope.ended) return;
    const shift = this.#shift;
    for (const event of events) {
      if (event.type === 'agent.state') this.#told.set(event.agent, event.state);
      this.events.emit(eventAt(event, shift));
    }
    this.logged.emit(entry);
    this.#arm();
  }

  caughtUp(): void {
    const shift = this.#shift;
    for (const { id: offer, contact, work } of this.#rang) {
      const agent = work.agent.id;
      if (this.#state.offers.get(offer)?.work.agent.id === agent) continue;
      this.events.emit({ type: 'offer.withdrawn', offer, contact: contact.id, agent, why: 'log read anew' });
    }
    this.#rang = [];
    for (const [agent, before] of this.#told) {
      const state = agentStateOf(this.#state, agent);
      if (JSON.stringify(state) === JSON.stringify(before)) continue;
      this.#told.set(agent, state);
      this.events.emit(eventAt({ type: 'agent.state', agent, state }, shift));
    }
    this.anew.emit();
    this.#arm();
  }

  lead(leading: boolean): void {
    this.#leading = leading;
    this.#arm();
  }

  snapshot(): MachineSnapshot {
    return snapshotOf(this.#state);
  }

  get #now(): Millis {
    return this.#clock.now() + this.#shift;
  }

  /** Time of the log − time of our clock. */
  get #shift(): Millis {
    return this.#line?.shift() ?? 0;
  }

  /** Wakes the machine at its next deadline. */
  #arm(): void {
    const deadline = this.#leading && this.#line ? nextDeadline(this.#state) : undefined;
    if (deadline === this.#armedFor && this.#timer) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#armedFor = deadline;
    if (deadline !== undefined) this.#wakeAfter(Math.max(0, Math.ceil(deadline - this.#now)));
  }

  #wakeAfter(delay: Millis): void {
    this.#timer = this.#scope.after(this.#clock, delay, () => {
      this.#timer = undefined;
      this.#line?.tick();
      // In memory the tick is decided by now, and the next one set.
      if (this.#timer === undefined && this.#armedFor !== undefined) this.#wakeAfter(TICK_AGAIN_MS);
    });
  }
}

function empty(): RoutingState {
  return initialRouting({ agents: [], queues: [] });
}
