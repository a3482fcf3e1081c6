import { initialRouting, type LoggedCommand, route, type RoutingCommand, type RoutingLog } from '#routing';
import { afterEach, describe, expect, it } from 'vitest';

/** An adapter under test: a new, empty log each time, and how to close what it opened. */
export interface RoutingLogUnderTest {
  readonly log: RoutingLog;
  close(): Promise<void> | void;
}

const settings: RoutingCommand = {
  type: 'settings',
  settings: {
    agents: [{ id: 'anna', skills: { 普通话: 7 }, queues: ['care'] }],
    queues: [{ id: 'care', ringTimeoutMs: 15_000, wrapUpMs: 0 }],
  },
};

/** One command of every type, as a short day leaves them. */
const DAY: readonly LoggedCommand[] = [
  { at: 0, command: settings },
  { at: 10.5, command: { type: 'agent.online', agent: 'anna', ready: false } },
  { at: 11, command: { type: 'agent.not-ready', agent: 'anna', reason: '午餐' } },
  { at: 12, command: { type: 'agent.ready', agent: 'anna' } },
  {
    at: 13,
    command: {
      type: 'contact.enqueue',
      contact: { id: 'c1', queue: 'care', needs: [{ skill: '普通话', level: 5 }], priority: 2, waitingSince: 3.25 },
    },
  },
  { at: 14, command: { type: 'offer.answered', offer: 'c1.2' } },
  { at: 14, command: { type: 'offer.failed', offer: 'none', why: 'unreachable' } },
  { at: 15, command: { type: 'contact.leave', contact: 'c1', why: 'abandoned' } },
  { at: 16, command: { type: 'contact.ended', contact: 'c1', agent: 'anna' } },
  { at: 17, command: { type: 'tick' } },
  { at: 18, command: { type: 'agent.offline', agent: 'anna' } },
];

function events(entries: readonly LoggedCommand[]) {
  let state = initialRouting({ agents: [], queues: [] });
  return entries.flatMap(({ command, at }) => {
    const turn = route(state, command, at);
    state = turn.state;
    return turn.events;
  });
}

/** What every log of the routing machine must do. */
export function routingLogContract(name: string, open: () => RoutingLogUnderTest | Promise<RoutingLogUnderTest>): void {
  describe(`routing log: ${name}`, () => {
    let opened: RoutingLogUnderTest | undefined;
    const fresh = async () => (opened = await open()).log;
    afterEach(async () => {
      await opened?.close();
      opened = undefined;
    });

    it('is empty at first', async () => {
      expect((await fresh()).read()).toEqual([]);
    });

    it('gives back every command as it was, oldest first', async () => {
      const log = await fresh();
      for (const entry of DAY) log.append(entry);
      expect(log.read()).toEqual(DAY);
    });

    it('reads from a position on, and nothing beyond its end', async () => {
      const log = await fresh();
      for (const entry of DAY) log.append(entry);
      expect(log.read(0)).toEqual(DAY);
      expect(log.read(9)).toEqual(DAY.slice(9));
      expect(log.read(DAY.length)).toEqual([]);
      expect(log.read(DAY.length + 5)).toEqual([]);
    });

    it('shows an entry as soon as it is appended, and later ones do not change what was read', async () => {
      const log = await fresh();
      log.append({ at: 1, command: { type: 'tick' } });
      const before = log.read();
      log.append({ at: 2, command: { type: 'tick' } });
      expect(before).toEqual([{ at: 1, command: { type: 'tick' } }]);
      expect(log.read(1)).toEqual([{ at: 2, command: { type: 'tick' } }]);
    });

    it('keeps entries of the same instant, and of a clock that went back, in the order they came', async () => {
      const log = await fresh();
      for (const at of [5, 5, 3]) log.append({ at, command: { type: 'tick' } });
      expect(log.read().map((entry) => entry.at)).toEqual([5, 5, 3]);
    });

    it('replays to the same decisions', async () => {
      const log = await fresh();
      for (const entry of DAY) log.append(entry);
      const told = events(log.read());
      expect(told).toEqual(events(DAY));
      expect(told.map((event) => event.type)).toContain('contact.connected');
    });
  });
}
