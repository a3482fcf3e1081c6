import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { may, memoryPeople, openAccess, reach } from '#access';
import { startApi } from '#api';
import { type Log, silentLog, systemClock, systemRandom } from '#core';
import type { Role } from '#contract';
import type { ConsoleTask, Heard } from './live-push/consoles.ts';
import { BusyFloor } from './live-push/busy-floor.ts';

export const about = 'news from the server to 200 consoles, 1,000 agents and 500 calls at work  [--consoles N --agents N --calls N --seconds N --gather-ms N]';

/** Goal of today, ms from what happened to the console's socket. */
const GOAL_MS = 200;
const WARM_UP_S = 3;
const PASSWORD = 'correct horse battery staple';

/**
 * The API with its real gate, sessions, topics and sockets; the rooms behind it are simulated in the same process, so
 * that `serverCpuCores` holds the making of the rows, too. Floor rows wait `--gather-ms` before they are told, which
 * is part of what is measured. The consoles are another process: four of five are agents (own desk, words of the own
 * call), the others supervisors of ten teams and administrators (floor, words of two calls).
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { consoles: option, agents: option, calls: option, seconds: option, 'gather-ms': option } });
  const [consoles, agents, calls, seconds, gatherMs] = [values.consoles ?? 200, values.agents ?? 1_000, values.calls ?? 500, values.seconds ?? 15, values['gather-ms'] ?? 150].map(Number) as [number, number, number, number, number];
  const floor = new BusyFloor({ agents, calls, gatherMs });
  const log: Log = { ...silentLog, warn: (message, fields) => console.error(message, fields) };
  const doors = openAccess({ records: memoryPeople(), agents: (agent) => floor.facts(agent), cost: { memoryKiB: 8, passes: 1, lanes: 1 }, clock: systemClock, random: systemRandom, log });
  const started = await startApi({ host: '127.0.0.1', port: 0, token: 'bench', clock: systemClock, log, ports: floor.ports, desk: floor.desk, floor: floor.floor, access: { ...doors, may, reach } });
  if (!started.ok) throw started.fault;
  const api = started.value;
  const child = fork(join(import.meta.dirname, 'live-push', 'consoles.ts'));
  try {
    const tasks: ConsoleTask[] = [];
    for (let index = 0; index < consoles; index++) tasks.push(await taskOf(index, floor, doors));
    child.send({ url: api.url, tasks });
    await once(child, 'message');
    floor.start((message) => api.live.publish(message));
    await new Promise((resolve) => setTimeout(resolve, WARM_UP_S * 1000));
    child.send('measure');
    const cpu = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const { user, system } = process.cpuUsage(cpu);
    child.send('tell');
    const [heard] = (await once(child, 'message')) as [Heard];
    return figures({ heard, seconds, cores: (user + system) / 1e6 / seconds, connected: api.live.clients, gatherMs, agents, calls });
  } finally {
    floor.stop();
    child.kill();
    await api.close();
    doors.close();
  }
}

/** A person with a session, and what the page of such a person subscribes to. */
async function taskOf(index: number, floor: BusyFloor, doors: ReturnType<typeof openAccess>): Promise<ConsoleTask> {
  const role: Role = index % 5 !== 0 ? 'agent' : index % 50 === 0 ? 'administrator' : 'supervisor';
  const agent = floor.agentAt(index);
  const login = `p${index}`;
  const facts = role === 'agent' ? { agent } : { teams: [floor.teamAt(index / 5)] };
  const added = await doors.people.add({ login, name: login, role, password: PASSWORD, ...facts }, { id: 'terminal', address: '' });
  if (!added.ok) throw added.fault;
  const signedIn = await doors.sessions.signIn({ login, password: PASSWORD }, `10.0.0.${index}`);
  if (!signedIn.ok) throw signedIn.fault;
  const followed = role === 'agent' ? floor.callsOf([agent]) : floor.callsOfTeam(floor.teamAt(index / 5)).slice(0, 2);
  return { cookie: `huawu-session=${signedIn.value.token}`, topics: [role === 'agent' ? 'desk' : 'floor', ...followed.map((call) => `call:${call}`)] };
}

function figures({ heard, seconds, cores, connected, gatherMs, agents, calls }: { heard: Heard; seconds: number; cores: number; connected: number; gatherMs: number; agents: number; calls: number }): Record<string, unknown> {
  console.log('news    deliveries/s   p50 ms   p95 ms   p99 ms   longest ms');
  for (const [kind, { count, p50, p95, p99, longest }] of Object.entries(heard.kinds)) {
    console.log([kind.padEnd(7), (count / seconds).toFixed(0).padStart(12), ...[p50, p95, p99, longest].map((ms) => ms.toFixed(1).padStart(8))].join(' '));
  }
  const worst = Math.max(...Object.values(heard.kinds).map(({ p95 }) => p95));
  const round = (value: number) => Number(value.toFixed(3));
  console.log(`\n${connected} consoles, ${cores.toFixed(2)} cores, ${(heard.bytes / seconds / 125_000).toFixed(1)} Mbit/s, slowest news p95 ${worst.toFixed(0)} ms (${(worst / GOAL_MS).toFixed(2)} of the goal; ${gatherMs} ms of it is gathering)`);
  return {
    eventToClientP95Ms: round(worst),
    serverCpuCores: round(cores),
    goalMs: GOAL_MS,
    consoles: connected,
    agents,
    calls,
    gatherMs,
    messagesPerSecond: round(heard.messages / seconds),
    mbitPerSecond: round(heard.bytes / seconds / 125_000),
    ...Object.fromEntries(Object.entries(heard.kinds).map(([kind, { p95 }]) => [`${kind}P95Ms`, round(p95)])),
    refused: heard.refused,
  };
}
