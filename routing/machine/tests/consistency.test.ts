import { seededRandom } from '#core';
import { describe, expect, it } from 'vitest';
import type { RoutingEvent } from '../../model.ts';
import { qualifies } from '../match/demands.ts';
import { roomOf } from '../match/pools.ts';
import { initialRouting, route } from '../route.ts';
import { type AgentRecord, byRank, type ContactRecord, isExcepted, type RoutingState } from '../state.ts';
import { countsOf } from '../views.ts';
import { anyCommand, everySetting } from './random-day.ts';

function demand(held: unknown, broken: string): asserts held {
  if (!held) throw new Error(broken);
}

/** By full scans: every index says what is so, and nobody waits beside an agent who could take the contact. */
function checkAll(state: RoutingState): void {
  for (const agent of state.agents.values()) checkAgent(state, agent);
  for (const contact of state.contacts.values()) checkContact(state, contact);
  for (const queue of state.queues.values()) {
    const line = [...queue.line];
    demand(line.every((contact, i) => i === 0 || byRank(line[i - 1] as ContactRecord, contact) < 0), 'a line is out of order');
    const standing = [...state.contacts.values()].filter((contact) => contact.queue === queue && contact.demand);
    demand(standing.length === line.length && standing.every((contact) => line.includes(contact)), 'a line has others than those who stand in it');
    demand(queue.unservable === line.filter((contact) => contact.demand?.qualified.length === 0).length, 'unservable is wrong');
    demand(queue.readyCount === queue.members.filter((agent) => agent.state.kind === 'ready').length, 'agents ready are counted wrong');
    const since = Math.min(...line.map((contact) => contact.since));
    demand(line.length === 0 || queue.ages.first?.since === since, 'the longest wait is wrong');
    for (const pool of queue.pools) {
      if (pool) demand([...pool.ready].length === queue.members.filter((agent) => agent.open & (1 << pool.slot)).length, 'a pool is wrong');
    }
  }
  for (const one of state.demands.values()) {
    const users = [...state.contacts.values()].filter((contact) => contact.demand === one).length;
    demand(one.users === users, 'users of a demand are counted wrong');
    demand(one.rarest < 0 || one.head === one.waiting.first, 'a bucket knows another first contact');
  }
  const busy = [...state.agents.values()].filter((agent) => agent.state.kind === 'busy').length;
  demand(countsOf(state).busy === busy, 'busy agents are counted wrong');
}

function checkAgent(state: RoutingState, agent: AgentRecord): void {
  demand(agent.open === roomOf(state, agent), `${agent.id} stands in the wrong pools`);
  const { work } = agent;
  const kind = agent.state.kind;
  demand(work.length > 0 === ['offered', 'busy', 'wrap-up'].includes(kind), `${agent.id} is ${kind} with ${work.length} pieces of work`);
  demand(agent.aside.filter((piece) => piece.phase !== 'connected').length <= 1, `${agent.id} is offered several background contacts at once`);
  demand(agent.aside.every((piece) => (piece.phase === 'connected') === (state.held.get(piece.contact) === piece)), 'what is held is not known to be');
  demand(kind === 'ready' || work.length > 0 || agent.aside.every((piece) => piece.phase !== 'offered'), `${agent.id} is ${kind} and offered background work`);
  for (const piece of [...work, ...agent.aside]) {
    demand((piece.phase === 'offered') === state.offers.has(piece.offer) || piece.phase !== 'offered', 'a phone rings without an offer');
    demand((piece.heapAt >= 0) === (piece.phase !== 'connected'), 'a piece of work has no alarm, or one too many');
  }
}

/** An offer just made is within the capacity of its agent; new settings may lower that later. */
function checkOffers(state: RoutingState, events: readonly RoutingEvent[]): void {
  for (const event of events) {
    const work = event.type === 'offer.made' ? state.offers.get(event.offer)?.work : undefined;
    if (!work) continue;
    const together = work.aside ? (state.channels[work.slot]?.together ?? 0) : 1 << work.slot;
    const alike = (work.aside ? [...work.agent.work, ...work.agent.aside] : work.agent.work).filter((one) => one.phase !== 'wrap-up' || !one.aside).filter((one) => (1 << one.slot) & together);
    demand(alike.length <= (work.agent.capacity[work.slot] ?? 0), `${work.agent.id} has more than fits`);
  }
}

function checkContact(state: RoutingState, contact: ContactRecord): void {
  demand(contact.heapAt < 0 || contact.due > state.clock, 'a contact is overdue');
  for (const offer of contact.offers) demand(state.offers.get(offer.id) === offer && offer.work.agent[offer.work.aside ? 'aside' : 'work'].includes(offer.work), 'an offer is lost');
  demand(new Set([...contact.visited, contact.queue.id]).size === contact.visited.length + 1, 'a queue is visited twice');
  if (!contact.demand) return demand(contact.offers.length === 1, 'a request for one agent waits');
  if (contact.offers.length > 0) return;
  demand(contact.demand.waiting.indexOf(contact) >= 0, 'a contact rings nowhere and waits nowhere');
  for (const agent of state.agents.values()) {
    const serves = contact.demand.queues.some((queue) => agent.queues.includes(queue));
    const able = serves && !isExcepted(contact, agent.id) && roomOf(state, agent) & (1 << contact.demand.slot) && qualifies(state, agent, contact.demand);
    demand(!able, `${contact.id} waits while ${agent.id} could take it`);
  }
}

const SEEDS = 3;

describe('on random days of everything', () => {
  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('all indexes hold and nobody waits in vain (seed %i)', (seed) => {
    const random = seededRandom(seed * 7_919);
    let state = initialRouting({ agents: [], queues: [] });
    let at = 0;
    state = route(state, { type: 'settings', settings: everySetting(random) }, at).state;
    for (let step = 0; step < 1_000; step++) {
      if (random.int(3)) at += random.int(1_500);
      const turn = route(state, anyCommand(random, state, step), random.int(40) ? at : at - 3_000);
      state = turn.state;
      checkOffers(state, turn.events);
      checkAll(state);
    }
    expect(state.order).toBeGreaterThan(200);
  });
});
