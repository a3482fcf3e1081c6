import type { CallId, Millis, QueueId } from '#core';
import type { QueueSpec, RoutingStep } from '../model.ts';
import { rebuild } from './rebuild.ts';
import { contactRecord, workRecord } from './records.ts';
import { newAgent, newQueue } from './settings.ts';
import { type AgentRecord, type ContactRecord, emptyRouting, NEVER, type OfferRecord, type QueueRecord, type RoutingState, type WorkRecord } from './state.ts';

/** Version of the form below; an older snapshot is not read: the log before it is. */
const FORM = 1;

type Work = Pick<WorkRecord, 'contact' | 'channel' | 'queue' | 'order' | 'phase' | 'since' | 'offer' | 'wrapUpMs' | 'node'> & { readonly due: Millis | null };
type Agent = Pick<
  AgentRecord,
  'spec' | 'place' | 'gone' | 'state' | 'next' | 'idleSince' | 'idleOrder' | 'owed' | 'node' | 'signedInAt' | 'workedMs' | 'workingSince' | 'calls'
> & { readonly work: readonly Work[]; /** Left out without background work. */ readonly aside?: readonly Work[]; readonly asideOrder?: number };
type Queue = Pick<QueueRecord, 'spec' | 'retired' | 'offeredLast'> & { readonly members?: readonly string[] };
type Contact = Pick<ContactRecord, 'request' | 'since' | 'order' | 'rankSince' | 'step' | 'visited' | 'targets'> & {
  readonly queue: QueueId;
  /** Of a request for one agent whose queue is gone. */
  readonly gone?: QueueSpec;
  /** Index in `steps` of the snapshot. */
  readonly steps: number;
  /** Step ends, overflow, ring ends, more phones; null = never. */
  readonly times: readonly (Millis | null)[];
  readonly offers: readonly string[];
  readonly refused?: ContactRecord['refused'];
};

interface Snapshot {
  readonly form: typeof FORM;
  readonly clock: Millis | null;
  readonly order: number;
  readonly seed: number;
  readonly channels: RoutingState['channelSpecs'];
  readonly agents: readonly Agent[];
  readonly queues: readonly Queue[];
  readonly contacts: readonly Contact[];
  readonly steps: readonly (readonly RoutingStep[])[];
  readonly abandoned: readonly (readonly [string, { readonly contact: CallId; readonly since: Millis; readonly order: number; readonly until: Millis }])[];
}

const orNull = (time: Millis): Millis | null => (Number.isFinite(time) ? time : null);
const orNever = (time: Millis | null | undefined): Millis => time ?? NEVER;

/** Everything the machine knows as plain JSON: going on from it decides the same as going on without. Shares parts with the state, so write it down before the next command. */
export function snapshotOf(state: RoutingState): unknown {
  const steps = new Map<readonly RoutingStep[], number>();
  const snapshot: Snapshot = {
    form: FORM,
    clock: orNull(state.clock),
    order: state.order,
    seed: state.seed,
    channels: state.channelSpecs,
    agents: [...state.agents.values()].map(agentOf),
    queues: [...state.queues.values()].map((queue) => queueOf(state, queue)),
    contacts: [...state.contacts.values()].map((contact) => contactOf(state, contact, steps)),
    steps: [...steps.keys()],
    abandoned: [...state.abandoned],
  };
  return snapshot;
}

function agentOf({ spec, place, gone, state, next, idleSince, idleOrder, owed, node, signedInAt, workedMs, workingSince, calls, work, aside, asideOrder }: AgentRecord): Agent {
  const pieces = (all: readonly WorkRecord[]) => all.map(({ contact, channel, queue, order, phase, since, offer, wrapUpMs, node: at, due }): Work => {
    return { contact, channel, queue, order, phase, since, offer, wrapUpMs, node: at, due: orNull(due) };
  });
  return { spec, place, gone, state, next, idleSince, idleOrder, owed, node, signedInAt, workedMs, workingSince, calls, work: pieces(work), ...(aside.length > 0 ? { aside: pieces(aside) } : {}), ...(asideOrder > 0 ? { asideOrder } : {}) };
}

function queueOf(state: RoutingState, { spec, retired, offeredLast, members }: QueueRecord): Queue {
  const last = retired ? { members: members.filter((agent) => state.agents.get(agent.id) === agent).map(({ id }) => id) } : {};
  return { spec, retired, offeredLast, ...last };
}

function contactOf(state: RoutingState, contact: ContactRecord, lists: Map<readonly RoutingStep[], number>): Contact {
  const { request, since, order, rankSince, step, visited, targets, queue, stepEnds, overflowAt, ringEnds, ringMore, offers, refused } = contact;
  const steps = lists.get(contact.steps) ?? lists.size;
  lists.set(contact.steps, steps);
  const times = [stepEnds, overflowAt, ringEnds, ringMore].map(orNull);
  return { request, since, order, rankSince, step, visited, targets, queue: queue.id, steps, times, offers: offers.map(({ id }) => id), ...(refused.length > 0 ? { refused } : {}), ...(state.queues.get(queue.id) === queue ? {} : { gone: queue.spec }) };
}

/** The machine as it was (`snapshotOf`). Throws on anything else. */
export function routingFrom(snapshot: unknown): RoutingState {
  const kept = snapshot as Snapshot;
  if (kept?.form !== FORM) throw new Error('this is no snapshot of the routing machine, or one of another version');
  const state = emptyRouting();
  Object.assign(state, { clock: kept.clock ?? Number.NEGATIVE_INFINITY, order: kept.order, seed: kept.seed, channelSpecs: kept.channels });
  for (const [key, one] of kept.abandoned) state.abandoned.set(key, one);
  for (const one of kept.agents) putAgent(state, one);
  for (const { spec, retired, offeredLast } of kept.queues) state.queues.set(spec.id, Object.assign(newQueue(state, spec), { retired, offeredLast }));
  const rings = new Map<string, readonly string[]>();
  for (const one of kept.contacts) {
    putContact(state, one, kept.steps[one.steps] ?? []);
    if (one.offers.length > 0) rings.set(one.request.id, one.offers);
  }
  putOffers(state, rings);
  rebuild(state, lastMembers(state, kept.queues));
  for (const contact of state.contacts.values()) if (contact.demand) contact.queue.ages.add(contact, state.contacts.size);
  return state;
}

function lastMembers(state: RoutingState, queues: readonly Queue[]): Map<QueueRecord, Set<AgentRecord>> {
  const last = new Map<QueueRecord, Set<AgentRecord>>();
  for (const { spec, members = [] } of queues) {
    const queue = state.queues.get(spec.id);
    if (queue) last.set(queue, new Set(members.flatMap((id) => state.agents.get(id) ?? [])));
  }
  return last;
}

function putAgent(state: RoutingState, { work, spec, place, aside = [], ...rest }: Agent): void {
  const agent: AgentRecord = Object.assign(newAgent(spec, place), rest);
  const records = (all: readonly Work[], apart: boolean) =>
    all.map(({ due, since, wrapUpMs, ...piece }) => {
      const record = workRecord(agent, { ...piece, node: piece.node, slot: 0 }, since, apart);
      record.wrapUpMs = wrapUpMs;
      state.alarms.set(record, orNever(due));
      return record;
    });
  agent.work = records(work, false);
  agent.aside = records(aside, true);
  for (const held of agent.aside) if (held.phase === 'connected') state.held.set(held.contact, held);
  if (agent.state.kind === 'busy') state.busy++;
  state.agents.set(agent.id, agent);
}

function putContact(state: RoutingState, kept: Contact, steps: readonly RoutingStep[]): void {
  const { request, since, order, rankSince, step, visited, targets, gone, refused = [] } = kept;
  const queue = state.queues.get(kept.queue) ?? newQueue(state, gone ?? { id: kept.queue, ringTimeoutMs: 0, wrapUpMs: 0 });
  const contact = contactRecord({ request, queue, since, order, rankSince });
  const [stepEnds, overflowAt, ringEnds, ringMore] = kept.times.map(orNever);
  Object.assign(contact, { steps, step, visited, targets, stepEnds, overflowAt, ringEnds, ringMore, refused });
  state.contacts.set(contact.id, contact);
  if (kept.offers.length > 0) state.alarms.set(contact, Math.min(contact.stepEnds, contact.ringMore));
}

function putOffers(state: RoutingState, rings: ReadonlyMap<CallId, readonly string[]>): void {
  const found = new Map<string, OfferRecord>();
  for (const agent of state.agents.values()) {
    for (const work of [...agent.work, ...agent.aside]) {
      const contact = work.phase === 'offered' ? state.contacts.get(work.contact) : undefined;
      if (contact) found.set(work.offer, { id: work.offer, contact, work });
    }
  }
  for (const [id, ids] of rings) {
    const contact = state.contacts.get(id);
    if (contact) contact.offers = ids.flatMap((offer) => found.get(offer) ?? []);
  }
  for (const [id, offer] of [...found].sort(([, a], [, b]) => a.work.order - b.work.order)) state.offers.set(id, offer);
}
