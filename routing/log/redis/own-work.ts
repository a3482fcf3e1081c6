import type { Millis } from '#core';
import type { AgentState, Channel, ContactRequest, RoutingCommand, RoutingEvent } from '../../model.ts';
import { SERVER_AWAY } from '../../server-away.ts';

/**
 * What this server has to say again when the others took it for gone, or when Redis lost its data: its agents and callers
 * are still there. Follows what is sent and what is told; pure but for its own tables.
 */
export class OwnWork {
  /** As told last, or as asked for since. */
  readonly #agents = new Map<string, AgentState>();
  readonly #contacts = new Map<string, ContactRequest>();
  /** Agents said to be there again in mid-call: with its end they are ready. */
  readonly #resumed = new Set<string>();
  #settings: RoutingCommand | undefined;

  /** Sent from here; `now` of the log. Gives what is to be sent: the command, and what follows from it. */
  sent(command: RoutingCommand, now: Millis): readonly RoutingCommand[] {
    switch (command.type) {
      case 'settings':
        this.#settings = command;
        break;
      case 'agent.online':
        if (!this.#agents.has(command.agent)) this.#agents.set(command.agent, command.ready ? { kind: 'ready', since: now } : { kind: 'not-ready', since: now, reason: 'signed-in' });
        break;
      case 'agent.offline':
        this.#agents.delete(command.agent);
        this.#resumed.delete(command.agent);
        break;
      case 'contact.enqueue':
        // Who holds or offers background work (tickets) says by himself what there is.
        if (this.#isBackground(command.contact.channel)) break;
        this.#contacts.set(command.contact.id, { ...command.contact, waitingSince: command.contact.waitingSince ?? now });
        break;
      case 'contact.leave':
        this.#contacts.delete(command.contact);
        break;
      case 'contact.change':
        this.#change(command);
        break;
      case 'contact.ended':
        this.#ask(command.agent, { kind: 'ready', since: now }, 'busy');
        return this.#resumed.delete(command.agent) ? [command, { type: 'agent.ready', agent: command.agent }] : [command];
      case 'agent.ready':
        this.#resumed.delete(command.agent);
        this.#ask(command.agent, { kind: 'ready', since: now }, 'not-ready');
        break;
      case 'agent.not-ready':
        this.#ask(command.agent, { kind: 'not-ready', since: now, reason: command.reason }, 'ready');
        break;
      case 'agent.holds':
      case 'agent.lets-go':
      case 'offer.answered':
      case 'offer.failed':
      case 'wrap-up.owed':
      case 'wrap-up.extend':
      case 'wrap-up.finish':
      case 'node.lost':
      case 'tick':
        break;
    }
    return [command];
  }

  /** The agent's phone is at another server now: nothing of it is ours to say. */
  moved(agent: string): void {
    this.#agents.delete(agent);
    this.#resumed.delete(agent);
  }

  heard(event: RoutingEvent): void {
    switch (event.type) {
      case 'contact.left':
        return event.why === 'node-lost' ? undefined : void this.#contacts.delete(event.contact);
      case 'contact.failed':
      case 'contact.connected':
        return void this.#contacts.delete(event.contact);
      case 'agent.state':
        // Offline by another's word: what we knew before is what we say again.
        if (this.#agents.has(event.agent) && event.state.kind !== 'offline') this.#agents.set(event.agent, event.state);
        return;
      default:
        return;
    }
  }

  /** Everything anew, callers with their age. `settings`: the log does not know them any more, either. */
  announce(now: Millis, settings: boolean): readonly RoutingCommand[] {
    const agents = [...this.#agents].flatMap(([agent, state]) => this.#again(agent, state, now));
    const contacts = [...this.#contacts.values()].map((contact): RoutingCommand => ({ type: 'contact.enqueue', contact }));
    return [...(settings && this.#settings ? [this.#settings] : []), ...agents, ...contacts];
  }

  #again(agent: string, state: AgentState, now: Millis): readonly RoutingCommand[] {
    const online = (ready: boolean, wrapUpMs?: Millis): RoutingCommand => ({ type: 'agent.online', agent, ready, ...(wrapUpMs === undefined ? {} : { wrapUp: { ms: wrapUpMs } }) });
    switch (state.kind) {
      case 'busy':
        this.#resumed.add(agent);
        return [online(false), { type: 'agent.not-ready', agent, reason: SERVER_AWAY }];
      case 'wrap-up':
        return [online(true, Math.max(0, state.until - now))];
      case 'not-ready':
        return [online(false), { type: 'agent.not-ready', agent, reason: state.reason }];
      case 'ready':
      case 'offered':
      case 'offline':
        return [online(true)];
    }
  }

  /** What becomes of it is told later; until then it is as asked for, if that changes anything. */
  #ask(agent: string, state: AgentState, from: AgentState['kind']): void {
    if (this.#agents.get(agent)?.kind === from) this.#agents.set(agent, state);
  }

  #isBackground(channel: Channel | undefined): boolean {
    return channel !== undefined && this.#settings?.type === 'settings' && this.#settings.settings.channels?.some(({ id, background }) => id === channel && background) === true;
  }

  #change({ contact: id, priority, needs, steps }: Extract<RoutingCommand, { type: 'contact.change' }>): void {
    const before = this.#contacts.get(id);
    if (before) this.#contacts.set(id, { ...before, ...(priority === undefined ? {} : { priority }), ...(needs ? { needs } : {}), ...(steps ? { steps } : {}) });
  }
}
