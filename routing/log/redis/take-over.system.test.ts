/** Two servers under load, and what happens to the one that leads. */
import { silentLog, systemClock, systemRandom } from '#core';
import { hasRedis, type RedisServer, startRedis } from '#test/simulators/redis-server';
import { audit } from '#test/simulators/routing-nodes/audit';
import { type RoutingNode, startNode } from '#test/simulators/routing-nodes/start-node';
import { startProxy, type TcpProxy } from '#test/simulators/tcp-proxy';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openRedisRoutingLog } from './redis-routing-log.ts';

/** Of the issue. */
const TAKE_OVER_MS = 2_000;
const PATIENCE = { timeout: 30_000, interval: 20 };
const names = ['a', 'b'];
const agentsOf = (name: string) => Array.from({ length: 8 }, (_, index) => `${name}${index}`);
const settings = { agents: names.flatMap(agentsOf).map((id) => ({ id, skills: {}, queues: ['care'] })), queues: [{ id: 'care', ringTimeoutMs: 3_000, wrapUpMs: 20 }] };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

// Skipped only where Debian's redis-server is missing; npm test installs it when root.
describe.skipIf(!hasRedis)('two servers at one Redis', () => {
  let redis: RedisServer;
  let nodes: RoutingNode[] = [];
  let proxies: TcpProxy[] = [];
  let shards = 0;
  let shard = '';
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(() => redis?.stop());
  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    for (const proxy of proxies) proxy.close();
    [nodes, proxies] = [[], []];
  });

  /** Both at work, with more callers than agents; the one that leads first. */
  async function open() {
    shard = `t${shards++}`;
    proxies = await Promise.all(names.map(() => startProxy(redis.port)));
    const plan = { shard, settings, queue: 'care', callersPerSecond: 40, ringMs: 40, talkMs: 100, snapshots: { everyEntries: 500, everyMs: 60_000, keepEntries: 1e9 } };
    nodes = await Promise.all(names.map((name, index) => startNode({ ...plan, name, agents: agentsOf(name), url: `redis://127.0.0.1:${proxies[index]?.port}` })));
    await expect.poll(() => nodes.some((node) => node.leads()), PATIENCE).toBe(true);
    const leads = nodes.findIndex((node) => node.leads());
    const [leader, other, proxy] = [nodes[leads], nodes[1 - leads], proxies[leads]];
    if (!leader || !other || !proxy) throw new Error('no leader');
    for (const node of nodes) node.callers(true);
    await expect.poll(async () => (await other.report()).served, PATIENCE).toBeGreaterThan(10);
    return { leader, other, proxy };
  }

  /** How long until the other leads, and until nothing is held for the one that is gone. */
  async function takenOver(other: RoutingNode, gone: RoutingNode, since: number): Promise<{ leads: number; buried: number }> {
    const find = () => ({
      leads: other.said.find((each) => each.type === 'log' && each.message === 'this server leads the routing log')?.at,
      buried: other.said.find((each) => each.type === 'node.lost' && each.node === gone.node)?.at,
    });
    await expect.poll(() => find().leads !== undefined && find().buried !== undefined, PATIENCE).toBe(true);
    const { leads = 0, buried = 0 } = find();
    return { leads: leads - since, buried: buried - since };
  }

  async function entries() {
    const opened = await openRedisRoutingLog({ url: redis.url, shard, clock: systemClock, random: systemRandom, log: silentLog });
    if (!opened.ok) throw opened.fault;
    const all = await opened.value.read();
    await opened.value.close();
    return all;
  }

  /** No more callers: everybody who waits is served, and nothing was ever wrong. */
  async function allServed(...alive: readonly RoutingNode[]) {
    for (const node of alive) node.callers(false);
    for (const node of alive) {
      // Those on their way to the log come soon.
      await expect.poll(async () => (await node.report()).forgotten, PATIENCE).toEqual([]);
      await expect.poll(async () => (await node.report()).waiting, PATIENCE).toEqual([]);
      await expect.poll(async () => (await node.report()).counts, PATIENCE).toEqual({ waiting: 0, offered: 0, busy: 0 });
      expect((await node.report()).lost).toBe(0);
    }
    const seen = audit(await entries());
    expect(seen.wrong).toEqual([]);
    expect(seen.left).toBe(0);
    return seen;
  }

  const signedInAgain = (node: RoutingNode) => node.said.some((each) => each.type === 'log' && each.message.includes('has signed in again'));

  test('kill -9 of the leader: the other leads within 2 s, no caller of it is forgotten, nobody is reserved for ever', async () => {
    const { leader, other } = await open();
    const before = (await other.report()).served;
    const since = Date.now();
    leader.kill('SIGKILL');
    const took = await takenOver(other, leader, since);
    expect(took.leads).toBeLessThan(TAKE_OVER_MS);
    expect(took.buried).toBeLessThan(TAKE_OVER_MS);
    await pause(300);
    const seen = await allServed(other);
    expect((await other.report()).served).toBeGreaterThan(before);
    expect(seen.connected).toBeGreaterThan(30);
  });

  test('a leader that stands still (SIGSTOP) is followed by the other; awake again it writes nothing old and goes on with its callers', async () => {
    const { leader, other } = await open();
    const since = Date.now();
    leader.kill('SIGSTOP');
    const took = await takenOver(other, leader, since);
    expect(took.buried).toBeLessThan(TAKE_OVER_MS);
    await pause(300);
    leader.kill('SIGCONT');
    await expect.poll(() => signedInAgain(leader), PATIENCE).toBe(true);
    await expect.poll(() => leader.leads(), PATIENCE).toBe(false);
    expect(other.leads()).toBe(true);
    await allServed(leader, other);
  });

  test('a leader that is cut off from Redis is followed by the other; with the cable back it goes on with its callers', async () => {
    const { leader, other, proxy } = await open();
    const since = Date.now();
    proxy.cut();
    const took = await takenOver(other, leader, since);
    expect(took.buried).toBeLessThan(TAKE_OVER_MS);
    await expect.poll(() => leader.leads(), PATIENCE).toBe(false);
    await pause(300);
    proxy.heal();
    await expect.poll(() => signedInAgain(leader), PATIENCE).toBe(true);
    await allServed(leader, other);
  });

  test('Redis away for both: nobody is taken for gone, commands wait in order and go on', async () => {
    const { leader, other } = await open();
    redis.freeze();
    await pause(2_000);
    redis.thaw();
    await expect.poll(() => nodes.every((node) => node.said.some((each) => each.type === 'log' && each.message.startsWith('Redis answers again'))), PATIENCE).toBe(true);
    await allServed(leader, other);
    expect((await entries()).filter(({ command }) => command.type === 'node.lost' && nodes.some((node) => node.node === command.node))).toEqual([]);
  });
});
