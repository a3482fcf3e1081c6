import { initialRouting, route } from '#routing';
import { simulate } from '../routing/oracle/simulate.ts';
import type { Trial } from '../routing/oracle/trial.ts';

export const about = 'routing: millions of random commands with faults, each checked by a brute-force oracle (arguments: millions, first seed)';

/** Commands of one random day. */
const DAY = 2_000;

/** Stops with an error at the first broken promise: its seed and a shortened script. */
export function run([millions = '1', first = '1']: readonly string[]): Promise<Record<string, unknown>> {
  const wanted = Number(millions) * 1e6;
  const began = performance.now();
  let commands = 0;
  let seed = Number(first);
  const tally: Record<string, number> = {};
  for (; commands < wanted; seed++) {
    const trial = simulate(seed, DAY);
    commands += trial.log.length;
    replaysTheSame(trial, seed);
    for (const [name, n] of Object.entries(trial.world.tally)) tally[name] = (tally[name] ?? 0) + n;
  }
  for (const [name, n] of Object.entries(tally).sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${name.padEnd(28)} ${n}`);
  const seconds = (performance.now() - began) / 1000;
  return Promise.resolve({ commands, seeds: seed - Number(first), brokenPromises: 0, commandsPerSecond: Math.round(commands / seconds) });
}

/** The log, decided again from an empty machine without the take-overs from snapshots, tells the same. */
function replaysTheSame({ log, events }: Trial, seed: number): void {
  let state = initialRouting({ agents: [], queues: [] });
  let told = 0;
  for (const { at, command } of log) {
    const turn = route(state, command, at);
    state = turn.state;
    for (const event of turn.events) {
      if (JSON.stringify(event) !== JSON.stringify(events[told++])) throw new Error(`seed ${seed}: event ${told} is another one on replay`);
    }
  }
}
