import { type Clock, Scope } from '#core';
import {
  createRoutingDesk,
  type LoggedCommand,
  type LogFollower,
  type LogLine,
  initialRouting,
  route,
  type RoutingCommand,
  type RoutingEvent,
  type RoutingLog,
  type RoutingSettings,
} from '#routing';
import { afterEach, describe, expect, it } from 'vitest';

/** An adapter under test: a new, empty log each time. */
export interface RoutingLogUnderTest {
  readonly clock: Clock;
  readonly log: RoutingLog;
  /** The same log as a process sees it that starts later. */
  again(): Promise<RoutingLog> | RoutingLog;
  /** Lets so much time pass. */
  pass(ms: number): Promise<void> | void;
  close(): Promise<void> | void;
}

const SETTINGS: RoutingSettings = {
  agents: [{ id: 'anna', skills: { 普通话: 7 }, queues: ['care'] }],
  queues: [{ id: 'care', ringTimeoutMs: 15_000, wrapUpMs: 0 }],
};

/** One command of every type, as a short day leaves them. */
const DAY: readonly RoutingCommand[] = [
  { type: 'settings', settings: SETTINGS },
  { type: 'agent.online', agent: 'anna', ready: false },
  { type: 'agent.not-ready', agent: 'anna', reason: '午餐' },
  { type: 'agent.ready', agent: 'anna' },
  { type: 'contact.enqueue', contact: { id: 'c1', queue: 'care', needs: [{ skill: '普通话', level: 5 }], priority: 2, waitingSince: 3.25 } },
  { type: 'offer.failed', offer: 'none', why: 'unreachable' },
  { type: 'contact.leave', contact: 'c1', why: 'abandoned' },
  { type: 'contact.ended', contact: 'c1', agent: 'anna' },
  { type: 'agent.offline', agent: 'anna' },
];

/** Reads a log as a replica does, and notes everything. */
class Reader implements LogFollower {
  readonly told: { readonly entry: LoggedCommand; readonly events: readonly RoutingEvent[] }[] = [];
  readonly decided: LoggedCommand[] = [];
  leading = false;
  onTell: (entry: LoggedCommand) => void = () => {};
  #state = initialRouting({ agents: [], queues: [] });

  reset(): void {
    this.decided.length = 0;
    this.#state = initialRouting({ agents: [], queues: [] });
  }
  decide(entry: LoggedCommand): readonly RoutingEvent[] {
    this.decided.push(entry);
    const turn = route(this.#state, entry.command, entry.at);
    this.#state = turn.state;
    return turn.events;
  }
  tell(entry: LoggedCommand, events: readonly RoutingEvent[]): void {
    this.told.push({ entry, events });
    this.onTell(entry);
  }
  caughtUp(): void {}
  lead(leading: boolean): void {
    this.leading = leading;
  }
  snapshot(): unknown {
    return undefined;
  }
}

const commands = (entries: readonly LoggedCommand[]) => entries.map((entry) => entry.command);
const own = (entries: readonly LoggedCommand[]) => commands(entries).filter((command) => command.type !== 'tick' && command.type !== 'node.lost');
const leave = (contact: string): RoutingCommand => ({ type: 'contact.leave', contact, why: 'removed' });

/** A log may say where a contact or a phone is. */
const withoutNode = (command: RoutingCommand): RoutingCommand => {
  if (command.type === 'contact.enqueue') {
    const { node: _, ...contact } = command.contact;
    return { ...command, contact };
  }
  if (command.type !== 'agent.online') return command;
  const { node: _, ...online } = command;
  return online;
};

/** What every log of the routing machine must do. */
export function routingLogContract(name: string, open: () => RoutingLogUnderTest | Promise<RoutingLogUnderTest>): void {
  describe(`routing log: ${name}`, () => {
    let scope = new Scope();
    afterEach(() => scope.end());
    async function fresh() {
      scope = new Scope();
      const under = await open();
      const closing: (() => Promise<void> | void)[] = [() => under.close()];
      const follow = (log: RoutingLog, reader = new Reader()): { reader: Reader; line: LogLine } => {
        const line = log.follow(reader, under.clock);
        closing.unshift(() => line.close());
        return { reader, line };
      };
      return { ...under, follow, [Symbol.asyncDispose]: async () => { for (const close of closing) await close(); } };
    }

    it('is empty at first', async () => {
      await using at = await fresh();
      expect(await at.log.read()).toEqual([]);
    });

    it('gives every command back as it was, in the order it came, and tells its follower once', async () => {
      await using at = await fresh();
      const { reader, line } = at.follow(at.log);
      for (const command of DAY) line.submit(command);
      await line.settled();
      expect(own(await at.log.read()).map(withoutNode)).toEqual(DAY);
      expect(own(reader.told.map(({ entry }) => entry)).map(withoutNode)).toEqual(DAY);
    });

    it('stamps times that never go back', async () => {
      await using at = await fresh();
      const { line } = at.follow(at.log);
      for (let index = 0; index < 50; index++) {
        line.submit(leave(`c${index}`));
        if (index % 10 === 0) await at.pass(2);
      }
      await line.settled();
      const times = (await at.log.read()).map((entry) => entry.at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(8);
      expect(Math.abs((times.at(-1) ?? 0) - line.shift() - at.clock.now())).toBeLessThan(2_000);
    });

    it('reads from a position on, and nothing beyond its end', async () => {
      await using at = await fresh();
      const { line } = at.follow(at.log);
      for (const command of DAY) line.submit(command);
      await line.settled();
      const all = await at.log.read();
      expect(all.length).toBeGreaterThanOrEqual(DAY.length);
      expect(await at.log.read(0)).toEqual(all);
      expect(await at.log.read(4)).toEqual(all.slice(4));
      expect(await at.log.read(all.length)).toEqual([]);
      expect(await at.log.read(all.length + 5)).toEqual([]);
    });

    it('gives later entries without changing what was read', async () => {
      await using at = await fresh();
      const { line } = at.follow(at.log);
      line.submit(leave('a'));
      await line.settled();
      const before = await at.log.read();
      line.submit(leave('b'));
      await line.settled();
      expect(own(before)).toEqual([leave('a')]);
      expect(own(await at.log.read(before.length))).toEqual([leave('b')]);
    });

    it('takes commands from inside a listener after the one being told', async () => {
      await using at = await fresh();
      const { reader, line } = at.follow(at.log);
      reader.onTell = ({ command }) => {
        if (command.type === 'contact.leave' && command.contact.length < 4) line.submit(leave(`${command.contact}x`));
      };
      line.submit(leave('a'));
      line.submit(leave('b'));
      await expect.poll(() => own(reader.decided).length, { timeout: 10_000 }).toBe(8);
      expect(commands(reader.decided)).toEqual(commands(reader.told.map(({ entry }) => entry)));
      expect(own(reader.decided).map((command) => ('contact' in command ? command.contact : '')).filter((id) => String(id).startsWith('a'))).toEqual(['a', 'ax', 'axx', 'axxx']);
    });

    it('takes a thousand commands at once without losing, doubling or turning one round', async () => {
      await using at = await fresh();
      const { reader, line } = at.follow(at.log);
      const all = Array.from({ length: 1_000 }, (_, index) => leave(`c${index}`));
      for (const command of all) line.submit(command);
      await line.settled();
      expect(own(reader.decided)).toEqual(all);
      expect(own(await at.log.read())).toEqual(all);
    });

    it('replays to the same decisions for who comes later, in silence', async () => {
      await using at = await fresh();
      const first = at.follow(at.log);
      for (const command of DAY) first.line.submit(command);
      await first.line.settled();
      const told = first.reader.told.flatMap(({ events }) => events);
      expect(told.map((event) => event.type)).toContain('offer.made');
      const replayed: RoutingEvent[] = [];
      const later = new Reader();
      const decide = later.decide.bind(later);
      later.decide = (entry) => {
        const events = decide(entry);
        replayed.push(...events);
        return events;
      };
      const log = await at.again();
      first.line.close();
      const second = at.follow(log, later);
      await second.line.settled();
      expect(replayed.slice(0, told.length)).toEqual(told);
      expect(own(second.reader.told.map(({ entry }) => entry))).toEqual([]);
    });

    it('lets its leader wake the machine at a deadline', async () => {
      await using at = await fresh();
      const settings = { ...SETTINGS, queues: [{ id: 'care', ringTimeoutMs: 200, wrapUpMs: 0 }] };
      const desk = createRoutingDesk({ settings, log: at.log, clock: at.clock });
      scope.onEnd(() => desk.close());
      desk.send({ type: 'agent.online', agent: 'anna', ready: true });
      desk.send({ type: 'contact.enqueue', contact: { id: 'c1', queue: 'care', needs: [], priority: 0 } });
      await desk.settled();
      expect(desk.agentState('anna').kind).toBe('offered');
      await at.pass(200);
      await expect.poll(() => desk.agentState('anna'), { timeout: 10_000 }).toMatchObject({ kind: 'not-ready', reason: 'no-answer' });
      expect(desk.counts()).toEqual({ waiting: 1, offered: 0, busy: 0 });
      desk.close();
    });

    it('takes nothing once closed', async () => {
      await using at = await fresh();
      const { line } = at.follow(at.log);
      line.submit(leave('a'));
      await line.settled();
      const log = await at.again();
      line.close();
      line.submit(leave('b'));
      line.tick();
      await at.pass(20);
      expect(own(await log.read())).toEqual([leave('a')]);
    });
  });
}
