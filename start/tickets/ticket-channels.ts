import type { Config } from '#config';
import type { AgentSpec, ChannelSpec, QueueSpec, SkillNeed } from '#routing';

type Push = Config['tickets']['push'];
type Own = Push['queues'][number];

/** Tickets stand in queues of their own beside the calls of the same queue. */
export const TICKET = 'ticket';
export const ticketQueue = (queue: string): string => `${TICKET}:${queue}`;

/** How tickets of one queue are offered. */
export interface QueuePush {
  /** Of the routing machine. */
  readonly queue: string;
  readonly channel: string;
  readonly needs: readonly SkillNeed[];
}

/** How tickets meet calls: each combination is a channel of its own, with one capacity. */
const channelOf = (duringCalls: boolean, callsInterrupt: boolean): string => `${TICKET}${duringCalls ? '-during-calls' : ''}${callsInterrupt ? '' : '-alone'}`;

const ownOf = ({ queues }: Push, queue: string): Partial<Own> => queues.find(({ id }) => id === queue) ?? {};

/** Queues whose tickets are offered. */
export function pushedQueues({ queues, tickets: { push } }: Pick<Config, 'queues' | 'tickets'>): ReadonlyMap<string, QueuePush> {
  if (!push.enabled) return new Map();
  return new Map(
    queues.flatMap(({ id }) => {
      const { enabled = true, skills = {}, duringCalls = push.duringCalls, callsInterrupt = push.callsInterrupt } = ownOf(push, id);
      const needs = Object.entries(skills).map(([skill, level]) => ({ skill, level }));
      return enabled ? [[id, { queue: ticketQueue(id), channel: channelOf(duringCalls, callsInterrupt), needs }] as const] : [];
    }),
  );
}

/** Queues, channels and agents of the routing machine with tickets in the background. */
export function withTickets(config: Pick<Config, 'queues' | 'channels' | 'tickets'>, agents: readonly AgentSpec[], queues: readonly QueueSpec[]): { agents: readonly AgentSpec[]; queues: readonly QueueSpec[]; channels: readonly ChannelSpec[] } {
  const { push } = config.tickets;
  const pushed = pushedQueues(config);
  if (pushed.size === 0) return { agents, queues, channels: config.channels };
  return {
    agents: agents.map((agent) => ({ ...agent, queues: [...agent.queues, ...agent.queues.flatMap((id) => pushed.get(id)?.queue ?? [])] })),
    queues: [...queues, ...[...pushed].map(([id, { queue }]) => queueSpec(push, queue, ownOf(push, id)))],
    channels: channelsWith(config.channels, push),
  };
}

function queueSpec(push: Push, id: string, own: Partial<Own>): QueueSpec {
  const { offerSeconds = push.offerSeconds, strategy = push.strategy, priority = 0 } = own;
  return { id, strategy, priority, ringTimeoutMs: offerSeconds * 1000, wrapUpMs: 0, restMs: push.restSeconds * 1000, missedRestMs: push.missedSeconds * 1000, againMs: push.againSeconds * 1000 };
}

/** Calls and other work go before tickets, but for those that are to be done alone. */
function channelsWith(channels: Config['channels'], { capacity }: Push): ChannelSpec[] {
  const own = channels.find(({ id }) => id === TICKET);
  const others: ChannelSpec[] = channels.filter(({ id }) => id !== TICKET);
  if (!others.some(({ id }) => id === 'voice')) others.push({ id: 'voice', capacity: 1, interrupts: [] });
  const beside = [channelOf(false, true), channelOf(true, true)];
  const ids = others.map(({ id }) => id);
  const base = { id: TICKET, capacity: own?.capacity ?? capacity, interrupts: own?.interrupts ?? [], background: true };
  return [
    ...others.map((one) => ({ ...one, interrupts: [...one.interrupts.filter((id) => id !== TICKET), ...beside] })),
    base,
    { ...base, id: channelOf(true, true), interrupts: ids, countsAs: TICKET },
    { ...base, id: channelOf(false, false), countsAs: TICKET },
    { ...base, id: channelOf(true, false), interrupts: ids, countsAs: TICKET },
  ];
}
