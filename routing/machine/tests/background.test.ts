import { describe, expect, it } from 'vitest';
import type { ChannelSpec, QueueSpec } from '../../model.ts';
import { agent, contact, QUEUES, Scenario } from './scenario.ts';

const CHANNELS: ChannelSpec[] = [
  { id: 'voice', capacity: 1, interrupts: ['ticket', 'beside'] },
  { id: 'ticket', capacity: 2, interrupts: [], background: true },
  { id: 'beside', capacity: 1, interrupts: ['voice'], background: true, countsAs: 'ticket' },
  { id: 'alone', capacity: 1, interrupts: [], background: true, countsAs: 'ticket' },
];
const TICKETS: QueueSpec = { id: 'tickets', ringTimeoutMs: 30_000, wrapUpMs: 0, restMs: 10_000, missedRestMs: 60_000, againMs: 600_000 };
const floor = (...agents: string[]) => new Scenario(agents.map((id) => agent(id, {}, ['care', 'tickets'])), [...QUEUES, TICKETS], CHANNELS);
const ticket = (id: string, more: Parameters<typeof contact>[1] = {}) => contact(id, { queue: 'tickets', channel: 'ticket', ...more });
const offers = (told: readonly string[]) => told.filter((line) => line.startsWith('offer ') || line.startsWith('withdraw '));

describe('tickets in the background', () => {
  it('leave an agent ready, one offer at a time, as many as fit', () => {
    const at = floor('anna');
    at.ready(0, 'anna');
    expect(at.at(1, ticket('t1'))).toEqual(['t1 queued 1 in tickets', 'anna has aside offered t1', 'offer t1@anna rings 30']);
    expect(offers(at.at(2, ticket('t2')))).toEqual([]);
    expect(at.answer(3, 't1@anna')).toEqual(['t2 moves to 1', 't1 connected to anna after 2', 'anna has aside connected t1', 'anna has aside connected t1, offered t2', 'offer t2@anna rings 30']);
    at.answer(4, 't2@anna');
    expect(offers(at.at(5, ticket('t3')))).toEqual([]);
    expect(at.stateOf('anna')).toContain('"kind":"ready"');
    expect(offers(at.at(6, { type: 'agent.lets-go', agent: 'anna', contact: 't1' }))).toEqual(['offer t3@anna rings 30']);
  });

  it('are interrupted by a call, which goes on as if there were none; the offer goes to another agent', () => {
    const at = floor('anna', 'bo');
    at.ready(0, 'anna');
    at.at(1, ticket('t1'));
    at.ready(2, 'bo');
    at.notReady(3, 'bo', 'lunch');
    expect(offers(at.at(4, contact('call')))).toEqual(['offer call@anna rings 15', 'withdraw t1@anna: interrupted']);
    at.answer(5, 'call@anna');
    expect(offers(at.at(6, ticket('t2')))).toEqual([]);
    expect(offers(at.at(7, { type: 'agent.ready', agent: 'bo' }))).toEqual(['offer t1@bo rings 30']);
    at.end(8, 'call', 'anna');
    expect(offers(at.at(9, { type: 'agent.ready', agent: 'anna' }))).toEqual(['offer t2@anna rings 30']);
  });

  it('are offered during calls where their channel says so, and keep calls away where voice does not interrupt them', () => {
    const at = floor('anna');
    at.ready(0, 'anna');
    at.at(1, contact('call'));
    at.answer(2, 'call@anna');
    expect(offers(at.at(3, ticket('b1', { channel: 'beside' })))).toEqual(['offer b1@anna rings 30']);
    at.answer(4, 'b1@anna');
    at.end(5, 'call', 'anna');
    at.at(6, { type: 'agent.ready', agent: 'anna' });
    at.at(7, ticket('a1', { channel: 'alone' }));
    at.answer(8, 'a1@anna');
    expect(offers(at.at(9, contact('second')))).toEqual([]);
    expect(offers(at.at(10, { type: 'agent.lets-go', agent: 'anna', contact: 'a1' }))).toEqual(['offer second@anna rings 15']);
  });

  it('declined: to the next agent, a rest for the first, who is asked again for the same one only later', () => {
    const at = floor('anna', 'bo');
    at.ready(0, 'anna', 'bo');
    at.at(1, ticket('t1'));
    expect(offers(at.fail(2, 't1@anna', 'rejected'))).toEqual(['offer t1@bo rings 30']);
    expect(at.stateOf('anna')).toContain('"kind":"ready"');
    expect(offers(at.fail(3, 't1@bo', 'rejected'))).toEqual([]);
    expect(offers(at.at(4, ticket('t2')))).toEqual([]);
    expect(offers(at.tick(12))).toEqual(['offer t2@anna rings 30']);
    at.answer(13, 't2@anna');
    expect(offers(at.tick(602))).toEqual(['offer t1@anna rings 30']);
  });

  it('missed: to the next agent; who missed it is asked for none for a while, or until ready again', () => {
    const at = floor('anna', 'bo');
    at.ready(0, 'anna');
    at.at(1, ticket('t1'));
    at.ready(2, 'bo');
    expect(offers(at.tick(31))).toEqual(['withdraw t1@anna: no-answer', 'offer t1@bo rings 30']);
    at.notReady(32, 'anna', 'lunch');
    at.at(33, ticket('t2'));
    expect(offers(at.at(34, { type: 'agent.ready', agent: 'anna' }))).toEqual(['offer t2@anna rings 30']);
    expect(offers(at.offline(35, 'bo'))).toEqual(['withdraw t1@bo: agent offline']);
  });

  it('go to who has the fewest, nearest breach first (a credit may be negative), and follow a changed one', () => {
    const at = floor('anna', 'bo');
    at.at(0, ticket('late', { waitingSince: 0, ageCreditMs: -100_000 }));
    at.at(0, ticket('soon', { waitingSince: 0, ageCreditMs: -50_000 }));
    at.at(0, ticket('urgent', { waitingSince: 0, ageCreditMs: -200_000 }));
    at.at(1, { type: 'contact.change', contact: 'urgent', ageCreditMs: -10_000 });
    expect(offers(at.ready(2, 'anna'))).toEqual(['offer urgent@anna rings 30']);
    at.answer(3, 'urgent@anna');
    expect(offers(at.ready(4, 'bo'))).toEqual(['offer late@bo rings 30']);
  });

  it('taken from the list count, wherever they were', () => {
    const at = floor('anna', 'bo');
    at.ready(0, 'bo');
    at.at(1, ticket('t1'));
    const holds = (id: string, who: string) => ({ type: 'agent.holds', agent: who, contact: id, channel: 'ticket', queue: 'tickets' }) as const;
    expect(at.at(2, holds('t1', 'anna'))).toEqual(['bo has aside nothing', 'withdraw t1@bo: removed', 't1 removed after 1', 'anna has aside connected t1']);
    at.at(3, holds('t2', 'anna'));
    at.ready(4, 'anna');
    at.at(5, ticket('t3'));
    expect(offers(at.answer(6, 't3@bo'))).toEqual([]);
    expect(at.at(7, holds('t1', 'bo'))).toEqual(['anna has aside connected t2', 'bo has aside connected t3, connected t1']);
    expect(offers(at.at(8, ticket('t4')))).toEqual(['offer t4@anna rings 30']);
    expect(at.at(9, holds('t4', 'anna'))).toContain('t4 connected to anna after 1');
    expect(at.at(10, { type: 'agent.lets-go', agent: 'anna', contact: 't1' })).toEqual(['ignored agent.lets-go: agent anna does not hold this contact']);
  });
});
