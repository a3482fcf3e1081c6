/** Two servers at one Redis and one database offer the same tickets, and any of them takes the answer. */
import { EditableSettings, parseConfig } from '#config';
import { Scope, silentLog, systemClock, systemRandom } from '#core';
import { createRoutingDesk, openRedisRoutingLog } from '#routing';
import { MemoryTickets, STANDARD_TEMPLATES, TicketDesk } from '#tickets';
import { hasRedis, type RedisServer, startRedis } from '#test/simulators/redis-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routingSettings } from '../settings/routing-settings.ts';
import { openPush } from './open-push.ts';

const [AGENTS, EACH] = [10, 20];
const ids = Array.from({ length: AGENTS }, (_, n) => `a${n}`);
const config = parseConfig(`version: 1
agents: [${ids.map((id, n) => `{id: ${id}, name: A, extension: '10${n}', queues: [care]}`).join(', ')}]
queues: [{id: care, name: Care}]
tickets: {push: {enabled: true, capacity: ${EACH}}}
`, '/etc/huawu/site.yaml', {});
const records = new MemoryTickets();
const world = { templates: STANDARD_TEMPLATES, queue: 'care', queues: ['care'], agents: ids };

let redis: RedisServer;
beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterAll(() => redis?.stop());

async function open(node: string) {
  if (!config.ok) throw config.fault;
  const settings = new EditableSettings(config.value);
  const log = await openRedisRoutingLog({ url: redis.url, shard: 'offers', node, clock: systemClock, random: systemRandom, log: silentLog });
  if (!log.ok) throw log.fault;
  const routing = createRoutingDesk({ settings: routingSettings(settings.now), log: log.value, clock: systemClock });
  await routing.settled();
  const desk = new TicketDesk({ records, world: () => world, clock: systemClock, random: systemRandom, remembered: 0 });
  const scope = new Scope();
  const push = openPush(settings, desk, { tickets: records } as never, routing, { clock: systemClock, log: silentLog }, scope);
  return { routing, desk, push, log: log.value, scope };
}
type Side = Awaited<ReturnType<typeof open>>;

const work = ({ routing }: Side, agent: string) => routing.aside(agent, 'ticket').work;
const held = (side: Side) => ids.flatMap((agent) => work(side, agent).filter(({ phase }) => phase === 'connected').map(({ contact }) => `${contact} ${agent}`)).toSorted();
const kept = () => [...records.tickets.values()].map(({ id, assignee }) => `ticket:${id} ${assignee}`).toSorted();

/** Both servers accept whatever they see offered, at the same time. */
async function acceptAll(sides: readonly Side[]): Promise<void> {
  await Promise.all(ids.flatMap((agent) => sides.map(async (side) => {
    const offer = work(side, agent).find(({ phase }) => phase === 'offered');
    if (offer) await side.push.accept(agent, offer.contact.slice('ticket:'.length), agent);
  })));
}

// Skipped only where Debian's redis-server is missing; npm test installs it when root.
test.skipIf(!hasRedis)('each ticket goes to one agent, as many as fit, and both servers know it', async () => {
  const sides = [await open('a'), await open('b')] as const;
  for (const agent of ids) sides[0].routing.send({ type: 'agent.online', agent, ready: true });
  for (let n = 0; n < AGENTS * EACH; n++) expect((await sides[n % 2 === 0 ? 0 : 1].desk.create({ template: 'consultation', subject: `t${n}`, queue: 'care' }, { by: 'token', lenient: true })).ok).toBe(true);
  await expect
    .poll(async () => {
      await acceptAll(sides);
      return [...records.tickets.values()].filter(({ assignee }) => assignee === undefined).length;
    }, { timeout: 60_000, interval: 5 })
    .toBe(0);
  for (const side of sides) await expect.poll(() => held(side), { timeout: 30_000 }).toEqual(kept());
  for (const agent of ids) expect(work(sides[0], agent).length).toBe(EACH);
  for (const { scope, routing, log } of sides) {
    scope.end('over');
    routing.close();
    await log.close();
  }
});
