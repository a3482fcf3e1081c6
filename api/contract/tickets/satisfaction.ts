/** Surveys after resolutions and calls, figures of satisfaction, improvement tasks. */

/** One resolution of a ticket, or one question at the end of a call, and what the customer said. */
export interface SurveyRow {
  readonly id: string;
  readonly kind: 'ticket' | 'call';
  /** Number of the ticket, or id of the call. */
  readonly subject: string;
  /** What a call was asked; `resolution` for tickets. */
  readonly question: string;
  readonly queue?: string;
  readonly agent?: string;
  /** When it was resolved or asked, epoch ms. */
  readonly at: number;
  readonly language: 'zh' | 'en';
  /** Times that the customer wrote before the resolution, besides the ticket itself. */
  readonly contacts: number;
  readonly first: boolean;
  readonly reopenedAt?: number;
  readonly askedAt?: number;
  readonly expiresAt?: number;
  readonly sentAt?: number;
  readonly answeredAt?: number;
  /** 1–5 */
  readonly score?: number;
  /** 0–10 */
  readonly nps?: number;
  readonly comment?: string;
  /** The page for the customer; only in `GET /api/tickets/{id}/surveys`, while it can be answered. */
  readonly url?: string;
}

/** `GET /api/satisfaction/figures`: shares 0…1, absent where nothing was counted. */
export interface SatisfactionRow {
  /** The queue, agent or day (2026-11-23); absent in the total, and where there was none. */
  readonly key?: string;
  readonly resolved: number;
  readonly firstContact: number;
  readonly fcr?: number;
  readonly asked: number;
  readonly answered: number;
  readonly responseRate?: number;
  readonly scored: number;
  readonly satisfied: number;
  readonly low: number;
  readonly csat?: number;
  /** 1–5 */
  readonly averageScore?: number;
  readonly npsAnswers: number;
  readonly promoters: number;
  readonly detractors: number;
  /** −100…100 */
  readonly nps?: number;
}

export interface SatisfactionFiguresBody {
  readonly by: 'total' | 'queue' | 'agent' | 'day';
  readonly timeZone: string;
  readonly total: SatisfactionRow;
  readonly rows: readonly SatisfactionRow[];
}

/** What a figure counts: `GET /api/satisfaction/surveys?as=…`. */
export type CountedSurvey = 'resolved' | 'first-contact' | 'not-first-contact' | 'asked' | 'answered' | 'unanswered' | 'satisfied' | 'low' | 'promoter' | 'detractor';

export type ImprovementState = 'open' | 'in-progress' | 'done';

/** Somebody is to find out why a customer was not satisfied, and what is to change. */
export interface ImprovementRow {
  readonly id: string;
  /** Send it with a change: 409 tickets.changed when somebody else was faster. */
  readonly version: number;
  readonly state: ImprovementState;
  /** A person's id. */
  readonly assignee?: string;
  readonly assigneeName?: string;
  readonly kind: 'ticket' | 'call';
  readonly subject: string;
  readonly queue?: string;
  readonly agent?: string;
  readonly score: number;
  readonly comment?: string;
  readonly openedAt: number;
  readonly dueAt: number;
  readonly overdue: boolean;
  readonly closedAt?: number;
  readonly cause?: string;
  readonly measure?: string;
  readonly steps: readonly { readonly at: number; readonly by: string; readonly byName?: string; readonly did: 'opened' | 'assigned' | 'started' | 'noted' | 'closed' | 'reopened'; readonly to?: string | null; readonly text?: string }[];
}

/** `POST /api/improvements/{id}/change` */
export type ImprovementChange = { readonly version: number } & (
  | { readonly type: 'assign'; readonly assignee: string | null }
  | { readonly type: 'start' }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'close'; readonly cause: string; readonly measure: string }
  | { readonly type: 'reopen'; readonly reason: string }
);

/** `GET /api/survey/{token}`, open to whoever has the link. */
export interface PublicSurvey {
  readonly company: string;
  readonly ticket: string;
  readonly subject: string;
  readonly language: 'zh' | 'en';
  readonly answered: boolean;
  readonly expiresAt: number;
}

/** `POST /api/survey/{token}` */
export interface SurveyAnswerBody {
  /** 1–5 */
  readonly score: number;
  /** 0–10 */
  readonly nps?: number;
  readonly comment?: string;
}
