import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type LoggedCommand, route, routingFrom, type RoutingState, snapshotOf } from '#routing';
import { Day } from './routing/day.ts';
import { Floor } from './routing/floor.ts';

export const about = 'routing machine: 10,000 agents, 100,000 waiting, 200 skills; commands/s on one core, p50 and p99, bytes per contact, the curve 1k/10k/100k';

const AGENTS = 10_000;
const CURVE = [1_000, 10_000, 100_000] as const;
const COMMANDS = 100_000;

interface Point {
  readonly waiting: number;
  readonly commandsPerSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly maxUs: number;
  readonly eventsPerCommand: number;
  readonly bytesPerContact: number;
}

/**
 * Each point on a machine of its own: filled, warmed up, then measured twice over the same commands: each command by the clock on
 * the wall (p50, p99: other work on the machine counts), and all together by the time of the core.
 */
export function run(): Promise<Record<string, unknown>> {
  const points = CURVE.map(measure);
  const last = points.at(-1);
  const first = points[0];
  const growth = last && first ? Math.round((first.commandsPerSecond / last.commandsPerSecond) * 100) / 100 : 0;
  return Promise.resolve({ commandsPerSecond: last?.commandsPerSecond, p50Us: last?.p50Us, p99Us: last?.p99Us, bytesPerContact: last?.bytesPerContact, costGrowth1kTo100k: growth });
}

function measure(waiting: number): Point {
  const day = new Day(new Floor(AGENTS));
  day.fill(0);
  day.fill(1);
  const before = heapBytes();
  day.fill(waiting);
  const bytesPerContact = Math.round((heapBytes() - before) / waiting);
  day.work(COMMANDS / 2, waiting);
  const twin = routingFrom(snapshotOf(day.state));
  day.work(COMMANDS, waiting);
  const times = Float64Array.from(day.times).sort();
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  const point: Point = {
    waiting: day.waiting,
    commandsPerSecond: Math.round(COMMANDS / coreSeconds(twin, day.done)),
    p50Us: at(0.5),
    p99Us: at(0.99),
    maxUs: Math.round(times.at(-1) ?? 0),
    eventsPerCommand: Math.round((day.events / times.length) * 100) / 100,
    bytesPerContact,
  };
  console.log(
    `${String(point.waiting).padStart(7)} waiting   ${String(point.commandsPerSecond).padStart(7)} commands/s   p50 ${point.p50Us.toFixed(2)} µs   p99 ${point.p99Us.toFixed(2)} µs   max ${point.maxUs} µs   ${point.eventsPerCommand} events/command   ${point.bytesPerContact} bytes/contact`,
  );
  return point;
}

/** Seconds of a core that the same commands take when nothing else is done: the time of this thread, whoever else wants the core. */
function coreSeconds(from: RoutingState, commands: readonly LoggedCommand[]): number {
  const before = process.threadCpuUsage();
  let state = from;
  for (const { command, at } of commands) state = route(state, command, at).state;
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}
