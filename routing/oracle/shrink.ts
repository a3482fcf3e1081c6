import type { LoggedCommand } from '../port.ts';
import { Trial } from './trial.ts';

/** Runs spent on making a failing script shorter. */
const MOST_RUNS = 3_000;

/** What goes wrong when the script runs, without the names in it; undefined: nothing. */
export function failureOf(script: readonly LoggedCommand[]): string | undefined {
  const trial = new Trial();
  try {
    for (const { at, command } of script) trial.feed(at, command);
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replaceAll(/[a-z]?\d[\w.@]*/gi, '…');
  }
}

/** A shorter script with the same failure: leaves out ever smaller pieces while it still fails. */
export function shrink(script: readonly LoggedCommand[]): readonly LoggedCommand[] {
  const wanted = failureOf(script);
  let short = script;
  let runs = 0;
  if (wanted === undefined) return short;
  for (let piece = Math.ceil(short.length / 2); piece >= 1; piece = piece === 1 ? 0 : Math.ceil(piece / 2)) {
    for (let from = 0; from < short.length && runs < MOST_RUNS; ) {
      const less = [...short.slice(0, from), ...short.slice(from + piece)];
      runs++;
      if (failureOf(less) === wanted) short = less;
      else from += piece;
    }
  }
  return short;
}
