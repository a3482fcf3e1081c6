import { describe, expect, it } from 'vitest';
import { may, reach } from '#access';
import { ManualClock } from '#core';
import type { FloorChanges, Person } from '#contract';
import { ALERT, FLOOR, fakeRooms } from '../testing/fake-rooms.ts';
import { personCaller } from '../who/caller.ts';
import { TeamMap } from '../who/team-map.ts';
import { Audience, audienceKey } from './audience.ts';

const { ports, floor } = fakeRooms();
const teams = () => new TeamMap(ports, floor, new ManualClock());
const caller = (person: Partial<Person>) =>
  personCaller({ key: 'k', person: { id: 'p', login: 'p', name: 'p', role: 'supervisor', teams: [], language: 'zh', ...person }, csrf: '', startedAt: 0, expiresAt: 0 }, '', { may, reach });
const north = () => new Audience(caller({ teams: ['north'] }), teams());
const changes = (rows: Partial<FloorChanges>): FloorChanges => ({ type: 'floor', at: 1, ...rows });
const [northern, southern] = FLOOR.calls as [(typeof FLOOR.calls)[number], (typeof FLOOR.calls)[number]];

describe('an audience', () => {
  it('is shared by people of the same teams, whoever they are', () => {
    expect(audienceKey(caller({ id: 'a', teams: ['north'] }))).toBe(audienceKey(caller({ id: 'b', teams: ['north'] })));
    expect(audienceKey(caller({ teams: ['north'] }))).not.toBe(audienceKey(caller({ teams: ['south'] })));
  });

  it('hears nothing when nothing of it changed', () => {
    expect(north().changes(changes({ calls: [southern], alerts: [ALERT('c-south', 'cy')], gone: ['c-south'] }))).toBeUndefined();
  });

  it('sees a caller who waits in a queue that its teams serve, not one who has no queue yet', () => {
    const { agent: _, ...waiting } = { ...northern, id: 'c-1', stage: 'queue' as const };
    const { queue: __, ...young } = { ...waiting, id: 'c-2', stage: 'flow' as const };
    expect(north().changes(changes({ calls: [waiting, young] }))?.calls?.map(({ id }) => id)).toEqual(['c-1']);
  });

  it('sees a caller in the menu who can still come to its queues, without the number while others can have the call', () => {
    const { agent: _, queue: __, ...young } = { ...northern, from: '13800138000', stage: 'flow' as const };
    const rows = [{ ...young, id: 'both', queues: ['sales', 'support'] }, { ...young, id: 'own', queues: ['sales'] }, { ...young, id: 'others', queues: ['support'] }];
    expect(north().changes(changes({ calls: rows }))?.calls?.map(({ id, from, queues }) => [id, from, queues])).toEqual([
      ['both', '138 **** 8000', ['sales']],
      ['own', '13800138000', ['sales']],
    ]);
    const both = new Audience(caller({ teams: ['north', 'south'] }), teams());
    expect(both.changes(changes({ calls: rows }))?.calls?.map(({ from }) => from)).toEqual(['13800138000', '13800138000', '13800138000']);
  });

  it('loses sight of a caller who chose a queue of others', () => {
    const { agent: _, queue: __, ...young } = { ...northern, id: 'c-9', stage: 'flow' as const, queues: ['sales', 'support'] };
    const audience = north();
    audience.changes(changes({ calls: [young] }));
    expect(audience.changes(changes({ calls: [{ ...young, queues: ['support'] }] }))).toEqual({ type: 'floor', at: 1, gone: ['c-9'] });
  });

  it('is told once that a call is gone, be it over or with another team', () => {
    const audience = north();
    audience.floor(FLOOR);
    const moved = { ...northern, agent: 'cy', queue: 'support' };
    expect(audience.changes(changes({ calls: [moved] }))).toEqual({ type: 'floor', at: 1, gone: ['c-north'] });
    expect(audience.changes(changes({ calls: [moved], gone: ['c-north'] }))).toBeUndefined();
  });

  it('hears an alert of its call that names no agent, also in the news in which the call appears', () => {
    const { agent: _, ...alert } = ALERT('c-north', 'anna');
    expect(north().changes(changes({ calls: [northern], alerts: [alert] }))?.alerts).toEqual([alert]);
    expect(north().changes(changes({ alerts: [alert] }))).toBeUndefined();
  });

  it('of administrators sees everything', () => {
    expect(new Audience(caller({ role: 'administrator' }), teams()).floor(FLOOR)).toEqual(FLOOR);
  });

  it('without teams sees nothing', () => {
    const { queues, agents, calls, alerts } = new Audience(caller({}), teams()).floor(FLOOR);
    expect([queues, agents, calls, alerts]).toEqual([[], [], [], []]);
  });
});
