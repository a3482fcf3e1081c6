import type { CallSeconds } from '#core';
import type { AgitationAlert, AgitationPolicy, FoundBy } from '../model.ts';

/** However the policy is written: one peak is no alert. */
const LEAST_WINDOWS = 2;
/** After a silence of this speaker for so long the run begins anew, s. */
const FORGETS_AFTER: CallSeconds = 60;

/** What happened so far, of one speaker. */
export interface Persistence {
  /** Moving average. */
  readonly average: number;
  /** Windows in a row at which the average was high. */
  readonly run: number;
  /** Of them, those that were high by themselves. */
  readonly high: number;
  readonly runFrom: CallSeconds;
  readonly lastTo: CallSeconds;
  /** Voice and words each were seen in the run. */
  readonly seen: readonly FoundBy[];
  /** No alert before. */
  readonly quietUntil: CallSeconds;
  /** This run was told. */
  readonly told: boolean;
}

export const firstPersistence: Persistence = { average: 0, run: 0, high: 0, runFrom: 0, lastTo: 0, seen: [], quietUntil: -Infinity, told: false };

interface Measured {
  readonly from: CallSeconds;
  readonly to: CallSeconds;
  readonly raw: number;
  readonly by: FoundBy;
}

/**
 * RULES.md §7: a moving average, so many windows in a row, then quiet for a while; one alert for each time it rises.
 *
 *    calm ──average ≥ from──▶ rising ──`windows` in a row, two high themselves──▶ told ──average < from──▶ calm
 *                               └────────────average < from──────────▶ calm
 */
export function persist(state: Persistence, { from, to, raw, by }: Measured, policy: AgitationPolicy): { readonly state: Persistence; readonly alert?: Omit<AgitationAlert, 'speaker'> } {
  const { smoothing, alerts } = policy;
  const average = smoothing * raw + (1 - smoothing) * state.average;
  const bound = alerts?.from ?? 1.01;
  const quiet = { ...state, average, lastTo: to, run: 0, high: 0, seen: [], told: false };
  if (!alerts || average < bound) return { state: quiet };
  const goesOn = state.run > 0 && from - state.lastTo < FORGETS_AFTER;
  const before = goesOn ? state : { ...quiet, runFrom: from };
  const next: Persistence = { ...before, average, lastTo: to, run: before.run + 1, high: before.high + (raw >= bound ? 1 : 0), seen: [...new Set([...before.seen, by])] };
  const enough = next.run >= Math.max(LEAST_WINDOWS, alerts.windows) && next.high >= LEAST_WINDOWS;
  if (!enough || next.told || to < next.quietUntil) return { state: next };
  const { runFrom, run, seen } = next;
  const found: FoundBy = seen.includes('both') || seen.length > 1 ? 'both' : by;
  const alert = { severity: alerts.severity, at: to, from: runFrom, value: average, windows: run, by: found };
  return { state: { ...next, told: true, quietUntil: to + alerts.cooldownSeconds }, alert };
}
