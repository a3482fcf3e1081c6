/** Two whole servers at one Redis. */
import { hasRedis, type RedisServer, startRedis } from '#test/simulators/redis-server';
import { SimPhone } from '#test/simulators/phone/index';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { agent, writeCompany } from '#test/system/parts/company';
import { rtpPorts } from '#test/system/parts/free-port';
import { agentState, untilAgent } from '#test/system/parts/timeline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const SALES = '5001';
const PASSWORD = 'a-phone-of-the-tests';
const PATIENCE = { timeout: 30_000, interval: 50 };

// Skipped only where Debian's redis-server is missing; npm test installs it when root.
describe.skipIf(!hasRedis)('two servers with one Redis', () => {
  let redis: RedisServer;
  let servers: ServerProcess[] = [];
  const phones: SimPhone[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    const { file } = writeCompany({ agents: [agent('anna', '1001', { queues: ['sales'] }), agent('bo', '1002', { queues: ['sales'] })], queues: [{ id: 'sales', number: SALES, ringSeconds: 20, wrapUpSeconds: 0 }] });
    const start = () => startServerProcess({ config: file, env: { HUAWU_RTP_PORTS: rtpPorts(), REDIS_URL: redis.url, HUAWU_HTTPS_PORT: '0' } });
    servers = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all(phones.map((phone) => phone.close()));
    await Promise.all(servers.map((server) => server.stop()));
    await redis?.stop();
  });

  async function phoneAt(server: ServerProcess, user: string): Promise<SimPhone> {
    const phone = await SimPhone.open(server.sip, user);
    phones.push(phone);
    return phone;
  }

  const waiting = async (server: ServerProcess) => ((await server.get('/api/queues')).body as { queues: { waiting: number }[] }).queues[0]?.waiting;

  test('see one queue and the same agents; a caller is connected to an agent of the same server, whoever came first', async () => {
    const [a, b] = servers as [ServerProcess, ServerProcess];
    const atA = await phoneAt(a, '13900139001');
    const first = await atA.call(SALES);
    await expect.poll(() => waiting(b), PATIENCE).toBe(1);
    const anna = await phoneAt(b, '1001');
    const rung: string[] = [];
    anna.onRing = (ring) => void ring.answer().then(() => rung.push('anna'));
    expect(await anna.register(PASSWORD)).toBe(200);
    await untilAgent(a, 'anna', 'ready');
    const atB = await phoneAt(b, '13900139002');
    const second = await atB.call(SALES);
    await untilAgent(a, 'anna', 'busy');
    expect(await waiting(a)).toBe(1);
    const bo = await phoneAt(a, '1002');
    bo.onRing = (ring) => void ring.answer().then(() => rung.push('bo'));
    expect(await bo.register(PASSWORD)).toBe(200);
    await untilAgent(b, 'bo', 'busy');
    expect(rung).toEqual(['anna', 'bo']);
    expect(await waiting(b)).toBe(0);
    await second.hangUp();
    await first.hangUp();
    for (const id of ['anna', 'bo']) await untilAgent(a, id, 'ready');
  });

  test('a server that is killed takes its agents along; the other serves its own', async () => {
    const [a, b] = servers as [ServerProcess, ServerProcess];
    b.process.kill('SIGKILL');
    await untilAgent(a, 'anna', 'offline');
    expect(await agentState(a, 'bo')).toMatchObject({ state: 'ready' });
    const call = await (await phoneAt(a, '13900139003')).call(SALES);
    await untilAgent(a, 'bo', 'busy');
    await call.hangUp();
    await untilAgent(a, 'bo', 'ready');
  });
});
