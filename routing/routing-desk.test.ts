import { ManualClock } from '#core';
import { describe, expect, it } from 'vitest';
import { memoryRoutingLog } from './log/memory-routing-log.ts';
import type { ContactRequest, RoutingEvent, RoutingSettings } from './model.ts';
import type { RoutingDesk } from './port.ts';
import { createRoutingDesk } from './routing-desk.ts';

const settings: RoutingSettings = {
  agents: [
    { id: 'ann', skills: {}, queues: ['care'] },
    { id: 'bob', skills: {}, queues: ['care'] },
  ],
  queues: [{ id: 'care', ringTimeoutMs: 15_000, wrapUpMs: 10_000 }],
};
const caller = (id: string): ContactRequest => ({ id, queue: 'care', needs: [], priority: 0 });

function open(log = memoryRoutingLog(), clock = new ManualClock()) {
  const desk = createRoutingDesk({ settings, log, clock });
  const events: RoutingEvent[] = [];
  desk.events.on((event) => events.push(event));
  return { desk, log, clock, events };
}

function signIn(desk: RoutingDesk, ...agents: string[]): void {
  for (const agent of agents) desk.send({ type: 'agent.online', agent, ready: true });
}

describe('the routing desk', () => {
  it('wakes itself at the ring time-out and at the end of wrap-up', () => {
    const { desk, clock } = open();
    signIn(desk, 'ann');
    desk.send({ type: 'contact.enqueue', contact: caller('c1') });
    clock.advance(14_999);
    expect(desk.agentState('ann').kind).toBe('offered');
    clock.advance(1);
    expect(desk.agentState('ann')).toEqual({ kind: 'not-ready', since: 15_000, reason: 'no-answer' });
    expect(desk.counts()).toEqual({ waiting: 1, offered: 0, busy: 0 });
    expect(clock.pending).toBe(0);
  });

  it('lets every listener hear the events of one command before those of the next', () => {
    const { desk, events } = open();
    desk.events.on((event) => {
      if (event.type === 'offer.made' && event.agent === 'ann') desk.send({ type: 'offer.failed', offer: event.offer, why: 'busy' });
      if (event.type === 'offer.made' && event.agent === 'bob') desk.send({ type: 'offer.answered', offer: event.offer });
    });
    const late: string[] = [];
    desk.events.on((event) => late.push(event.type));
    signIn(desk, 'ann', 'bob');
    desk.send({ type: 'contact.enqueue', contact: caller('c1') });
    expect(late).toEqual(events.map((event) => event.type));
    expect(late.filter((type) => !type.startsWith('agent'))).toEqual(['contact.queued', 'offer.made', 'offer.made', 'contact.connected']);
    expect(desk.agentState('bob')).toEqual({ kind: 'busy', since: 0, contact: 'c1' });
  });

  it('never uses an offer id twice, not even for the same contact', () => {
    const { desk, events } = open();
    signIn(desk, 'ann', 'bob');
    desk.send({ type: 'contact.enqueue', contact: caller('c1') });
    desk.send({ type: 'agent.offline', agent: 'ann' });
    const offers = events.flatMap((event) => (event.type === 'offer.made' ? [event.offer] : []));
    expect(offers).toHaveLength(2);
    expect(new Set(offers).size).toBe(2);
  });

  it('goes on from its log after a restart, keeping who waits and how long', () => {
    const clock = new ManualClock();
    const first = open(memoryRoutingLog(), clock);
    first.desk.send({ type: 'contact.enqueue', contact: caller('c1') });
    first.desk.close();
    clock.advance(60_000);
    const second = open(first.log, clock);
    expect(second.events).toEqual([]);
    expect(second.desk.queues()).toEqual([{ queue: 'care', waiting: 1, longestWaitMs: 60_000, agentsReady: 0 }]);
    signIn(second.desk, 'bob');
    expect(second.events.find((event) => event.type === 'offer.made')).toMatchObject({ contact: 'c1', agent: 'bob' });
  });

  it('tells the queues as a wallboard shows them', () => {
    const { desk, clock } = open();
    desk.send({ type: 'contact.enqueue', contact: caller('c1') });
    clock.advance(2_000);
    desk.send({ type: 'contact.enqueue', contact: { ...caller('c2'), priority: 9 } });
    clock.advance(500);
    expect(desk.queues()).toEqual([{ queue: 'care', waiting: 2, longestWaitMs: 2_500, agentsReady: 0 }]);
    signIn(desk, 'ann', 'bob');
    desk.send({ type: 'agent.not-ready', agent: 'bob', reason: 'lunch' });
    expect(desk.counts()).toEqual({ waiting: 0, offered: 2, busy: 0 });
    expect(desk.agentState('nobody')).toEqual({ kind: 'offline' });
  });

  it('leaves no timer and takes no command once closed', () => {
    const { desk, clock, log, events } = open();
    signIn(desk, 'ann');
    desk.send({ type: 'contact.enqueue', contact: caller('c1') });
    const told = events.length;
    desk.close();
    desk.send({ type: 'tick' });
    expect(clock.pending).toBe(0);
    expect(events).toHaveLength(told);
    expect(log.read()).toHaveLength(3);
  });
});
