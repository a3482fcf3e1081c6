import type { DeskTickets } from '#contract';
import type { Settings } from '#config';
import type { Scope } from '#core';
import type { RoutingDesk, RoutingEvent } from '#routing';
import type { OpenedStore } from '#store';
import { type PushRouting, type Ticket, type TicketDesk, TicketPush } from '#tickets';
import type { Tools } from '../open-server.ts';
import { pushedQueues, TICKET } from './ticket-channels.ts';

/** Tickets on the way to agents: routing offers them, desks show them. */
export function openPush(settings: Settings, desk: TicketDesk, { tickets: records }: Pick<OpenedStore, 'tickets'>, routing: RoutingDesk, { clock, log }: Pick<Tools, 'clock' | 'log'>, scope: Scope): TicketPush {
  let now = pushOf(settings.now);
  const push = new TicketPush({ desk, records, routing: routingOf(routing), settings: () => now, clock, log }, scope);
  settings.changed.on((config) => {
    const before = JSON.stringify([...now.queues]);
    now = pushOf(config);
    // The machine has its new settings before the database has answered.
    if (JSON.stringify([...now.queues]) === before) push.look();
    else push.beginAnew();
  }, scope);
  return push;
}

function pushOf(config: Settings['now']) {
  const queues = pushedQueues(config);
  const agents = config.agents.flatMap(({ id, queues: serves }) => (serves.some((queue) => queues.has(queue)) ? [id] : []));
  return { channel: TICKET, queues, agents, graceMs: config.tickets.push.graceSeconds * 1000 };
}

function routingOf(desk: RoutingDesk): PushRouting {
  return {
    send: (command) => desk.send(command),
    aside: (agent, channel) => desk.aside(agent, channel),
    holder: (contact) => desk.holder(contact),
    contact: (contact) => desk.contact(contact),
    standing: (queue) => desk.standing(queue),
    agentState: (agent) => desk.agentState(agent),
    leads: () => desk.status().role !== 'follower',
    events: {
      on: (listener, scope) => desk.events.on((event) => isHeard(event) && listener(event), scope),
    },
    anew: desk.anew,
  };
}

const HEARD = ['agent.state', 'agent.aside', 'contact.queued', 'contact.connected', 'contact.left', 'contact.failed'] as const;

function isHeard(event: RoutingEvent): event is Extract<RoutingEvent, { type: (typeof HEARD)[number] }> {
  return HEARD.some((type) => type === event.type);
}

/** The tickets of an agent as the desk shows them. */
export function deskTickets(push: Pick<TicketPush, 'of'>, queueName: (queue: string) => string, agent: string): DeskTickets | undefined {
  const view = push.of(agent);
  if (!view) return undefined;
  const row = ({ id, subject, template, queue, priority, state, createdAt, dueAt }: Ticket) => ({ id, subject, template, queue, queueName: queueName(queue), priority, state, createdAt, ...(dueAt === undefined ? {} : { dueAt }) });
  const { capacity, held, offer, restsUntil } = view;
  return { capacity, held: held.map(row), ...(offer ? { offer: { ...row(offer.ticket), until: offer.until } } : {}), ...(restsUntil === undefined ? {} : { restsUntil }) };
}
