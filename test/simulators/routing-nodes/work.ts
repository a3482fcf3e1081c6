import { type Clock, Scope } from '#core';
import type { RoutingDesk, RoutingEvent } from '#routing';

export interface WorkPlan {
  readonly name: string;
  /** Agents signed in at this node. */
  readonly agents: readonly string[];
  readonly queue: string;
  readonly callersPerSecond: number;
  readonly ringMs: number;
  readonly talkMs: number;
}

export interface WorkReport {
  readonly waiting: readonly string[];
  /** Of those, unknown to the machine: forgotten. */
  readonly forgotten: readonly string[];
  readonly served: number;
  readonly lost: number;
  readonly counts: { waiting: number; offered: number; busy: number };
  /** From sending to having decided it, ms. */
  readonly latencies: readonly number[];
}

/** Callers and agents of one node, as calls/ would behave: callers come, phones ring and are picked up, conversations end. */
export class NodeWork {
  readonly #desk: RoutingDesk;
  readonly #plan: WorkPlan;
  readonly #clock: Clock;
  readonly #scope = new Scope();
  readonly #agents: ReadonlySet<string>;
  /** Callers of this node. */
  readonly #callers = new Map<string, 'waiting' | 'talking'>();
  /** Agent → the contact spoken with last. */
  readonly #talks = new Map<string, string>();
  readonly #sent = new Map<string, number>();
  #latencies: number[] = [];
  #count = 0;
  #owed = 0;
  #served = 0;
  #lost = 0;
  #coming = false;

  constructor(desk: RoutingDesk, plan: WorkPlan, clock: Clock) {
    this.#desk = desk;
    this.#plan = plan;
    this.#clock = clock;
    this.#agents = new Set(plan.agents);
    desk.events.on((event) => this.#hear(event), this.#scope);
    desk.logged.on(({ command }) => this.#timed(JSON.stringify(key(command))), this.#scope);
    for (const agent of plan.agents) this.#send({ type: 'agent.online', agent, ready: true });
    let before = clock.now();
    const timer = clock.every(10, () => {
      const now = clock.now();
      this.#come((plan.callersPerSecond * (now - before)) / 1000);
      before = now;
    });
    this.#scope.onEnd(() => timer.cancel());
  }

  callers(coming: boolean): void {
    this.#coming = coming;
  }

  /** The latencies begin anew. */
  report(): WorkReport {
    const waiting = [...this.#callers].flatMap(([id, state]) => (state === 'waiting' ? [id] : []));
    const latencies = this.#latencies;
    this.#latencies = [];
    return { waiting, forgotten: waiting.filter((id) => !this.#desk.contact(id)), served: this.#served, lost: this.#lost, counts: this.#desk.counts(), latencies };
  }

  #send(command: Parameters<RoutingDesk['send']>[0]): void {
    this.#sent.set(JSON.stringify(key(command)), this.#clock.now());
    this.#desk.send(command);
  }

  #timed(named: string): void {
    const sent = this.#sent.get(named);
    if (sent === undefined) return;
    this.#sent.delete(named);
    this.#latencies.push(this.#clock.now() - sent);
  }

  #come(callers: number): void {
    if (!this.#coming) return;
    for (this.#owed += callers; this.#owed >= 1; this.#owed -= 1) {
      const id = `${this.#plan.name}-${this.#count++}`;
      this.#callers.set(id, 'waiting');
      this.#send({ type: 'contact.enqueue', contact: { id, queue: this.#plan.queue, needs: [], priority: 0 } });
    }
  }

  #hear(event: RoutingEvent): void {
    switch (event.type) {
      case 'offer.made':
        if (this.#agents.has(event.agent)) this.#after(this.#plan.ringMs, () => this.#send({ type: 'offer.answered', offer: event.offer }));
        return;
      case 'contact.connected': {
        this.#talks.set(event.agent, event.contact);
        if (!this.#callers.has(event.contact)) return;
        this.#callers.set(event.contact, 'talking');
        const { agent, contact } = event;
        return this.#after(this.#plan.talkMs, () => {
          this.#served += 1;
          this.#callers.delete(contact);
          this.#send({ type: 'contact.ended', contact, agent });
        });
      }
      case 'contact.left':
      case 'contact.failed':
        if (this.#callers.delete(event.contact)) this.#lost += 1;
        return;
      case 'agent.state':
        // Who talked with a caller of a server that is gone hangs up after a while.
        if (event.state.kind === 'not-ready' && event.state.reason === 'server-away' && this.#agents.has(event.agent) && !this.#callers.has(this.#talks.get(event.agent) ?? '')) {
          this.#after(this.#plan.talkMs, () => this.#desk.send({ type: 'agent.ready', agent: event.agent }));
        }
        // Nobody stays away from the phone here.
        if (event.state.kind === 'not-ready' && this.#agents.has(event.agent) && event.state.reason !== 'server-away') this.#desk.send({ type: 'agent.ready', agent: event.agent });
        return;
      default:
        return;
    }
  }

  #after(ms: number, fn: () => void): void {
    this.#scope.after(this.#clock, ms * (0.5 + Math.random()), fn);
  }
}

/** What tells a command from every other one. */
function key(command: Parameters<RoutingDesk['send']>[0]): readonly string[] {
  switch (command.type) {
    case 'contact.enqueue':
      return [command.type, command.contact.id];
    case 'offer.answered':
      return [command.type, command.offer];
    case 'contact.ended':
      return [command.type, command.contact, command.agent];
    case 'agent.online':
      return [command.type, command.agent];
    default:
      return [command.type];
  }
}
