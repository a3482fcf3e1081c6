import type { EpochMillis, Millis } from '#core';
import type { TicketPriority, TicketState } from '../model.ts';
import type { BusinessTime } from './business-time.ts';

export const CLOCK_KINDS = ['first-response', 'next-response', 'resolution'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** How fast tickets are to be answered and resolved. The first that fits a ticket counts. */
export interface SlaPolicy {
  readonly id: string;
  /** Empty = all. */
  readonly templates: readonly string[];
  readonly priorities: readonly TicketPriority[];
  readonly tiers: readonly string[];
  readonly queues: readonly string[];
  /** Time that counts; a kind without one has no clock. */
  readonly targets: Readonly<Partial<Record<ClockKind, Millis>>>;
  /** Name of business hours; absent = round the clock. */
  readonly hours?: string;
  /** Share of the target at which it warns, 0–1. */
  readonly warnAt: number;
  readonly pauseIn: readonly TicketState[];
}

/** Nobody did anything with a new or open ticket for so long. */
export interface UntouchedRule {
  readonly afterMs: Millis;
  readonly hours?: string;
  readonly raise: boolean;
}

/** What the configuration says of clocks. */
export interface ClockWorld {
  readonly policies: readonly SlaPolicy[];
  readonly hours: ReadonlyMap<string, BusinessTime>;
  readonly untouched?: UntouchedRule;
  /** Fingerprint of all this: with another one, tickets get other times. */
  readonly version?: string;
}

/**
 * ```
 *  running ──warnAt──▶ warned ──dueAt──▶ breached
 *     │ ▲ pause           └──── met ◀────────┘ (late)
 *     ▼ │
 *   paused
 * ```
 */
export interface TicketClock {
  readonly kind: ClockKind;
  /** Counts the clocks of this kind, from 1. */
  readonly n: number;
  readonly policy: string;
  readonly targetMs: Millis;
  readonly startedAt: EpochMillis;
  /** Time that counted until it last stopped. */
  readonly spentMs: Millis;
  /** Absent while it is paused or over. */
  readonly runningSince?: EpochMillis;
  readonly warnAt?: EpochMillis;
  readonly dueAt?: EpochMillis;
  /** Told once each. */
  readonly warnedAt?: EpochMillis;
  readonly breachedAt?: EpochMillis;
  readonly metAt?: EpochMillis;
}

export type ClockState = 'running' | 'warned' | 'breached' | 'paused' | 'met' | 'missed';

/** `missed`: met, but late. */
export function clockState({ metAt, breachedAt, warnedAt, runningSince }: TicketClock): ClockState {
  if (metAt !== undefined) return breachedAt === undefined ? 'met' : 'missed';
  if (breachedAt !== undefined) return 'breached';
  if (runningSince === undefined) return 'paused';
  return warnedAt === undefined ? 'running' : 'warned';
}
