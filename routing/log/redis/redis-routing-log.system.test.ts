import { Emitter, type Fault, type Log, type LogFields, silentLog, sleep, systemClock, systemRandom } from '#core';
import { routingLogContract } from '#test/contracts/routing-log';
import { hasRedis, type RedisServer, startRedis } from '#test/simulators/redis-server';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RoutingCommand, RoutingEvent, RoutingSettings } from '../../model.ts';
import type { RoutingDesk } from '../../port.ts';
import { createRoutingDesk } from '../../routing-desk.ts';
import { RedisLink } from './redis-link.ts';
import { openRedisRoutingLog, type RedisRoutingLog, type RedisRoutingLogOptions } from './redis-routing-log.ts';

const clock = systemClock;
const PATIENCE = { timeout: 20_000, interval: 10 };
let redis: RedisServer;
let shards = 0;

async function open(shard: string, options: Partial<RedisRoutingLogOptions> = {}): Promise<RedisRoutingLog> {
  const opened = await openRedisRoutingLog({ url: redis.url, shard, clock, random: systemRandom, log: silentLog, ...options });
  if (!opened.ok) throw opened.fault;
  return opened.value;
}

async function faultOf(url: string): Promise<Fault | undefined> {
  const opened = await openRedisRoutingLog({ url, clock, random: systemRandom, log: silentLog });
  if (opened.ok) await opened.value.close();
  return opened.ok ? undefined : opened.fault;
}

const settings: RoutingSettings = {
  agents: Array.from({ length: 5 }, (_, index) => ({ id: `agent${index}`, skills: {}, queues: ['care'] })),
  queues: [{ id: 'care', ringTimeoutMs: 60_000, wrapUpMs: 60_000 }],
};
/** A snapshot names lists of steps by number, in the order it met them. */
function standing(desk: RoutingDesk): string {
  const { steps, contacts, ...rest } = desk.snapshot() as { steps: unknown[]; contacts: { steps: number }[] };
  return JSON.stringify({ ...rest, contacts: contacts.map((contact) => ({ ...contact, steps: steps[contact.steps] })) });
}

const call = (id: string): RoutingCommand => ({ type: 'contact.enqueue', contact: { id, queue: 'care', needs: [], priority: 0 } });

// Skipped only where Debian's redis-server is missing; npm test installs it when root.
describe.skipIf(!hasRedis)('with a real Redis', () => {
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(() => redis?.stop());

  routingLogContract('Redis Streams', async () => {
    const shard = `s${shards++}`;
    const opened = [await open(shard)];
    const again = async () => {
      const log = await open(shard);
      opened.push(log);
      return log;
    };
    const close = async () => void (await Promise.all(opened.map((log) => log.close())));
    return { clock, log: opened[0] as RedisRoutingLog, again, pass: (ms) => sleep(clock, ms), close };
  });

  describe('the Redis log', () => {
    let further: RedisServer[] = [];
    afterEach(async () => {
      await Promise.all(further.map((server) => server.stop()));
      further = [];
    });
    /** Another Redis, for this test alone. */
    async function startOwn(...options: readonly string[]): Promise<RedisServer> {
      const server = await startRedis(...options);
      further.push(server);
      return server;
    }

    it('drops entries behind a snapshot; who comes later stands where the others stand', async () => {
      const shard = `s${shards++}`;
      const first = await open(shard, { snapshots: { everyEntries: 100, everyMs: 60_000, keepEntries: 20 } });
      const desk = createRoutingDesk({ settings, log: first, clock });
      for (let index = 0; index < 5; index++) desk.send({ type: 'agent.online', agent: `agent${index}`, ready: true });
      for (let index = 0; index < 300; index++) {
        desk.send(call(`c${index}`));
        if (index % 3 === 0) desk.send({ type: 'contact.leave', contact: `c${index}`, why: 'abandoned' });
        if (index % 50 === 0) await sleep(clock, 20);
      }
      const grown = () => {
        desk.send({ type: 'agent.ready', agent: 'agent0' });
        return first.read();
      };
      await expect.poll(async () => (await grown()).length, PATIENCE).toBeLessThan(150);
      await desk.settled();
      const later = await open(shard);
      const second = createRoutingDesk({ settings, log: later, clock });
      await second.settled();
      await expect.poll(() => standing(second) === standing(desk), PATIENCE).toBe(true);
      expect(second.counts()).toEqual({ waiting: 195, offered: 5, busy: 0 });
      for (const each of [desk, second]) each.close();
      await Promise.all([first.close(), later.close()]);
    });

    it('takes nothing twice, nothing of a session that is over, and nothing of a leader whose lease is over', async () => {
      const shard = `s${shards++}`;
      const link = new RedisLink(redis.url, shard);
      await link.connect();
      const [gap, lease, lost] = [1e9, 1_500_000, 1e9];
      const beat = async (node: string, session: string) => (await link.run('beat', [node, session, gap, lease, lost]))[3];
      await link.run('join', ['a', 's1', 0, 'r1', 1e9]);
      await link.run('join', ['b', 's2', 0, 'r2', 1e9]);
      const tick = '{"type":"tick"}';
      expect(await link.run('append', ['a', 's1', gap, 1, tick, tick])).toContain('ok');
      // Its answer was lost: sent again, with one more.
      expect(await link.run('append', ['a', 's1', gap, 1, tick, tick, tick])).toContain('ok');
      expect((await link.range(1, '+', 100)).map((entry) => entry.number)).toEqual([1, 2, 3]);
      expect(await link.run('append', ['a', 'old', gap, 4, tick])).toEqual(['lost']);
      // A gap in the numbers: Redis has lost what was confirmed.
      expect(await link.run('append', ['a', 's1', gap, 9, tick])).toEqual(['lost']);
      expect(await beat('a', 's1')).toBe('1');
      expect(await beat('b', 's2')).toBe('0');
      expect(await link.run('lead', [1, tick])).toContain('ok');
      await sleep(clock, 1_600);
      expect(await link.run('lead', [1, tick])).toEqual(['fenced']);
      expect(await beat('b', 's2')).toBe('2');
      expect(await link.run('lead', [1, tick])).toEqual(['fenced']);
      expect(await link.run('keep', [1, 3, 'x', 0])).toEqual(['fenced']);
      expect(await link.run('lead', [2, tick])).toContain('ok');
      expect((await link.range(1, '+', 100)).length).toBe(5);
      link.close();
    });

    it('that comes back empty hears of every caller and agent again, with their age', async () => {
      const own = await startOwn();
      const [first, other] = [await open('main', { url: own.url }), await open('main', { url: own.url })];
      const desk = createRoutingDesk({ settings, log: first, clock });
      const events: RoutingEvent[] = [];
      desk.events.on((event) => events.push(event));
      desk.send({ type: 'agent.online', agent: 'agent0', ready: false });
      desk.send({ type: 'agent.not-ready', agent: 'agent0', reason: 'lunch' });
      desk.send({ type: 'agent.online', agent: 'agent1', ready: true });
      for (const id of ['c1', 'c2']) desk.send(call(id));
      await desk.settled();
      const rang = events.findLast((event) => event.type === 'offer.made')?.offer;
      expect(rang).toBeDefined();
      await sleep(clock, 300);
      await own.crash();
      desk.send(call('c3'));
      await own.start();
      await expect.poll(() => desk.contact('c3')?.position, PATIENCE).toBe(3);
      expect(desk.contact('c1')).toMatchObject({ position: 1, queue: 'care' });
      expect(desk.contact('c1')?.waitedMs).toBeGreaterThan(300);
      expect(desk.agentState('agent0')).toMatchObject({ kind: 'not-ready', reason: 'lunch' });
      // The phone that rang for an offer nobody knows any more stops, and rings for a new one.
      const [withdrawn, made] = ['offer.withdrawn', 'offer.made'].map((type) => events.findLastIndex((event) => event.type === type));
      expect(events[withdrawn ?? -1]).toMatchObject({ offer: rang, contact: 'c1', agent: 'agent1' });
      expect(made).toBeGreaterThan(withdrawn ?? -1);
      await expect.poll(() => desk.agentState('agent1'), PATIENCE).toMatchObject({ kind: 'offered', contact: 'c1' });
      expect(events.filter((event) => event.type === 'contact.left')).toEqual([]);
      desk.close();
      await Promise.all([first.close(), other.close()]);
    });

    it.each([
      ['everything is deleted', (client: Redis) => client.flushall()],
      ['the positions are deleted', (client: Redis) => client.del('huawu:routing:{main}:meta')],
      ['the log is deleted while it cannot be read', async (client: Redis) => {
        await client.set('huawu:routing:{main}:log', 'x');
        await sleep(clock, 1_000);
        await client.del('huawu:routing:{main}:log');
      }],
      ['somebody else writes into the log', async (client: Redis) => {
        const last = (await client.xrevrange('huawu:routing:{main}:log', '+', '-', 'COUNT', 1))[0]?.[0] ?? '0-0';
        const next = Number.parseInt(last, 10) + 1;
        await client.multi().xadd('huawu:routing:{main}:log', `${next}-0`, 'c', 'nonsense').hset('huawu:routing:{main}:meta', 'seq', next).exec();
      }],
    ])('forgets nobody of two servers under load when %s', async (_, attack) => {
      const own = await startOwn();
      const logs = [await open('main', { url: own.url }), await open('main', { url: own.url })];
      const desks = logs.map((log) => createRoutingDesk({ settings, log, clock }));
      const client = new Redis(own.url);
      let sent = 0;
      const load = async (callers: number) => {
        for (let each = 0; each < callers; each++) {
          desks[sent % 2]?.send(call(`c${sent++}`));
          await sleep(clock, 5);
        }
      };
      for (const [index, desk] of desks.entries()) desk.send({ type: 'agent.online', agent: `agent${index}`, ready: true });
      await load(20);
      await Promise.all([attack(client), load(150)]);
      const known = () => desks.map((desk) => Array.from({ length: sent }, (_each, index) => desk.contact(`c${index}`)).filter(Boolean).length);
      await expect.poll(known, PATIENCE).toEqual([sent, sent]);
      expect(desks.map((desk) => desk.counts())).toEqual(desks.map(() => ({ waiting: sent - 2, offered: 2, busy: 0 })));
      client.disconnect();
      for (const desk of desks) desk.close();
      await Promise.all(logs.map((log) => log.close()));
    });

    it('keeps what waits within bounds while Redis is away, and then tells what is still true', async () => {
      const own = await startOwn('--appendonly', 'yes');
      const first = await open('main', { url: own.url, backlog: 50 });
      const desk = createRoutingDesk({ settings, log: first, clock });
      await desk.settled();
      own.freeze();
      for (let index = 0; index < 200; index++) desk.send(call(`c${index}`));
      for (let index = 0; index < 190; index++) desk.send({ type: 'contact.leave', contact: `c${index}`, why: 'abandoned' });
      await sleep(clock, 100);
      own.thaw();
      await expect.poll(() => desk.counts().waiting, PATIENCE).toBe(10);
      await desk.settled();
      expect((await first.read()).length).toBeLessThan(80);
      expect(desk.contact('c190')?.position).toBe(1);
      desk.close();
      await first.close();
    });

    it('says what to do when Redis is not there, or does not let us in', async () => {
      const closed = await faultOf('redis://127.0.0.1:1');
      expect(closed?.code).toBe('routing.redis-unreachable');
      expect(closed?.message).toContain('Redis at 127.0.0.1:1 does not answer (connect ECONNREFUSED 127.0.0.1:1): start it');
      const guarded = await startOwn('--requirepass', 'secret');
      const refused = await faultOf(`redis://:wrong@127.0.0.1:${guarded.port}`);
      expect(refused?.code).toBe('routing.redis-refused');
      expect(refused?.message).not.toContain('wrong@');
      expect((await faultOf(guarded.url))?.code).toBe('routing.redis-refused');
      expect(await faultOf(`redis://:secret@127.0.0.1:${guarded.port}`)).toBeUndefined();
    });

    it('tells once that Redis is away and once that it is back', async () => {
      const own = await startOwn();
      const lines: string[] = [];
      const said = new Emitter<string>();
      said.on((line) => lines.push(line));
      const write = (message: string, _?: LogFields) => said.emit(message);
      const log: Log = { debug() {}, info: write, warn: write, error: write, with: () => log };
      const first = await open('main', { url: own.url, log });
      const desk = createRoutingDesk({ settings, log: first, clock });
      await desk.settled();
      own.freeze();
      await expect.poll(() => lines.filter((line) => line.startsWith('Redis does not answer')).length, PATIENCE).toBe(1);
      await sleep(clock, 300);
      own.thaw();
      await expect.poll(() => lines.filter((line) => line.startsWith('Redis answers again')).length, PATIENCE).toBe(1);
      expect(lines.filter((line) => line.startsWith('Redis does not answer')).length).toBe(1);
      desk.close();
      await first.close();
    });
  });
});
