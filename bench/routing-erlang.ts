import { erlangA, erlangC } from '#statistics';
import { batchMeans, controlled, estimate } from './routing-erlang/batches.ts';
import { runLine } from './routing-erlang/waiting-line.ts';

export const about = 'routing: waits at the real machine against the Erlang C and A formulas (argument: share of the samples, default 1)';

const AGENTS = 5;
const HANDLE_SECONDS = 180;
/** Many where hardly anybody waits, and where waits hang together for long. */
const CASES = [
  { load: 0.6, samples: 2_000_000 },
  { load: 0.7, samples: 1_500_000 },
  { load: 0.8, samples: 1_000_000 },
  { load: 0.9, samples: 1_000_000 },
  { load: 0.95, samples: 1_500_000 },
] as const;
const IMPATIENT = [
  { load: 0.8, patienceSeconds: 180, samples: 1_500_000 },
  { load: 0.95, patienceSeconds: 120, samples: 800_000 },
  { load: 1.2, patienceSeconds: 120, samples: 600_000 },
] as const;

/**
 * M/M/5 and M/M/5+M: mean wait of all who come, against the formula. Without giving up the estimate is freed of luck by the
 * wait of the same arrivals at one fast server (M/M/1), whose mean is known exactly; the plain mean is printed beside it.
 */
export function run([share = '1']: readonly string[]): Promise<Record<string, unknown>> {
  const began = performance.now();
  let worst = 0;
  let commands = 0;
  let samples = 0;
  const line = (model: string, load: number, formula: number, found: number, half: number, plain: number) => {
    const error = Math.abs(found / formula - 1);
    worst = Math.max(worst, error);
    console.log(
      `${model}  ρ ${load.toFixed(2)}  formula ${formula.toFixed(2)} s  machine ${found.toFixed(2)} s ± ${((100 * half) / formula).toFixed(2)} %  error ${(100 * error).toFixed(2)} %  (plain mean ${plain.toFixed(2)} s)`,
    );
  };
  for (const [i, { load, samples: all }] of CASES.entries()) {
    const spec = specOf(load, Math.round(all * Number(share)), 101 + 10 * i);
    const { waits, fastServerWaits, commands: sent } = runLine(spec);
    const plain = estimate(batchMeans(waits));
    const fast = ((load / (1 - load)) * HANDLE_SECONDS * 1000) / AGENTS;
    const better = controlled(batchMeans(waits), batchMeans(fastServerWaits), fast);
    line('Erlang C', load, erlangC(loadOf(load)).meanWaitSeconds, better.mean / 1000, better.half / 1000, plain.mean / 1000);
    commands += sent;
    samples += spec.arrivals;
  }
  for (const [i, { load, patienceSeconds, samples: all }] of IMPATIENT.entries()) {
    const spec = { ...specOf(load, Math.round(all * Number(share)), 201 + 10 * i), patience: patienceSeconds * 1000 };
    const { waits, gaveUp, commands: sent } = runLine(spec);
    const found = estimate(batchMeans(waits));
    const formula = erlangA({ ...loadOf(load), patienceSeconds });
    line('Erlang A', load, formula.meanWaitSeconds, found.mean / 1000, found.half / 1000, found.mean / 1000);
    console.log(`           gave up: formula ${(100 * formula.abandoned).toFixed(2)} %, machine ${(100 * estimate(batchMeans(gaveUp)).mean).toFixed(2)} %`);
    commands += sent;
    samples += spec.arrivals;
  }
  const seconds = (performance.now() - began) / 1000;
  return Promise.resolve({ maxRelativeError: Math.round(worst * 1e5) / 1e5, samples, commands, seconds: Math.round(seconds) });
}

const loadOf = (load: number) => ({ arrivalsPerHour: (load * AGENTS * 3_600) / HANDLE_SECONDS, handleSeconds: HANDLE_SECONDS, agents: AGENTS });

function specOf(load: number, arrivals: number, seed: number) {
  return { seed, arrivals, agents: AGENTS, betweenArrivals: (HANDLE_SECONDS * 1000) / (load * AGENTS), handling: HANDLE_SECONDS * 1000 };
}
