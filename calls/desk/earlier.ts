import type { EarlierContacts } from '#contract';
import type { CallSummary, TimelineEvent } from '#store';
import type { House } from '../house.ts';

/** More does nobody read while a phone rings. */
const MOST = 10;
/** Callers without a number are not one customer. */
const NOBODY = /^(anonymous|unknown|unavailable|restricted|)$/i;

/** The last contacts of the caller whom the agent is offered or speaks with, or spoke with last. */
export async function earlierContacts(house: House, agent: string): Promise<EarlierContacts> {
  const { ringing, talking, paper } = house.workplaces.of(agent);
  const call = ringing?.call ?? talking?.call ?? paper?.call;
  if (!call || NOBODY.test(call.from)) return { contacts: [] };
  const { calls } = await house.store.calls({ caller: call.from, limit: MOST + 1 });
  const others = calls.filter(({ id }) => id !== call.id).slice(0, MOST);
  return { contacts: await Promise.all(others.map((summary) => contactOf(house, summary))) };
}

async function contactOf(house: House, summary: CallSummary): Promise<EarlierContacts['contacts'][number]> {
  const { agents, queues } = house.settings;
  const { id, startedAt, outcome, queue, agent, talkSeconds = 0, waitSeconds } = summary;
  const found = agent === undefined ? undefined : await house.store.call(id);
  return {
    callId: id,
    startedAt,
    ...(queue === undefined ? {} : { queueName: queues.get(queue)?.name ?? queue }),
    ...(agent === undefined ? {} : { agentName: agents.get(agent)?.name ?? agent }),
    outcome,
    talkSeconds,
    ...(waitSeconds === undefined ? {} : { waitSeconds }),
    ...writtenOn(found?.events ?? []),
  };
}

/** What was written about a call last; after a transfer one agent may leave it to the other. */
export function writtenOn(events: readonly TimelineEvent[]): { disposition?: string; notes?: string } {
  const last = new Map<unknown, TimelineEvent['data']>();
  for (const { type, data } of events) {
    if (type !== 'wrap-up.saved') continue;
    last.delete(data['agent']);
    last.set(data['agent'], data);
  }
  const of = (what: 'disposition' | 'notes') => [...last.values()].map((data) => data[what]).findLast((value) => typeof value === 'string' && value !== '') as string | undefined;
  const [disposition, notes] = [of('disposition'), of('notes')];
  return { ...(disposition === undefined ? {} : { disposition }), ...(notes === undefined ? {} : { notes }) };
}
