import { simulate } from '../routing/oracle/simulate.ts';

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
    const { log, world } = simulate(seed, DAY);
    commands += log.length;
    for (const [name, n] of Object.entries(world.tally)) tally[name] = (tally[name] ?? 0) + n;
  }
  for (const [name, n] of Object.entries(tally).sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${name.padEnd(28)} ${n}`);
  const seconds = (performance.now() - began) / 1000;
  return Promise.resolve({ commands, seeds: seed - Number(first), brokenPromises: 0, commandsPerSecond: Math.round(commands / seconds) });
}
