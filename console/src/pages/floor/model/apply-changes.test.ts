import { describe, expect, it } from 'vitest';
import type { Floor } from '#contract';
import { applyChanges, floorAfter, NOTHING_YET } from './apply-changes.ts';
import { anAgent, aCall, aQueue, aFloor, anAlert } from './testing/floor-rows.ts';

const floor: Floor = aFloor({
  at: 10_000,
  queues: [aQueue('billing'), aQueue('sales')],
  agents: [anAgent('anna'), anAgent('bob')],
  calls: [aCall('c1'), aCall('c2')],
  alerts: [anAlert('c1/notice/1')],
});

describe('changes of the floor', () => {
  it('replace rows by id at their place and leave the others the same objects', () => {
    const next = applyChanges(floor, { type: 'floor', at: 10_250, queues: [aQueue('billing', { waiting: 4 })] });
    expect(next.queues.map(({ id, waiting }) => [id, waiting])).toEqual([['billing', 4], ['sales', 0]]);
    expect(next.queues[1]).toBe(floor.queues[1]);
    expect(next.agents).toBe(floor.agents);
    expect(next.at).toBe(10_250);
  });

  it('add new calls at the end and take away those that are over', () => {
    const next = applyChanges(floor, { type: 'floor', at: 10_250, calls: [aCall('c3')], gone: ['c1'] });
    expect(next.calls.map(({ id }) => id)).toEqual(['c2', 'c3']);
    expect(next.alerts.map(({ id }) => id)).toEqual(['c1/notice/1']);
  });

  it('acknowledge an alert by sending it again', () => {
    const next = applyChanges(floor, { type: 'floor', at: 10_250, alerts: [anAlert('c1/notice/1', { acknowledgedBy: 'Mei' })] });
    expect(next.alerts.map(({ acknowledgedBy }) => acknowledgedBy)).toEqual(['Mei']);
  });

  it('are left out when the picture is newer than they are', () => {
    expect(applyChanges(floor, { type: 'floor', at: 9_900, gone: ['c1'] })).toBe(floor);
  });

  it('are taken when the clock of the server was set back', () => {
    expect(applyChanges({ ...floor, at: 90_000_000 }, { type: 'floor', at: 10_000, gone: ['c1'] }).calls).toHaveLength(1);
  });
});

describe('the memory of the floor', () => {
  const came = { type: 'floor', at: 10_250, calls: [aCall('c3')] } as const;

  it('puts a change on a picture that was asked for before it and came after it', () => {
    const memory = floorAfter(NOTHING_YET, [came, { type: 'picture', floor }]);
    expect(memory.floor?.calls.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']);
  });

  it('does not bring back a call that a newer picture no longer has', () => {
    const memory = floorAfter(NOTHING_YET, [came, { type: 'picture', floor: { ...floor, at: 11_000 } }]);
    expect(memory.floor?.calls.map(({ id }) => id)).toEqual(['c1', 'c2']);
  });

  it('forgets changes after ten seconds', () => {
    const later = { type: 'floor', at: 30_000 } as const;
    expect(floorAfter(NOTHING_YET, [came, later]).recent).toEqual([later]);
  });
});
