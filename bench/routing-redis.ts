import { parseArgs } from 'node:util';
import { hasRedis, startRedis } from '#test/simulators/redis-server';
import { type RoutingNode, startNode } from '#test/simulators/routing-nodes/start-node';

export const about = 'routing shared by two servers through Redis: commands at 2,000/s, take-over after kill -9  [--rate N --seconds N --agents N]';

/** Of the issue: at 2,000 commands/s, ms. */
const GOAL = { p99Ms: 20, takeOverMs: 2_000 };
/** A caller who is served: enqueue, answered, ended. */
const COMMANDS_PER_CALLER = 3;
const WARM_UP_MS = 3_000;
const TIMES_KILLED = 3;
const PATIENCE_MS = 30_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Two processes and a Redis of their own (append-only file as in production). Callers come to both, any agent of either may be
 * offered any of them. A command is timed from `send` to when the same server has decided it and told its listeners. Then
 * the leader is killed, several times: until the other leads, and until nothing is held for the one that is gone.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  if (!hasRedis) throw new Error('redis-server is not installed (apt install redis-server)');
  const { values } = parseArgs({ args: [...args], options: { rate: { type: 'string', default: '2100' }, seconds: { type: 'string', default: '10' }, agents: { type: 'string', default: '400' } } });
  const redis = await startRedis('--appendonly', 'yes', '--appendfsync', 'everysec');
  try {
    const setup = { url: redis.url, perNode: Number(values.agents) / 2, callersPerSecond: Number(values.rate) / COMMANDS_PER_CALLER / 2 };
    const steady = await measureSteady(setup, Number(values.seconds));
    const takeOvers = [];
    for (let round = 0; round < TIMES_KILLED; round++) takeOvers.push(await measureTakeOver(setup, round));
    return figures(steady, takeOvers);
  } finally {
    await redis.stop();
  }
}

interface Setup {
  readonly url: string;
  readonly perNode: number;
  readonly callersPerSecond: number;
}

async function openNodes({ url, perNode, callersPerSecond }: Setup, shard: string): Promise<RoutingNode[]> {
  const agentsOf = (name: string) => Array.from({ length: perNode }, (_, index) => `${name}${index}`);
  const names = ['a', 'b'];
  const settings = { agents: names.flatMap(agentsOf).map((id) => ({ id, skills: {}, queues: ['care'] })), queues: [{ id: 'care', ringTimeoutMs: 15_000, wrapUpMs: 50 }] };
  const plan = { url, shard, settings, queue: 'care', callersPerSecond, ringMs: 50, talkMs: 200 };
  const nodes = await Promise.all(names.map((name) => startNode({ ...plan, name, agents: agentsOf(name) })));
  for (const node of nodes) node.callers(true);
  await pause(WARM_UP_MS);
  return nodes;
}

async function measureSteady(setup: Setup, seconds: number): Promise<{ rate: number; latencies: number[] }> {
  const nodes = await openNodes(setup, 'steady');
  for (const node of nodes) await node.report();
  const began = performance.now();
  await pause(seconds * 1000);
  const reports = await Promise.all(nodes.map((node) => node.report()));
  const elapsed = (performance.now() - began) / 1000;
  await Promise.all(nodes.map((node) => node.stop()));
  const latencies = reports.flatMap((report) => report.latencies).sort((a, b) => a - b);
  return { rate: latencies.length / elapsed, latencies };
}

async function measureTakeOver(setup: Setup, round: number): Promise<{ leads: number; buried: number }> {
  const nodes = await openNodes(setup, `kill-${round}`);
  const leader = nodes.find((node) => node.leads());
  const other = nodes.find((node) => node !== leader);
  if (!leader || !other) throw new Error('nobody leads');
  const since = Date.now();
  leader.kill('SIGKILL');
  const deadline = since + PATIENCE_MS;
  for (;;) {
    const leads = other.said.find((each) => each.type === 'log' && each.message === 'this server leads the routing log')?.at;
    const buried = other.said.find((each) => each.type === 'node.lost' && each.node === leader.node)?.at;
    if (leads !== undefined && buried !== undefined) {
      await other.stop();
      return { leads: leads - since, buried: buried - since };
    }
    if (Date.now() > deadline) throw new Error('nobody took over');
    await pause(5);
  }
}

function figures({ rate, latencies }: { rate: number; latencies: readonly number[] }, takeOvers: readonly { leads: number; buried: number }[]): Record<string, unknown> {
  const at = (share: number) => Number((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN).toFixed(2));
  const worst = Math.max(...takeOvers.map(({ leads, buried }) => Math.max(leads, buried)));
  console.log('commands/s   p50 ms   p99 ms   longest ms');
  console.log([rate.toFixed(0).padStart(10), ...[0.5, 0.99, 1].map((share) => String(at(share)).padStart(8))].join(' '));
  console.log('\nkilled   another leads after ms   nothing held any more after ms');
  takeOvers.forEach(({ leads, buried }, index) => console.log(`${String(index + 1).padStart(6)} ${String(leads).padStart(20)} ${String(buried).padStart(25)}`));
  console.log(`\np99 is ${(at(0.99) / GOAL.p99Ms).toFixed(2)} of the goal, the slowest take-over ${(worst / GOAL.takeOverMs).toFixed(2)} of it`);
  return { commandsPerSecond: Math.round(rate), p99Ms: at(0.99), takeOverMs: worst, p50Ms: at(0.5), leadsAfterMs: Math.max(...takeOvers.map(({ leads }) => leads)), timed: latencies.length };
}
