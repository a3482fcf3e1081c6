import { type AgentId, type Clock, Fault, type Log, type Scope } from '#core';
import type { Desk, FloorChanges, LiveOrder, TicketNews } from '#contract';
import { HttpFault } from '../http/http-fault.ts';
import type { AccessPort, DeskPort, FloorPort, LiveMessage } from '../port.ts';
import type { Caller } from '../who/caller.ts';
import { forbidden } from '../who/gate.ts';
import { maskedDesk } from '../who/masked-desk.ts';
import type { QueueAccess } from '../who/queue-access.ts';
import type { TeamMap } from '../who/team-map.ts';
import type { CallPlace, CallWatch } from './call-watch.ts';
import { followDesks } from './desk-news.ts';
import { FloorNews } from './floor-news.ts';
import { callOf } from './live-order.ts';
import type { LiveClient } from './live-server.ts';
import { TopicSubscribers } from './topic-subscribers.ts';

/** Calls one page follows at once; the supervisor's page opens a few. */
const MOST_TOPICS = 50;
/** Messages of calls that subscribers of `call:<id>` hear; alerts reach them from the floor, with title and hint. */
const OF_CALLS: ReadonlySet<string> = new Set(['words', 'call-alert']);

export interface LiveTopicsOptions {
  readonly desk?: DeskPort | undefined;
  readonly floor?: FloorPort | undefined;
  readonly audit?: AccessPort['audit'] | undefined;
  readonly calls: CallWatch;
  readonly teams: TeamMap;
  /** Who may handle tickets of which queue. */
  readonly queues?: QueueAccess;
  readonly clock: Clock;
  readonly log: Log;
}

type Send = (client: LiveClient, text: string) => void;

/** What consoles subscribe to, and who may. */
export class LiveTopics {
  readonly #options: LiveTopicsOptions;
  readonly #subscribers = new TopicSubscribers<LiveClient>();
  #send: Send = () => {};
  #floor: FloorNews<LiveClient> | undefined;

  constructor(options: LiveTopicsOptions) {
    this.#options = options;
  }

  start(send: Send, scope: Scope): void {
    const { desk, floor, clock, teams } = this.#options;
    this.#send = send;
    if (desk) followDesks(desk, { clock, scope, wanted: (agent) => [...deskTopics(agent)].some((topic) => this.#subscribers.has(topic)), tell: (agent, now) => this.#tellDesk(agent, now) });
    this.#floor = floor && new FloorNews(floor, { teams, scope, tell: (clients, text) => this.#sendAll(clients, text) });
    floor?.changed.on((changes) => this.#callsChanged(changes), scope);
  }

  publish(message: LiveMessage, written: string | undefined): void {
    if (message.type === 'ticket') return this.#tellTicket(message as unknown as TicketNews, written);
    if (message.callId === undefined || !OF_CALLS.has(message.type)) return;
    this.#tellCall(message.callId, () => written ?? JSON.stringify(message));
  }

  async order(client: LiveClient, order: LiveOrder | undefined): Promise<void> {
    const topic = order?.topic ?? '';
    try {
      if (!order) throw new HttpFault(400, new Fault('api.bad-request', 'Not understood. Send {"type":"subscribe","topic":"desk" | "floor" | "call:<id>"}.'));
      if (order.type === 'unsubscribe') this.#unsubscribe(client, topic);
      else await this.#subscribe(client, topic);
    } catch (error) {
      this.#refuse(client, topic, error);
    }
  }

  leave(client: LiveClient): void {
    this.#subscribers.leave(client);
    this.#floor?.leave(client);
  }

  /** The person has other rights now, perhaps. */
  changed(client: LiveClient, caller: Caller): void {
    const before = client.caller.person?.agent;
    client.caller = caller;
    for (const topic of [...client.topics]) {
      const call = callOf(topic);
      if (topic.startsWith('desk:') && before !== caller.person?.agent) this.#subscribers.delete(topic, client);
      if (call !== undefined) this.#recheck(client, call);
    }
    if (!this.#floor?.misplaced(client, caller)) return;
    this.#floor.leave(client);
    if (caller.may('floor.see')) this.#send(client, this.#floor.join(client, caller));
    else this.#refuse(client, 'floor', forbidden());
  }

  async #subscribe(client: LiveClient, topic: string): Promise<void> {
    const { caller } = client;
    if (topic === 'desk') return this.#subscribeDesk(client);
    if (topic === 'floor') {
      if (!this.#floor || !caller.may('floor.see')) throw forbidden();
      return this.#send(client, this.#floor.join(client, caller));
    }
    if (topic === 'tickets') {
      if (!caller.may('ticket.handle')) throw forbidden();
      return this.#subscribers.add(topic, client);
    }
    const call = callOf(topic) ?? '';
    if (client.topics.size >= MOST_TOPICS) throw new HttpFault(400, new Fault('api.too-many-topics', `At most ${MOST_TOPICS} topics at once: unsubscribe from some.`));
    // Before it is written down, so that an "unsubscribe" right behind it finds it and fifty at once are fifty.
    const own = this.#options.calls.check(caller, 'calls.read', call);
    if (own) return this.#subscribers.add(topic, client);
    client.topics.add(topic);
    try {
      await this.#options.audit?.record(caller.actor, 'call-read', call);
      // What happened meanwhile: unsubscribed, closed, the right lost.
      if (client.scope.ended || !client.topics.has(topic)) return;
      this.#options.calls.check(client.caller, 'calls.read', call);
    } catch (error) {
      this.#subscribers.delete(topic, client);
      throw error;
    }
    this.#subscribers.add(topic, client);
  }

  #subscribeDesk(client: LiveClient): void {
    const agent = client.caller.person?.agent;
    const { desk } = this.#options;
    if (agent === undefined || !desk || !client.caller.may('desk.own', { agent })) throw new HttpFault(403, new Fault('api.no-agent', 'Only people who are agents have a desk. An administrator can make this account an agent.'));
    const numbers = client.caller.may('numbers.see', { agent });
    this.#subscribers.add(deskTopics(agent)[numbers ? 0 : 1], client);
    const now = desk.desk(agent);
    if (now) this.#send(client, deskText(numbers ? now : maskedDesk(now)));
  }

  /** Written once for all tabs; those of who may not see numbers have a topic of their own. */
  #tellDesk(agent: AgentId, desk: Desk): void {
    const [open, masked] = deskTopics(agent).map((topic) => this.#subscribers.of(topic));
    if (open?.length) this.#sendAll(open, deskText(desk));
    if (masked?.length) this.#sendAll(masked, deskText(maskedDesk(desk)));
  }

  #sendAll(clients: Iterable<LiveClient>, text: string): void {
    for (const client of clients) this.#send(client, text);
  }

  #unsubscribe(client: LiveClient, topic: string): void {
    if (topic === 'floor') this.#floor?.leave(client);
    else if (topic === 'desk') for (const each of [...client.topics]) {
      if (each.startsWith('desk:')) this.#subscribers.delete(each, client);
    }
    else this.#subscribers.delete(topic, client);
  }

  /** Alerts go to those who follow the call; who lost the right to it (it went to another team) hears no more. */
  #callsChanged({ alerts, calls }: FloorChanges): void {
    for (const alert of alerts ?? []) this.#tellCall(alert.callId, () => JSON.stringify({ type: 'call-alert', callId: alert.callId, alert }));
    for (const call of calls ?? []) {
      if (!this.#subscribers.has(`call:${call.id}`)) continue;
      for (const client of this.#subscribers.of(`call:${call.id}`)) this.#recheck(client, call.id, call);
    }
  }

  #recheck(client: LiveClient, call: string, now?: CallPlace): void {
    try {
      this.#options.calls.check(client.caller, 'calls.read', call, now);
    } catch (error) {
      this.#subscribers.delete(`call:${call}`, client);
      // A call that is over is no lost right: there is nothing more to hear of it.
      if (!(error instanceof HttpFault && error.status === 404)) this.#refuse(client, `call:${call}`, forbidden());
    }
  }

  #tellTicket(news: TicketNews, written: string | undefined): void {
    const { queues } = this.#options;
    if (!queues || !this.#subscribers.has('tickets')) return;
    let text = written;
    for (const client of this.#subscribers.of('tickets')) if (mayHandle(client.caller, news.ticket, queues)) this.#send(client, (text ??= JSON.stringify(news)));
  }

  #tellCall(call: string, text: () => string): void {
    const topic = `call:${call}`;
    if (!this.#subscribers.has(topic)) return;
    this.#sendAll(this.#subscribers.of(topic), text());
  }

  #refuse(client: LiveClient, topic: string, error: unknown): void {
    const fault = error instanceof HttpFault ? error.fault : error instanceof Fault ? error : new Fault('api.internal', 'Something failed inside the server; its log says what.');
    if (fault.code === 'api.internal') this.#options.log.error('a subscription failed', { error });
    this.#send(client, JSON.stringify({ type: 'refused', topic, code: fault.code, message: fault.message }));
  }
}

/** Topics of desks inside, with numbers and with masked ones: `desk` on the wire is always the own one. */
const deskTopics = (agent: AgentId) => [`desk:${agent}`, `desk:masked:${agent}`] as const;
const deskText = (desk: Desk) => JSON.stringify({ type: 'desk', desk });

/** As over HTTP: those of the queue, who has it, made it or watches it. */
function mayHandle(caller: Caller, { queue, assignee, createdBy, watchers }: TicketNews['ticket'], queues: QueueAccess): boolean {
  if (queues.may(caller, 'ticket.handle', queue)) return true;
  const own = [caller.person?.agent, caller.actor.id].filter((id) => id !== undefined);
  return caller.may('ticket.handle') && (createdBy === caller.actor.id || own.some((id) => id === assignee || watchers.includes(id)));
}
