import { type Clock, type EpochMillis, Fault, failed, ok, type Random, type Result } from '#core';
import type { CallQuality, CallSummaries, CoachingNote, DrawReason, QueuedCall, Text } from '#contract';
import type { QualityStore, ReviewStore, SampleQuery, StoredNote, StoredSample } from '#store';
import type { CallAnalysis } from '../analysis/analyse-call.ts';
import type { Analyst } from '../analysis/analyst.ts';
import { CalibrationDesk } from '../calibration/calibration-desk.ts';
import { SamplingDesk } from '../sampling/sampling-desk.ts';
import type { SamplingPlan } from '../sampling/sampling-plan.ts';
import type { Doer } from '../scorecard/review-machine.ts';
import { rowOf } from './review-desk.ts';
import type { ReviewParts } from './review-parts.ts';

export interface QualityParts extends Pick<ReviewParts, 'agentName' | 'queueName'> {
  readonly quality: QualityStore;
  readonly reviews: Pick<ReviewStore, 'copies' | 'find' | 'history' | 'review'>;
  readonly plans: readonly SamplingPlan[];
  readonly analyst: Pick<Analyst, 'add' | 'again' | 'redraw'>;
  readonly clock: Pick<Clock, 'wall'>;
  readonly random: Pick<Random, 'hex'>;
}

const NOTE_ID_BYTES = 8;
const REDRAWN_AT_ONCE = 200;
/** Calls of before that a changed plan looks at: some minutes of work beside the calls that go on. */
const MOST_REDRAWN = 20_000;

/** Quality beside the one review of a call: what rules alone say, drawn calls, calibrations, coaching. */
export class QualityDesk {
  readonly #parts: QualityParts;
  readonly calibrations: CalibrationDesk;
  readonly sampling: SamplingDesk;

  constructor(parts: QualityParts) {
    this.#parts = parts;
    this.calibrations = new CalibrationDesk(parts);
    this.sampling = new SamplingDesk(parts);
  }

  async summaries(call: string): Promise<CallSummaries> {
    const [analysis, model] = await Promise.all([this.#parts.quality.analysis(call), this.#parts.quality.modelSummary(call)]);
    const { summary } = (analysis ?? {}) as Partial<CallAnalysis>;
    return { ...(summary === undefined ? {} : { summary }), ...(model === undefined ? {} : { modelSummary: model as NonNullable<CallSummaries['modelSummary']> }) };
  }

  /** Everything a reviewer may know; calibrations' copies are not among it. */
  async ofCall(call: string, copy: string): Promise<Omit<CallQuality, 'mayArbitrate'>> {
    const { quality, reviews } = this.#parts;
    const [analysis, summaries, notes, copies, history] = await Promise.all([quality.analysis(call), this.summaries(call), this.notes({ call }), reviews.copies(call), reviews.history(call, copy)]);
    const { automatic } = (analysis ?? {}) as Partial<CallAnalysis>;
    return {
      ...summaries,
      ...(automatic === undefined ? {} : { automatic }),
      notes, history,
      copies: copies
        .filter((each) => !each.copy?.startsWith('c-'))
        .map(({ copy: key = '', status, score, review }) => {
          const { reviewer, reviewerName } = review as { reviewer: string; reviewerName: string };
          return { copy: key, status, reviewer, reviewerName, ...(score === undefined ? {} : { score }) };
        }),
    };
  }

  async queue(query: SampleQuery): Promise<readonly QueuedCall[]> {
    const [samples, names] = await Promise.all([this.#parts.quality.samples(query), this.sampling.names()]);
    return samples.map((sample) => this.#queued(sample, names.get(sample.plan) ?? { zh: sample.plan, en: sample.plan }));
  }

  #queued({ plan, summary, reason, place, reviewer, status, score, automatic }: StoredSample, planName: Text): QueuedCall {
    const review = status === undefined ? {} : { review: { status, ...(score === undefined ? {} : { score }) } };
    return {
      call: rowOf(this.#parts, { summary, ...review, ...(automatic === undefined ? {} : { automatic }) }),
      plan,
      planName,
      reason: reason as DrawReason,
      place,
      ...(reviewer === undefined ? {} : { reviewer }),
      state: status === undefined ? 'open' : status === 'draft' ? 'begun' : 'done',
    };
  }

  /** Faults: qa.not-drawn. */
  async give(plan: string, call: string, reviewer: string): Promise<Result<void>> {
    const given = await this.#parts.quality.give(plan, call, reviewer);
    return given ? ok(undefined) : failed(new Fault('qa.not-drawn', 'This plan did not draw this call. GET /api/review/queue lists what plans have drawn.'));
  }

  /** Derives scores, summaries and samples of ended calls anew; how many were deleted before. */
  again(which: Parameters<QualityStore['forget']>[0]): Promise<number> {
    return this.#parts.analyst.again(which);
  }

  /** Draws the newest calls since then again, in the background: plans have changed. */
  async redraw(since: EpochMillis): Promise<void> {
    const { reviews, analyst } = this.#parts;
    for (let cursor: string | undefined, calls = 0; calls < MOST_REDRAWN; ) {
      const page = await reviews.find({ limit: REDRAWN_AT_ONCE, from: since, ...(cursor === undefined ? {} : { cursor }) });
      analyst.redraw(page.calls.map(({ summary }) => summary.id));
      calls += page.calls.length;
      cursor = page.next;
      if (cursor === undefined) return;
    }
  }

  /** A word was corrected. */
  changed(call: string): void {
    this.#parts.analyst.add([call]);
  }

  async coach(by: Doer, note: Pick<CoachingNote, 'callId' | 'agent' | 'at' | 'text'>): Promise<CoachingNote> {
    const { quality, clock, random } = this.#parts;
    const stored = { id: random.hex(NOTE_ID_BYTES), callId: note.callId, agent: note.agent, writtenAt: clock.wall(), body: { at: note.at, text: note.text, by: by.id, byName: by.name } };
    await quality.addNote(stored);
    return noteOf(stored);
  }

  async note(id: string): Promise<CoachingNote | undefined> {
    const stored = await this.#parts.quality.note(id);
    return stored && noteOf(stored);
  }

  async notes(which: { readonly call: string } | { readonly agent: string }): Promise<readonly CoachingNote[]> {
    return (await this.#parts.quality.notesOf(which)).map(noteOf);
  }

  removeNote(id: string): Promise<void> {
    return this.#parts.quality.removeNote(id);
  }

  seeNote(id: string): Promise<void> {
    return this.#parts.quality.seeNote(id, this.#parts.clock.wall());
  }
}

function noteOf({ id, callId, agent, writtenAt, seenAt, body }: StoredNote): CoachingNote {
  const told = body as Pick<CoachingNote, 'at' | 'text' | 'by' | 'byName'>;
  return { id, callId, agent, ...told, writtenAt, ...(seenAt === undefined ? {} : { seenAt }) };
}
