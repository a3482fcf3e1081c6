import type { AgentSpec, ContactRequest, ContactView, QueueView, RoutingCommand, RoutingEvent, RoutingSettings } from '../../model.ts';
import { initialRouting, nextDeadline, route } from '../route.ts';
import { agentStateOf, contactView, queueViews } from '../views.ts';

/** Queue `care`: rings 15 s, 10 s wrap-up. Queue `sales`: rings 20 s, no wrap-up. */
export const QUEUES = [
  { id: 'care', ringTimeoutMs: 15_000, wrapUpMs: 10_000 },
  { id: 'sales', ringTimeoutMs: 20_000, wrapUpMs: 0 },
];

export function agent(id: string, skills: Record<string, number> = {}, queues: string[] = ['care']): AgentSpec {
  return { id, skills, queues };
}

export function contact(id: string, more: Partial<ContactRequest> = {}): RoutingCommand {
  return { type: 'contact.enqueue', contact: { id, queue: 'care', needs: [], priority: 0, ...more } };
}

/** A machine whose events are told in short lines; offers go by `contact@agent`. */
export class Scenario {
  #state;
  readonly #offers = new Map<string, string>();
  readonly made: Extract<RoutingEvent, { type: 'offer.made' }>[] = [];

  constructor(agents: readonly AgentSpec[], queues: RoutingSettings['queues'] = QUEUES, channels: RoutingSettings['channels'] = []) {
    this.#state = initialRouting({ agents, queues, channels });
  }

  get deadline(): number | undefined {
    return nextDeadline(this.#state);
  }

  stateOf(id: string): string {
    return JSON.stringify(agentStateOf(this.#state, id));
  }

  queues(at: number): readonly QueueView[] {
    return queueViews(this.#state, at * 1000);
  }

  view(at: number, id: string): ContactView | undefined {
    return contactView(this.#state, id, at * 1000);
  }

  /** Sends a command at `at` seconds and tells the events. */
  at(at: number, command: RoutingCommand): string[] {
    const turn = route(this.#state, command, at * 1000);
    this.#state = turn.state;
    return turn.events.map((event) => this.#tell(event));
  }

  ready(at: number, ...agents: string[]): string[] {
    return agents.flatMap((id) => this.at(at, { type: 'agent.online', agent: id, ready: true }));
  }

  notReady(at: number, id: string, reason: string): string[] {
    return this.at(at, { type: 'agent.not-ready', agent: id, reason });
  }

  offline(at: number, id: string): string[] {
    return this.at(at, { type: 'agent.offline', agent: id });
  }

  answer(at: number, offer: string): string[] {
    return this.at(at, { type: 'offer.answered', offer: this.#id(offer) });
  }

  fail(at: number, offer: string, why: 'rejected' | 'busy' | 'unreachable' | 'no-answer'): string[] {
    return this.at(at, { type: 'offer.failed', offer: this.#id(offer), why });
  }

  abandon(at: number, id: string): string[] {
    return this.at(at, { type: 'contact.leave', contact: id, why: 'abandoned' });
  }

  end(at: number, id: string, by: string): string[] {
    return this.at(at, { type: 'contact.ended', contact: id, agent: by });
  }

  tick(at: number): string[] {
    return this.at(at, { type: 'tick' });
  }

  #id(offer: string): string {
    return this.#offers.get(offer) ?? offer;
  }

  #tell(event: RoutingEvent): string {
    switch (event.type) {
      case 'agent.state': {
        const { state } = event;
        const more = state.kind === 'not-ready' ? ` ${state.reason}` : state.kind === 'wrap-up' ? ` until ${state.until / 1000}` : '';
        return `${event.agent} is ${state.kind}${more}`;
      }
      case 'offer.made':
        this.made.push(event);
        this.#offers.set(`${event.contact}@${event.agent}`, event.offer);
        return `offer ${event.contact}@${event.agent} rings ${event.ringTimeoutMs / 1000}`;
      case 'offer.withdrawn':
        return `withdraw ${event.contact}@${event.agent}: ${event.why}`;
      case 'offer.stale':
        return 'stale answer';
      case 'contact.queued':
        return `${event.contact} queued ${event.position} in ${event.queue}`;
      case 'contact.position':
        return `${event.contact} moves to ${event.position}`;
      case 'contact.connected':
        return `${event.contact} connected to ${event.agent} after ${event.waitedMs / 1000}`;
      case 'contact.left':
        return `${event.contact} ${event.why} after ${event.waitedMs / 1000}`;
      case 'contact.step':
        return `${event.contact} at step ${event.step}`;
      case 'contact.overflowed':
        return `${event.contact} goes from ${event.from} to ${event.to}: ${event.why}`;
      case 'contact.resumed':
        return `${event.contact} resumes the place of ${event.before}`;
      case 'agent.work':
        return `${event.agent} has ${event.work.map((one) => `${one.phase} ${one.contact}`).join(', ') || 'nothing'}`;
      case 'agent.aside':
        return `${event.agent} has aside ${event.work.map((one) => (one.phase === 'wrap-up' ? 'rest' : `${one.phase} ${one.contact}`)).join(', ') || 'nothing'}`;
      case 'contact.failed':
        return `${event.contact} failed: ${event.why}`;
      case 'ignored':
        return `ignored ${event.command}: ${event.why}`;
    }
  }
}
