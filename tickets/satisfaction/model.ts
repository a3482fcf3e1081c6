import type { EpochMillis, Language } from '#core';

/** Worse than this, and somebody has to look into it. */
export const LOW = 3;
/** From here on a customer is satisfied. */
export const SATISFIED = 4;
/** A ticket solved at the first contact is not opened again within so many days. */
export const SETTLED_DAYS = 7;

/** A resolution of a ticket or a question at the end of a call, and what the customer said to it. Personal data. */
export interface Survey {
  /** `<ticket>.<number of the event that resolved it>`, or `<call>/<question>`. */
  readonly id: string;
  readonly kind: 'ticket' | 'call';
  /** The ticket or the call. */
  readonly subject: string;
  /** Number of the event. */
  readonly resolution?: number;
  /** Calls are asked several: `nps` counts as the recommendation, every other one as satisfaction. */
  readonly question: string;
  readonly queue?: string;
  /** Who had the ticket when it was resolved, or spoke last with the caller. */
  readonly agent?: string;
  /** When it was resolved, or the call was asked; figures of a period are those of this moment. */
  readonly at: EpochMillis;
  readonly language: Language;
  /** Times that the customer wrote before it was resolved, besides the ticket itself. */
  readonly contacts: number;
  /** The first resolution of its ticket. */
  readonly first: boolean;
  readonly reopenedAt?: EpochMillis;
  /** Without it, nobody was asked. */
  readonly askedAt?: EpochMillis;
  readonly expiresAt?: EpochMillis;
  /** The link was sent by e-mail. */
  readonly sentAt?: EpochMillis;
  readonly answeredAt?: EpochMillis;
  /** 1–5; other scales of calls are stretched to it. */
  readonly score?: number;
  /** 0–10: how likely the customer recommends us. */
  readonly nps?: number;
  readonly comment?: string;
}

/** What a customer says. */
export interface SurveyAnswer {
  readonly score: number;
  readonly nps?: number;
  readonly comment?: string;
}

export const TASK_STATES = ['open', 'in-progress', 'done'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export interface TaskStep {
  readonly at: EpochMillis;
  /** A person, `token`, or `survey`. */
  readonly by: string;
  readonly did: 'opened' | 'assigned' | 'started' | 'noted' | 'closed' | 'reopened';
  readonly to?: string | null;
  readonly text?: string;
}

/** Somebody is to find out why a customer was not satisfied and what is to change; from a score below `LOW`. */
export interface ImprovementTask {
  /** That of the survey: one each. */
  readonly id: string;
  readonly version: number;
  readonly state: TaskState;
  /** A person. */
  readonly assignee?: string;
  readonly kind: Survey['kind'];
  readonly subject: string;
  readonly queue?: string;
  readonly agent?: string;
  readonly score: number;
  readonly comment?: string;
  readonly openedAt: EpochMillis;
  readonly dueAt: EpochMillis;
  readonly closedAt?: EpochMillis;
  /** Why it was so, and what is done about it; both are there when it is done. */
  readonly cause?: string;
  readonly measure?: string;
  readonly steps: readonly TaskStep[];
}

export type TaskChange =
  | { readonly type: 'assign'; readonly assignee: string | null }
  | { readonly type: 'start' }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'close'; readonly cause: string; readonly measure: string }
  | { readonly type: 'reopen'; readonly reason: string };

export type FigureKey = 'total' | 'queue' | 'agent' | 'day';

/** Figures of one queue, agent or day; docs/tickets.md defines each. Shares are 0…1, absent where nothing was counted. */
export interface SatisfactionFigures {
  /** The queue, agent or day (`2026-11-23`); absent in the total, and where there was none. */
  readonly key?: string;
  readonly resolved: number;
  readonly firstContact: number;
  /** First-contact resolution. */
  readonly fcr?: number;
  readonly asked: number;
  readonly answered: number;
  readonly responseRate?: number;
  /** Answers with a score. */
  readonly scored: number;
  readonly satisfied: number;
  readonly low: number;
  readonly csat?: number;
  readonly averageScore?: number;
  readonly npsAnswers: number;
  readonly promoters: number;
  readonly detractors: number;
  /** −100…100 */
  readonly nps?: number;
}

/** What was counted. */
export type SurveyCounts = Pick<SatisfactionFigures, 'key' | 'resolved' | 'firstContact' | 'asked' | 'answered' | 'scored' | 'satisfied' | 'low' | 'npsAnswers' | 'promoters' | 'detractors'> & { readonly scoreSum: number };

/** What a figure counts. */
export const COUNTED = ['resolved', 'first-contact', 'not-first-contact', 'asked', 'answered', 'unanswered', 'satisfied', 'low', 'promoter', 'detractor'] as const;
export type Counted = (typeof COUNTED)[number];
