import { describe, expect, it } from 'vitest';
import { initialRouting, route } from '../../machine/route.ts';
import { snapshotOf } from '../../machine/snapshot.ts';
import type { RoutingSettings } from '../../model.ts';
import { FLOOR } from '../../oracle/recordings/floor.ts';
import { simulatedDay } from '../../oracle/recordings/simulated-day.ts';
import { replay } from '../replay.ts';
import { drive } from './drive.ts';
import { extract } from './extract.ts';
import { whatIf } from './what-if.ts';

const AGENTS = Array.from({ length: 12 }, (_, i) => ({
  id: `a${i}`,
  skills: { mandarin: 8, english: i % 3 ? 7 : 2, billing: 6, technical: 6 },
  queues: i % 2 ? ['care', 'sales'] : ['care'],
}));
const settingsOf = (wrapUpMs: number, agents = AGENTS): RoutingSettings => ({
  agents,
  queues: ['care', 'sales'].map((id) => ({ id, ringTimeoutMs: 15_000, wrapUpMs, serviceLevel: { share: 0.8, ms: 20_000 } })),
});

const entries = simulatedDay({ seed: 5, hours: 4, contacts: 600, settings: settingsOf(15_000) });
const part = { start: { at: 0, wall: 0 }, entries };

describe('replay of a day', () => {
  it('makes every offer again', () => {
    const told = replay([part]);
    expect(told).toMatchObject({ commands: entries.length, different: 0, differences: [] });
    expect(told.offers).toBeGreaterThan(500);
  });

  it('tells where a stored offer is not the one decided', () => {
    const at = entries.findIndex(({ offers }) => offers.length > 0);
    const forged = entries.map((entry, i) => (i === at ? { ...entry, offers: entry.offers.map((one) => ({ ...one, agent: 'nobody' })) } : entry));
    expect(replay([{ ...part, entries: forged }])).toMatchObject({ different: 1, differences: [{ part: 0, entry: at, stored: [{ agent: 'nobody' }] }] });
  });
});

describe('what if', () => {
  it('nothing were changed: the same offers to the same agents at the same instants', () => {
    const again: string[] = [];
    drive(extract(part), undefined, (_command, events, at) => {
      for (const event of events) if (event.type === 'offer.made') again.push(`${at} ${event.contact} ${event.agent}`);
    });
    expect(again).toEqual(entries.flatMap(({ at, offers }) => offers.map(({ contact, agent }) => `${at} ${contact} ${agent}`)));
  });

  it('the same settings as recorded: the same figures', () => {
    const { before, after, faithful } = whatIf([part], settingsOf(15_000));
    expect(faithful).toBe(1);
    expect(after).toEqual(before);
    expect(before.get('care')).toMatchObject({ offered: expect.any(Number), occupancy: expect.any(Number) });
  });

  it('a record that begins in mid-day, from a state: the same offers and figures', () => {
    const half = entries.findIndex(({ at }) => at > 7_200_000);
    let state = initialRouting({ agents: [], queues: [] });
    for (const { command, at } of entries.slice(0, half)) state = route(state, command, at).state;
    const afternoon = { start: { at: 7_200_000, wall: 0, snapshot: JSON.parse(JSON.stringify(snapshotOf(state))) as unknown }, entries: entries.slice(half) };
    expect(replay([afternoon])).toMatchObject({ different: 0 });
    const { before, after, faithful } = whatIf([afternoon], settingsOf(15_000));
    expect(faithful).toBe(1);
    expect(after.get('care')?.answered).toBeGreaterThan((before.get('care')?.answered ?? 0) - 10);
    expect(whatIf([part, afternoon], settingsOf(15_000)).before.get('care')?.offered).toBe((whatIf([part], settingsOf(15_000)).before.get('care')?.offered ?? 0) + (before.get('care')?.offered ?? 0));
  });

  it('a floor of all strategies, steps and overflow: every offer is found again', () => {
    const day = simulatedDay({ seed: 6, hours: 2, contacts: 500, settings: FLOOR });
    expect(whatIf([{ start: { at: 0, wall: 0 }, entries: day }], FLOOR).faithful).toBe(1);
  });

  it('more agents took sales calls: sales waits less', () => {
    const all = AGENTS.map((agent) => ({ ...agent, queues: ['care', 'sales'] }));
    const { before, after } = whatIf([part], settingsOf(15_000, all));
    expect(after.get('sales')?.meanWaitMs).toBeLessThan((before.get('sales')?.meanWaitMs ?? 0) * 0.9);
    expect(after.get('sales')?.serviceLevel).toBeGreaterThan(before.get('sales')?.serviceLevel ?? 1);
  });

  it('six more came, by the hours of those who were there: waits are shorter, they are less busy', () => {
    const more = AGENTS.slice(0, 6).map((agent) => ({ ...agent, id: `new-${agent.id}` }));
    const { before, after } = whatIf([part], settingsOf(15_000, [...AGENTS, ...more]));
    expect(after.get('care')?.meanWaitMs).toBeLessThan((before.get('care')?.meanWaitMs ?? 0) * 0.9);
    expect(after.get('care')?.occupancy).toBeLessThan((before.get('care')?.occupancy ?? 0) * 0.8);
  });

  it('half of the agents stayed away: more give up, those there are busier', () => {
    const { before, after } = whatIf([part], settingsOf(15_000, AGENTS.filter((_, i) => i % 4 > 1)));
    expect(after.get('care')?.abandoned).toBeGreaterThan((before.get('care')?.abandoned ?? 0) * 1.5);
    expect(after.get('care')?.occupancy).toBeGreaterThan(before.get('care')?.occupancy ?? 1);
    expect(after.get('care')?.serviceLevel).toBeLessThan(before.get('care')?.serviceLevel ?? 0);
  });
});
