/** Servers at a real Redis: found, linked, told; strangers kept out; what a lost one kept is gone. */
import { silentLog, systemClock as clock, systemRandom as random } from '#core';
import { hasRedis, type RedisServer, startRedis } from '#test/simulators/redis-server';
import { eventually } from '#test/system/parts/eventually';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, openCluster } from './index.ts';

// Skipped only where Debian's redis-server is missing; npm test installs it when root.
describe.skipIf(!hasRedis)('servers with one Redis', () => {
  let redis: RedisServer;
  const opened: Cluster[] = [];
  beforeAll(async () => {
    redis = await startRedis('--requirepass', 'sesame');
  });
  afterAll(async () => {
    await Promise.all(opened.map((each) => each.close()));
    await redis?.stop();
  });

  async function join(node: string, secret?: string): Promise<Cluster> {
    const url = redis.url.replace('redis://', 'redis://:sesame@');
    const cluster = await openCluster({ node, server: `server-${node}`, redis: { url, shard: 'main' }, ...(secret ? { secret } : {}), listen: { host: '127.0.0.1', port: 0 }, advertise: '127.0.0.1', clock, log: silentLog, random });
    if (!cluster.ok) throw cluster.fault;
    opened.push(cluster.value);
    return cluster.value;
  }

  test('find and link each other, tell each other in order, and see what each one keeps until it goes', async () => {
    const [one, two] = await Promise.all([join('one'), join('two')]);
    expect([await one.reach('two'), await two.reach('one')]).toEqual([true, true]);
    const heard: unknown[] = [];
    two.heard.on(({ node, topic, body }) => heard.push([node, topic, body]));
    for (const body of [1, { text: '\u4f60\n' }]) one.tell('two', 'x', body);
    await eventually('both', () => heard.length === 2);
    expect(heard).toEqual([['one', 'x', 1], ['one', 'x', { text: '\u4f60\n' }]]);
    await one.facts.put('phone/1', 'a');
    expect(await two.facts.find('phone/1')).toEqual([{ node: 'one', value: 'a' }]);
    await eventually('the copy', () => two.facts.known('phone/1').length === 1);
    const parted: string[] = [];
    two.parted.on((node) => parted.push(node));
    await one.close();
    await eventually('gone', async () => parted.length === 1 && (await two.facts.find('phone/1')).length === 0);
  });

  test('do not talk to one with another secret, nor take a wrong password for Redis away silently', async () => {
    const [three, stranger] = await Promise.all([join('three'), join('a-stranger', 'another secret altogether')]);
    await eventually('seen', () => three.members.some(({ node }) => node === 'a-stranger'));
    expect([await stranger.reach('three'), three.tell('a-stranger', 'x', 1)]).toEqual([false, false]);
    expect(three.health().unlinked).toContain('server-a-stranger');
    const wrong = await openCluster({ node: 'w', server: 'w', redis: { url: redis.url.replace('redis://', 'redis://:wrong@'), shard: 'main' }, listen: { host: '127.0.0.1', port: 0 }, advertise: '127.0.0.1', clock, log: silentLog, random });
    expect(wrong.ok ? '' : wrong.fault.message).toContain('WRONGPASS');
  });
});
