/** PORT. What is kept of quality beside reviews: analyses of calls, samples, calibrations, coaching notes. The store does not look into bodies. */
import type { CallId, EpochMillis } from '#core';
import type { CallSummary, TimelineEvent } from '../port.ts';
import type { StoredCorrection } from '../reviews/port.ts';

/** A call that a plan asks for. */
export interface SampleDraw {
  readonly plan: string;
  readonly callId: CallId;
  readonly agent: string;
  readonly period: string;
  readonly lot: number;
  readonly quota?: number;
  readonly reason: unknown;
  /** Login. */
  readonly reviewer?: string;
  readonly at: EpochMillis;
}

export interface StoredSample extends SampleDraw {
  readonly summary: CallSummary;
  /** Among those of plan, agent and period: begun reviews first, then by lot; 1, 2, 3 … */
  readonly place: number;
  /** Status of the main review. */
  readonly status?: string;
  readonly score?: number;
  readonly automatic?: number;
}

export interface SampleQuery {
  readonly limit: number;
  readonly plan?: string;
  /** Login; also calls that nobody was given. */
  readonly reviewer?: string;
  readonly agents?: readonly string[];
  readonly state?: 'open' | 'begun' | 'done';
}

/** A sampling plan made on the console; the store does not look into it. */
export interface StoredPlan {
  readonly id: string;
  readonly body: unknown;
  /** Draws no more; its name is still told. */
  readonly removed: boolean;
}

export interface StoredCalibration {
  readonly id: string;
  readonly createdAt: EpochMillis;
  readonly closedAt?: EpochMillis;
  readonly body: unknown;
}

export interface StoredNote {
  readonly id: string;
  readonly callId: CallId;
  readonly agent: string;
  readonly writtenAt: EpochMillis;
  readonly seenAt?: EpochMillis;
  readonly body: unknown;
}

/** An ended call with all that its analysis is made of. */
export interface AnalysableCall {
  readonly summary: CallSummary;
  /** Words, alerts and verdicts, in their order; where rules gave no verdict, all that they could be given by. */
  readonly events: readonly Omit<TimelineEvent, 'callId' | 'at'>[];
  readonly corrections: readonly StoredCorrection[];
  /** The scorecards in force when it began; undefined before any was kept. */
  readonly forms: unknown;
}

/** What was derived from a call, with the plans that ask for it. */
export interface NewAnalysis {
  readonly call: CallId;
  readonly score?: number;
  readonly body: unknown;
  readonly draws: readonly SampleDraw[];
}

export interface QualityStore {
  /** Keeps the scorecards of now, when they are not those kept last. */
  keepForms(forms: unknown, since: EpochMillis): Promise<void>;
  /** Those in force then; before the first, the first. */
  formsAt(at: EpochMillis): Promise<unknown>;
  /** Ended calls without an analysis, the newest first. */
  unanalysed(limit: number): Promise<readonly CallId[]>;
  /** These calls, those that have ended; one question for all of them. */
  analysable(calls: readonly CallId[]): Promise<readonly AnalysableCall[]>;
  /** Replaces what was derived from these calls before, all or none; samples given by hand stay with whom they were given to. */
  keepAnalyses(analyses: readonly NewAnalysis[]): Promise<void>;
  analysis(call: CallId): Promise<unknown>;
  /** Deletes what was derived from calls that began in [from, until), or from these calls; how many. */
  forget(which: { readonly calls?: readonly CallId[]; readonly from?: EpochMillis; readonly until?: EpochMillis }): Promise<number>;
  keepModelSummary(call: CallId, body: unknown): Promise<void>;
  modelSummary(call: CallId): Promise<unknown>;
  /** The newest first. */
  samples(query: SampleQuery): Promise<readonly StoredSample[]>;
  /** Gives a drawn call to a reviewer; false when the plan did not draw it. */
  give(plan: string, call: CallId, reviewer: string): Promise<boolean>;
  /** By their ids, removed ones, too. */
  plans(): Promise<readonly StoredPlan[]>;
  /** Keeps a new plan, or changes one. */
  keepPlan(id: string, body: unknown): Promise<void>;
  /** The plan draws no more, and what it drew is forgotten but for calls that were given to somebody or begun; false when there is none. */
  removePlan(id: string, at: EpochMillis): Promise<boolean>;
  /** The newest first. */
  calibrations(which?: 'open'): Promise<readonly StoredCalibration[]>;
  calibration(id: string): Promise<StoredCalibration | undefined>;
  addCalibration(calibration: StoredCalibration): Promise<void>;
  /** False when it is closed already or there is none. */
  closeCalibration(id: string, at: EpochMillis): Promise<boolean>;
  addNote(note: StoredNote): Promise<void>;
  note(id: string): Promise<StoredNote | undefined>;
  removeNote(id: string): Promise<void>;
  seeNote(id: string, at: EpochMillis): Promise<void>;
  notesOf(which: { readonly call: CallId } | { readonly agent: string }): Promise<readonly StoredNote[]>;
}
