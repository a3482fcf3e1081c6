/** What is known about every ended call without a reviewer, calls drawn for reviewers, blind calibrations, coaching notes. */
import type { Review, ReviewAnswer, ReviewCallRow, Scorecard, Text } from './review.ts';

/** What the rules answered of the scorecard that was in force when the call began. */
export interface AutomaticScore {
  readonly scorecard: string;
  readonly scorecardVersion: number;
  readonly name: Text;
  /** 0–100 over the questions that rules answered; undefined when they answered none. */
  readonly score?: number;
  readonly failedBy?: string;
  /** Share of the card's weight that rules answered, 0…1; "not applicable" is an answer. */
  readonly coverage: number;
  /** Answered ones only, with the words that prove them. */
  readonly answers: readonly ReviewAnswer[];
  readonly questions: readonly { readonly id: string; readonly text: Text; readonly points: number }[];
  /** Version of the policy that judged the call once it was over, because nobody judged it while it went on. */
  readonly judgedAfterwards?: string;
}

/** A sentence of a summary and where it was said; a model's sentence may have no place. */
export interface SummarySentence {
  readonly text: string;
  readonly speaker?: 'caller' | 'agent';
  readonly turn?: number;
  /** On the audio clock, s. */
  readonly from?: number;
  readonly to?: number;
}

export interface SummaryParts {
  /** Why the customer called. */
  readonly reason: readonly SummarySentence[];
  /** What was done. */
  readonly actions: readonly SummarySentence[];
  /** What was promised. */
  readonly promises: readonly SummarySentence[];
  /** What is still open. */
  readonly unresolved: readonly SummarySentence[];
}

export interface CallDigest {
  /** `rules`: sentences of the call itself; `model`: written by a language model, which may be wrong. */
  readonly madeBy: 'rules' | 'model';
  readonly model?: string;
  readonly at?: number;
  readonly parts: SummaryParts;
}

/** `GET /api/calls/{id}/summary` */
export interface CallSummaries {
  readonly summary?: CallDigest;
  /** Only where an endpoint is configured and answered. */
  readonly modelSummary?: CallDigest;
}

/** A note for the agent at a moment of a call, without a score. */
export interface CoachingNote {
  readonly id: string;
  readonly callId: string;
  readonly agent: string;
  /** On the audio clock, s. */
  readonly at: number;
  readonly text: string;
  readonly by: string;
  readonly byName: string;
  readonly writtenAt: number;
  /** When the agent said it was read. */
  readonly seenAt?: number;
}

export interface ReviewStepDone {
  readonly revision: number;
  readonly by: string;
  readonly what: string;
  readonly at: number;
}

/** One of several reviews of a call; the main one has the copy `''`. */
export interface ReviewCopy {
  readonly copy: string;
  readonly status: string;
  readonly score?: number;
  readonly reviewer: string;
  readonly reviewerName: string;
}

/** `GET /api/review/calls/{id}/quality?copy=`; agents get summaries and notes of own calls. */
export interface CallQuality extends CallSummaries {
  readonly automatic?: AutomaticScore;
  readonly notes: readonly CoachingNote[];
  readonly copies: readonly ReviewCopy[];
  readonly history: readonly ReviewStepDone[];
  /** The asker may decide a dispute of this review. */
  readonly mayArbitrate: boolean;
}

/** `GET /api/review/plans` */
export interface SamplingPlanRow {
  readonly id: string;
  readonly name: Text;
  readonly share: number;
  readonly queues?: readonly string[];
  readonly agents?: readonly string[];
  readonly rules?: readonly string[];
  readonly alert: boolean;
  readonly scoreBelow?: number;
  readonly perAgent?: number;
  readonly per: 'day' | 'week' | 'month';
  readonly reviewers: readonly string[];
  /** Of the scorecards file; the others are made, changed and removed on the console. */
  readonly ofFile: boolean;
  /** Logins among `reviewers` of nobody who may review calls; what the plan gives them waits for somebody else. */
  readonly unknownReviewers?: readonly string[];
  /** The asker may change it. */
  readonly changeable?: boolean;
}

/** `POST /api/review/plans`, `POST /api/review/plans/{id}` */
export interface SamplingPlanOrder extends Omit<SamplingPlanRow, 'id' | 'ofFile' | 'reviewers' | 'unknownReviewers' | 'changeable'> {
  readonly reviewers?: readonly string[];
  /** Calls that began since then are looked at anew, too, epoch ms; without it only those that end from now on. */
  readonly since?: number;
}

/** Why a call was drawn. */
export interface DrawReason {
  /** 0…1, made of plan and call: the same whenever it is made. */
  readonly lot: number;
  /** The lot had to be below. */
  readonly share: number;
  /** What the plan asks for and the call has: `alert`, `rule:<id>`, `score:<figure>`. */
  readonly because: readonly string[];
  readonly quota?: number;
  /** Day, week or month of the quota, in the company's time zone: `2026-01-05`, `2026-W02`, `2026-01`. */
  readonly period: string;
}

/** `GET /api/review/queue?mine=&plan=&state=` */
export interface ReviewQueue {
  readonly items: readonly QueuedCall[];
}

export interface QueuedCall {
  readonly call: ReviewCallRow;
  readonly plan: string;
  readonly planName: Text;
  readonly reason: DrawReason;
  /** Place among the agent's calls of the period by lot; those at most `quota` are drawn. */
  readonly place: number;
  /** Login; undefined = whoever takes it. */
  readonly reviewer?: string;
  readonly state: 'open' | 'begun' | 'done';
}

/** `GET /api/review/calibrations/choices`: who may take part, and the scorecards in force. */
export interface CalibrationChoices {
  readonly people: readonly { readonly login: string; readonly name: string }[];
  readonly scorecards: readonly { readonly id: string; readonly version: number; readonly name: Text; readonly questions: number }[];
}

/** `GET /api/review/calibrations` */
export interface CalibrationRow {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly byName: string;
  readonly createdAt: number;
  readonly closedAt?: number;
  readonly calls: readonly string[];
  /** Logins with how many of the calls they have handed in. */
  readonly people: readonly { readonly login: string; readonly name: string; readonly done: number }[];
}

/** `GET /api/review/calibrations/{id}`: figures once it is closed; until then a participant sees the own part. */
export interface Calibration extends CalibrationRow {
  readonly tasks: readonly {
    readonly call: ReviewCallRow;
    readonly copy?: string;
    readonly done: boolean;
    /** What the rules alone say, once it is closed. */
    readonly automatic?: Pick<AutomaticScore, 'score' | 'judgedAfterwards'>;
  }[];
  readonly agreement?: Agreement;
}

export interface Agreement {
  /** Pairs of reviewers and questions that have the same answer ÷ all pairs, 0…1. */
  readonly percent: number;
  /** With two reviewers; absent when chance alone explains everything. */
  readonly cohenKappa?: number;
  readonly fleissKappa?: number;
  /** For categories; also where answers are missing. */
  readonly krippendorffAlpha?: number;
  readonly questions: readonly QuestionAgreement[];
  readonly reviewers: readonly { readonly login: string; readonly name: string; readonly meanScore?: number; /** Own mean score less that of all, points of 100. */ readonly deviation?: number }[];
  readonly calls: readonly { readonly call: string; readonly scores: readonly (number | null)[]; readonly spread?: number }[];
}

export interface QuestionAgreement {
  readonly call: string;
  readonly question: string;
  readonly text: Text;
  /** In the order of the reviewers; null = not answered. */
  readonly answers: readonly (number | 'not-applicable' | null)[];
  readonly percent: number;
  /** Mean distance of the answers from their mean, as a share of the points, 0…1. */
  readonly deviation?: number;
}

/** `GET /api/my-coaching` */
export interface OwnCoaching {
  readonly notes: readonly CoachingNote[];
}

/** What a participant scores in a calibration. */
export interface CalibrationTask {
  readonly session: string;
  readonly scorecard: Scorecard;
  readonly review: Review;
}
