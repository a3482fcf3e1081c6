import { ManualClock, Scope, seededRandom, silentLog } from '#core';
import { describe, expect, it } from 'vitest';
import { TicketDesk } from '../desk/ticket-desk.ts';
import { MemoryTickets } from '../memory-tickets.ts';
import type { TicketChange, TicketWish } from '../model.ts';
import { STANDARD_TEMPLATES } from '../templates/standard-templates.ts';
import { BusinessTime } from './business-time.ts';
import { ClockWatch } from './clock-watch.ts';
import { ClockFollower } from './follow-clocks.ts';
import { type ClockWorld, type SlaPolicy, clockState } from './model.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const POLICY: SlaPolicy = { id: 'usual', templates: [], priorities: [], tiers: [], queues: [], targets: { 'first-response': HOUR, 'next-response': 2 * HOUR, resolution: 8 * HOUR }, warnAt: 0.75, pauseIn: ['pending', 'on-hold'] };
const WISH: TicketWish = { template: 'consultation', subject: 'How?', fields: { severity: 'minor', impact: 'one', product: 'App', contact: '10086' } };

function floor(clocks: Partial<ClockWorld> = {}, servers = 1) {
  const clock = new ManualClock();
  const records = new MemoryTickets();
  const world = { templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support', 'second'], agents: ['anna'], clocks: { policies: [POLICY], hours: new Map(), ...clocks } };
  const desks = Array.from({ length: servers }, (_, n) => new TicketDesk({ records, world: () => world, clock, random: seededRandom(n + 1) }));
  const watches = desks.map((desk) => new ClockWatch({ desk, records, clock, log: silentLog }, new Scope()));
  const [desk = new TicketDesk({ records, world: () => world, clock, random: seededRandom(9) })] = desks;
  const look = async () => (await Promise.all(watches.map((watch) => watch.look()))).reduce((a, b) => a + b, 0);
  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
    await look();
    await settle();
  };
  const told = async (id: string) => (await desk.history(id, 0, 500)).filter(({ type }) => type === 'clock').map(({ data }) => `${String(data['what'])} ${String(data['clock'] ?? '')}`.trim());
  return { clock, desk, records, world, look, pass, told };
}
const settle = async () => {
  for (let n = 0; n < 30; n += 1) await Promise.resolve();
};
async function made(desk: TicketDesk, wish: Partial<TicketWish> = {}) {
  const created = await desk.create({ ...WISH, ...wish }, { by: 'p1' });
  if (!created.ok) throw created.fault;
  return created.value.ticket;
}
async function change(desk: TicketDesk, id: string, given: TicketChange, by = 'p1') {
  const done = await desk.change(id, given, { by });
  if (!done.ok) throw done.fault;
  return done.value;
}
const statesOf = ({ clocks = [] }: { readonly clocks?: Parameters<typeof clockState>[0][] | readonly Parameters<typeof clockState>[0][] }) => clocks.map((clock) => `${clock.kind} ${clockState(clock)}`);

describe('a ticket that nobody answers', () => {
  it('warns at three quarters and is late at the end, once each, however many servers look', async () => {
    const { desk, pass, told } = floor({}, 3);
    const { id } = await made(desk);
    await pass(44 * MINUTE);
    expect(await told(id)).toEqual([]);
    await pass(MINUTE);
    await pass(MINUTE);
    expect(await told(id)).toEqual(['warning first-response']);
    await pass(14 * MINUTE);
    await pass(HOUR);
    expect(await told(id)).toEqual(['warning first-response', 'breach first-response']);
    await pass(6 * HOUR);
    expect(await told(id)).toEqual(['warning first-response', 'breach first-response', 'warning resolution', 'breach resolution']);
  });

  it('is told of when a server comes back after the time', async () => {
    const { desk, pass, told } = floor();
    const { id } = await made(desk);
    await pass(20 * HOUR);
    expect(await told(id)).toEqual(['warning first-response', 'breach first-response', 'warning resolution', 'breach resolution']);
  });

  it('is late even if nobody looked before somebody answered', async () => {
    const { clock, desk, told } = floor();
    const { id } = await made(desk);
    clock.advance(2 * HOUR - 1);
    const ticket = await change(desk, id, { type: 'reply', text: 'Here', from: 'agent' });
    expect(await told(id)).toEqual(['warning first-response', 'breach first-response']);
    expect(statesOf(ticket)).toEqual(['first-response missed', 'resolution running']);
  });
});

describe('clocks', () => {
  it('of the next answer begin when the customer writes, and end with ours', async () => {
    const { clock, desk } = floor();
    const { id } = await made(desk);
    await change(desk, id, { type: 'reply', text: 'Here', from: 'agent' });
    clock.advance(MINUTE);
    await change(desk, id, { type: 'reply', text: 'And now?', from: 'customer' }, 'mail');
    const twice = await change(desk, id, { type: 'reply', text: 'Hello?', from: 'customer' }, 'mail');
    expect(statesOf(twice)).toEqual(['first-response met', 'resolution running', 'next-response running']);
    expect(twice.clocks?.[2]?.dueAt).toBe(clock.wall() + 2 * HOUR);
    const answered = await change(desk, id, { type: 'reply', text: 'So', from: 'agent' });
    expect(statesOf(answered)).toEqual(['first-response met', 'resolution running', 'next-response met']);
  });

  it('pause while the customer is asked, and go on with what was left', async () => {
    const { clock, desk, pass, told } = floor();
    const { id } = await made(desk);
    await change(desk, id, { type: 'reply', text: 'Which one?', from: 'agent' });
    clock.advance(HOUR);
    expect(statesOf(await change(desk, id, { type: 'move', to: 'pending' }))).toEqual(['first-response met', 'resolution paused']);
    await pass(100 * HOUR);
    expect(await told(id)).toEqual([]);
    const back = await change(desk, id, { type: 'reply', text: 'This one', from: 'customer' }, 'mail');
    expect(back.clocks?.find(({ kind }) => kind === 'resolution')?.dueAt).toBe(clock.wall() + 7 * HOUR);
  });

  it('of a resolved ticket stand, and go on when it is opened again', async () => {
    const { clock, desk } = floor();
    const { id } = await made(desk);
    clock.advance(30 * MINUTE);
    const resolved = await change(desk, id, { type: 'move', to: 'resolved' });
    expect([statesOf(resolved), resolved.lookAt]).toEqual([['first-response met', 'resolution met'], undefined]);
    clock.advance(50 * HOUR);
    const open = await change(desk, id, { type: 'move', to: 'open' });
    expect(open.clocks?.find(({ kind }) => kind === 'resolution')?.dueAt).toBe(clock.wall() + 7.5 * HOUR);
  });

  it('follow another policy when the priority rises: what was spent counts', async () => {
    const fast = { ...POLICY, id: 'fast', priorities: ['urgent' as const], targets: { 'first-response': 20 * MINUTE, resolution: HOUR } };
    const { clock, desk } = floor({ policies: [fast, POLICY] });
    const { id, createdAt } = await made(desk);
    clock.advance(5 * MINUTE);
    const { clocks } = await change(desk, id, { type: 'update', update: { priority: 'urgent' } });
    expect(clocks?.map(({ kind, policy, dueAt = 0 }) => [kind, policy, dueAt - createdAt])).toEqual([['first-response', 'fast', 20 * MINUTE], ['resolution', 'fast', HOUR]]);
  });

  it('of a customer of a tier follow its policy, and count business hours', async () => {
    const office = new BusinessTime({ timeZone: 'UTC', spansOf: () => [{ from: 540, to: 1080 }] });
    const gold = { ...POLICY, id: 'gold', tiers: ['gold'], hours: 'office' };
    const { clock, desk } = floor({ policies: [gold], hours: new Map([['office', office]]) });
    expect((await made(desk)).clocks).toBeUndefined();
    const { clocks } = await made(desk, { requester: { number: '1', tier: 'gold' } });
    expect(clocks?.[0]?.dueAt).toBe(office.add(clock.wall(), HOUR));
  });
});

describe('a ticket left alone for two hours', () => {
  const untouched = { policies: [], untouched: { afterMs: 2 * HOUR, raise: true } };

  it('is told of once, and its priority rises', async () => {
    const { desk, pass, told } = floor(untouched, 2);
    const { id, priority } = await made(desk);
    expect(priority).toBe('low');
    await pass(2 * HOUR - 1);
    expect(await told(id)).toEqual([]);
    await pass(1);
    await pass(10 * HOUR);
    expect([await told(id), (await desk.get(id))?.priority]).toEqual([['untouched'], 'normal']);
  });

  it('counts from what somebody last did; customers and rules are nobody', async () => {
    const { desk, pass, told } = floor(untouched);
    const { id } = await made(desk);
    await pass(HOUR);
    await change(desk, id, { type: 'note', text: 'looking' });
    await pass(90 * MINUTE);
    await change(desk, id, { type: 'reply', text: 'Hello?', from: 'customer' }, 'mail');
    expect(await told(id)).toEqual([]);
    await pass(30 * MINUTE);
    expect(await told(id)).toEqual(['untouched']);
    await change(desk, id, { type: 'note', text: 'again' });
    await pass(2 * HOUR);
    expect(await told(id)).toEqual(['untouched', 'untouched']);
  });

  it('does not count while the customer is asked', async () => {
    const { desk, pass, told } = floor(untouched);
    const { id } = await made(desk);
    await change(desk, id, { type: 'move', to: 'pending' });
    await pass(50 * HOUR);
    expect(await told(id)).toEqual([]);
  });
});

it('a watch whose database is away goes on when it is back', async () => {
  const { desk, records, pass, told } = floor();
  const { id } = await made(desk);
  const { toLook } = records;
  records.toLook = () => Promise.reject(new Error('away'));
  await pass(HOUR);
  records.toLook = toLook;
  await pass(MINUTE);
  expect(await told(id)).toEqual(['warning first-response', 'breach first-response']);
});

describe('a changed configuration', () => {
  const company = () => {
    const clock = new ManualClock();
    const records = new MemoryTickets();
    const configured: { clocks: ClockWorld } = { clocks: { policies: [POLICY], hours: new Map(), version: 'a' } };
    const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support'], agents: ['anna'], clocks: configured.clocks });
    const desk = new TicketDesk({ records, world, clock, random: seededRandom(1) });
    let kept: string | undefined;
    const followed = { get: async () => kept, set: async (version: string) => void (kept = version) };
    const follower = () => new ClockFollower({ desk, records, followed, clock, log: silentLog }, new Scope());
    return { clock, records, configured, desk, follower };
  };

  it('reaches tickets that nobody touches, also when it was changed while no server ran; the history tells it once', async () => {
    const { clock, records, configured, desk, follower } = company();
    const { id, createdAt } = await made(desk);
    const waiting = await made(desk);
    await change(desk, waiting.id, { type: 'move', to: 'pending' });
    const done = await made(desk);
    await change(desk, done.id, { type: 'move', to: 'resolved' });
    expect(await follower().follow()).toBe(0);
    clock.advance(10 * MINUTE);
    configured.clocks = { policies: [{ ...POLICY, id: 'strict', targets: { ...POLICY.targets, 'first-response': 30 * MINUTE }, warnAt: 0.5 }], hours: new Map(), version: 'b' };
    const [first, second] = [follower(), follower()];
    expect(await first.follow()).toBe(2);
    expect([await first.follow(), await second.follow()]).toEqual([0, 0]);
    const ticket = await desk.get(id);
    expect(ticket?.clocks?.[0]).toMatchObject({ policy: 'strict', targetMs: 30 * MINUTE, dueAt: createdAt + 30 * MINUTE, warnAt: createdAt + 15 * MINUTE });
    expect([ticket?.lookAt, ticket?.dueAt]).toEqual([createdAt + 15 * MINUTE, createdAt + 30 * MINUTE]);
    expect((await desk.history(id, 0, 50)).filter(({ type }) => type === 'clock').map(({ data }) => data)).toEqual([{ what: 'reckoned', policy: 'strict' }]);
    expect((await desk.get(waiting.id))?.clocks?.map(({ policy, dueAt }) => [policy, dueAt])).toEqual([['strict', undefined], ['strict', undefined]]);
    expect((await desk.get(done.id))?.clocks?.every(({ policy }) => policy === 'usual')).toBe(true);
    expect(await records.toLook(createdAt + 15 * MINUTE, 10)).toEqual([id]);
  });

  it('of nothing but how long tickets may be left alone is looked at in time; a first start changes nothing', async () => {
    const { records, configured, desk, follower } = company();
    const { id, createdAt } = await made(desk);
    expect(await follower().follow()).toBe(0);
    configured.clocks = { ...configured.clocks, untouched: { afterMs: 5 * MINUTE, raise: true }, version: 'c' };
    expect(await follower().follow()).toBe(0);
    expect(await records.toLook(createdAt + 5 * MINUTE, 10)).toEqual([id]);
  });
});
