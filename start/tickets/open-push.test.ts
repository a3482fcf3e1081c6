import { EditableSettings, parseConfig } from '#config';
import { ManualClock, Scope, seededRandom, silentLog } from '#core';
import { type RoutingDesk, type RoutingLog, createRoutingDesk, memoryRoutingLog } from '#routing';
import { MemoryTickets, STANDARD_TEMPLATES, TicketDesk, type TicketPush } from '#tickets';
import { describe, expect, test } from 'vitest';
import { routingSettings } from '../settings/routing-settings.ts';
import { deskTickets, openPush } from './open-push.ts';

const TEXT = (push: string) => `
version: 1
skills: [billing]
agents:
  - {id: anna, name: Anna, extension: '1001', queues: [care, money], skills: {billing: 2}}
  - {id: bo, name: Bo, extension: '1002', queues: [care, money], skills: {billing: 8}}
queues: [{id: care, name: Care}, {id: money, name: Money}, {id: quiet, name: Quiet}]
tickets: {push: {${push}}}
`;

const GOLD = { id: 'gold', templates: [], priorities: [], tiers: ['gold'], queues: [], targets: { 'first-response': 3_600_000 }, warnAt: 0.75, pauseIn: [] };

/** Tickets, routing and the push on one clock that stands still. */
class House {
  readonly clock = new ManualClock();
  readonly records = new MemoryTickets();
  readonly desk: TicketDesk;
  readonly settings: EditableSettings;
  routing: RoutingDesk;
  push: TicketPush;
  #scope = new Scope();
  readonly #log: RoutingLog;

  constructor(push = 'enabled: true, capacity: 2, queues: [{id: quiet, enabled: false}]') {
    const config = parseConfig(TEXT(push), '/etc/huawu/site.yaml', {});
    if (!config.ok) throw config.fault;
    this.settings = new EditableSettings(config.value);
    const world = { templates: STANDARD_TEMPLATES, queue: 'care', queues: ['care', 'money', 'quiet'], agents: ['anna', 'bo'], clocks: { policies: [GOLD], hours: new Map() } };
    this.desk = new TicketDesk({ records: this.records, world: () => world, clock: this.clock, random: seededRandom(1) });
    this.#log = memoryRoutingLog();
    [this.routing, this.push] = this.#open(this.#log);
  }

  #open(log: RoutingLog): [RoutingDesk, TicketPush] {
    const routing = createRoutingDesk({ settings: routingSettings(this.settings.now), log, clock: this.clock });
    return [routing, openPush(this.settings, this.desk, { tickets: this.records } as never, routing, { clock: this.clock, log: silentLog }, this.#scope)];
  }

  /** Killed and started again: the database is there; of routing nothing is, or (in Redis) everything. */
  async restart(kept: boolean): Promise<void> {
    this.#scope.end('killed');
    this.#scope = new Scope();
    if (!kept) this.routing.close();
    const routing = this.routing;
    [this.routing, this.push] = kept ? [routing, openPush(this.settings, this.desk, { tickets: this.records } as never, routing, { clock: this.clock, log: silentLog }, this.#scope)] : this.#open(memoryRoutingLog());
    await this.push.settled();
  }

  ready(...agents: string[]): void {
    for (const agent of agents) this.routing.send({ type: 'agent.online', agent, ready: true });
  }

  async ticket(subject: string, more: object = {}): Promise<string> {
    const made = await this.desk.create({ template: 'consultation', subject, fields: { product: 'x', contact: '1' }, queue: 'care', ...more }, { by: 'token', lenient: true });
    if (!made.ok) throw made.fault;
    return made.value.ticket.id;
  }

  /** Subject offered to each. */
  async offers(...agents: string[]): Promise<(string | undefined)[]> {
    await this.views(agents);
    return agents.map((agent) => this.push.of(agent)?.offer?.ticket.subject);
  }

  async held(agent: string): Promise<string[]> {
    await this.views([agent]);
    return (this.push.of(agent)?.held ?? []).map(({ subject }) => subject);
  }

  /** What desks show is read when they are first looked at. */
  async views(agents: readonly string[]): Promise<void> {
    await this.push.settled();
    for (const agent of agents) this.push.of(agent);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
}

async function offered(house: House, agent: string): Promise<string> {
  await house.views([agent]);
  return house.push.of(agent)?.offer?.ticket.id ?? '';
}

describe('tickets pushed to agents', () => {
  test('are offered to who is ready, accepted by one, and fill the capacity; what a person takes counts, what waits for the customer does not', async () => {
    const house = new House();
    const first = await house.ticket('first');
    house.ready('anna');
    expect(await house.offers('anna')).toEqual(['first']);
    expect((await house.push.accept('bo', first, 'p-bo')).ok).toBe(false);
    const taken = await house.push.accept('anna', first, 'p-anna');
    expect(taken.ok && taken.value).toMatchObject({ assignee: 'anna', offered: true, state: 'open' });
    expect((await house.push.accept('anna', first, 'p-anna')).ok).toBe(false);
    const byHand = await house.ticket('by hand', { queue: 'quiet' });
    await house.desk.change(byHand, { type: 'assign', assignee: 'anna' }, { by: 'p-anna' });
    expect(await house.held('anna')).toEqual(['first', 'by hand']);
    await house.ticket('third');
    expect(await house.offers('anna')).toEqual([undefined]);
    expect(house.routing.agentState('anna').kind).toBe('ready');
    await house.desk.change(byHand, { type: 'move', to: 'pending' }, { by: 'p-anna' });
    expect(await house.offers('anna')).toEqual(['third']);
    expect(deskTickets(house.push, (id) => id.toUpperCase(), 'anna')).toMatchObject({ capacity: 2, held: [{ id: first, queueName: 'CARE' }], offer: { subject: 'third', until: house.clock.wall() + 30_000 } });
  });

  test('given back they go to somebody else', async () => {
    const house = new House();
    const id = await house.ticket('heavy');
    house.ready('anna');
    await house.push.accept('anna', id, 'p-anna');
    await house.desk.change(id, { type: 'assign', assignee: null }, { by: 'p-anna' });
    expect([await house.offers('anna'), await house.held('anna')]).toEqual([[undefined], []]);
    house.ready('bo');
    expect(await house.offers('bo')).toEqual(['heavy']);
  });

  test('declined or run out they go to the next agent, signed out too', async () => {
    const house = new House();
    const id = await house.ticket('hot');
    house.ready('anna', 'bo');
    expect(await house.offers('anna', 'bo')).toEqual(['hot', undefined]);
    expect(house.push.decline('anna', id).ok).toBe(true);
    expect(house.push.decline('anna', id).ok).toBe(false);
    expect(await house.offers('anna', 'bo')).toEqual([undefined, 'hot']);
    expect(house.push.of('anna')?.restsUntil).toBe(house.clock.wall() + 15_000);
    house.clock.advance(30_000);
    expect(await house.offers('anna', 'bo')).toEqual([undefined, undefined]);
    expect(house.records.tickets.get(id)?.assignee).toBeUndefined();
    house.clock.advance(120_000);
    expect(await house.offers('bo')).toEqual(['hot']);
    house.routing.send({ type: 'agent.offline', agent: 'bo' });
    expect(await house.offers('bo')).toEqual([undefined]);
    house.clock.advance(750_000);
    expect(await house.offers('anna')).toEqual(['hot']);
  });

  test('the nearest breach comes first, then priority, then age; skills of the queue hold', async () => {
    const house = new House("enabled: true, capacity: 9, queues: [{id: money, skills: {billing: 5}}]");
    await house.ticket('old');
    house.clock.advance(1_000);
    await house.ticket('urgent', { priority: 'urgent' });
    await house.ticket('late', { requester: { tier: 'gold' } });
    await house.ticket('bill', { queue: 'money' });
    await house.push.settled();
    house.ready('anna');
    const order: (string | undefined)[] = [];
    for (let n = 0; n < 4; n++) {
      order.push(...(await house.offers('anna')));
      await house.push.accept('anna', await offered(house, 'anna'), 'p-anna');
    }
    expect(order).toEqual(['late', 'urgent', 'old', undefined]);
    house.ready('bo');
    expect(await house.offers('bo')).toEqual(['bill']);
  });

  test('a call withdraws the offer; none come in a call, those held stay', async () => {
    const house = new House();
    const held = await house.ticket('held');
    house.ready('anna');
    await house.push.accept('anna', held, 'p-anna');
    await house.ticket('next');
    expect(await house.offers('anna')).toEqual(['next']);
    house.routing.send({ type: 'contact.enqueue', contact: { id: 'call', queue: 'care', needs: [], priority: 0 } });
    const state = house.routing.agentState('anna');
    expect(state.kind).toBe('offered');
    expect(await house.offers('anna')).toEqual([undefined]);
    if (state.kind === 'offered') house.routing.send({ type: 'offer.answered', offer: state.offer });
    expect([house.routing.agentState('anna').kind, await house.offers('anna'), await house.held('anna')]).toEqual(['busy', [undefined], ['held']]);
    house.routing.send({ type: 'contact.ended', contact: 'call', agent: 'anna' });
    house.routing.send({ type: 'agent.ready', agent: 'anna' });
    expect(await house.offers('anna')).toEqual(['next']);
  });

  test.each([false, true])('after a kill nothing is lost and nothing doubled (routing kept: %s)', async (kept) => {
    const house = new House();
    const [held, other] = [await house.ticket('held'), await house.ticket('other')];
    house.ready('anna');
    await house.push.accept('anna', held, 'p-anna');
    expect(await house.offers('anna')).toEqual(['other']);
    // Taken in the moment of the kill: routing never heard of it.
    const before = house.records.tickets.get(other);
    await house.restart(kept);
    if (before) house.records.tickets.set(other, { ...before, version: before.version + 1, assignee: 'bo', state: 'open' });
    await house.ticket('new');
    await house.restart(kept);
    if (!kept) house.ready('anna');
    expect([await house.held('anna'), await house.held('bo'), await house.offers('anna')]).toEqual([['held'], ['other'], ['new']]);
  });

  test('what another server did and could not tell any more is seen half a minute later', async () => {
    const house = new House('enabled: true, offerSeconds: 300');
    const id = await house.ticket('one');
    house.ready('anna');
    expect(await house.offers('anna')).toEqual(['one']);
    const before = house.records.tickets.get(id);
    if (before) house.records.tickets.set(id, { ...before, version: before.version + 1, assignee: 'bo', state: 'open' });
    house.ready('bo');
    house.clock.advance(30_000);
    expect([await house.offers('anna'), await house.held('bo')]).toEqual([[undefined], ['one']]);
  });

  test('what was taken from an offer goes back when its agent is away for the grace, what was given by a person stays', async () => {
    const house = new House('enabled: true, graceSeconds: 600');
    const [taken, given] = [await house.ticket('taken'), await house.ticket('given', { assignee: 'anna' })];
    house.ready('anna');
    await house.push.accept('anna', await offered(house, 'anna'), 'p-anna');
    house.routing.send({ type: 'agent.offline', agent: 'anna' });
    house.clock.advance(599_000);
    await house.views([]);
    expect(house.records.tickets.get(taken)?.assignee).toBe('anna');
    house.clock.advance(2_000);
    await house.views([]);
    house.ready('bo');
    expect(await house.offers('bo')).toEqual(['taken']);
    expect(house.records.tickets.get(given)?.assignee).toBe('anna');
  });

  test('a line longer than routing looks at follows as it gets shorter', async () => {
    const house = new House('enabled: true, capacity: 100');
    for (let n = 0; n < 230; n++) await house.ticket(`t${n}`);
    await house.push.settled();
    expect(house.routing.standing('ticket:care').length).toBe(100);
    house.ready('anna', 'bo');
    for (let n = 0; n < 100; n++) for (const agent of ['anna', 'bo']) await house.push.accept(agent, await offered(house, agent), agent);
    await house.push.settled();
    expect([house.routing.standing('ticket:care').length, [...house.records.tickets.values()].filter(({ assignee }) => assignee !== undefined).length]).toEqual([30, 200]);
  });

  test('switched off at run time nothing is offered any more', async () => {
    const house = new House();
    await house.ticket('one');
    house.ready('anna');
    expect(await house.offers('anna')).toEqual(['one']);
    const off = parseConfig(TEXT('enabled: false'), '/etc/huawu/site.yaml', {});
    if (off.ok) house.routing.send({ type: 'settings', settings: routingSettings(off.value) });
    if (off.ok) house.settings.replace(off.value);
    await house.push.settled();
    expect([house.push.of('anna'), house.routing.standing('ticket:care')]).toEqual([undefined, []]);
  });
});
