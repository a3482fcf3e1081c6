/** Quality review: finding calls, reading and hearing them, scoring, publishing, the agent's answer. */

/** `GET /api/review/calls?text=&agent=&queue=&rule=&from=&until=&tag=&status=&cursor=&limit=`; status also `none`: not reviewed yet */
export interface ReviewCallList {
  readonly calls: readonly ReviewCallRow[];
  readonly next?: string;
}

export interface ReviewCallRow {
  readonly id: string;
  readonly startedAt: number;
  readonly from: string;
  readonly language?: 'zh' | 'en';
  readonly queueName?: string;
  readonly agent?: string;
  readonly agentName?: string;
  readonly outcome: string;
  readonly talkSeconds: number;
  /** Of all waits together; who gave up has nothing else. */
  readonly waitSeconds?: number;
  readonly alerts: number;
  readonly recording: boolean;
  readonly review?: { readonly status: ReviewStatus; readonly score?: number };
  /** What the rules alone give, 0–100; for those who may review. */
  readonly automatic?: number;
  /** Words around the first match of `text`, with the match between U+0001 and U+0002. */
  readonly excerpt?: string;
  /** Given by rules; absent without any. */
  readonly tags?: readonly string[];
}

/**
 * draft ──publish──▶ published ──agent──▶ acknowledged │ disputed ──reviewer──▶ published (again) │ arbitration ──arbiter──▶ final;
 * a second dispute goes to arbitration. In a blind calibration: draft ──▶ handed-in.
 */
export type ReviewStatus = 'draft' | 'published' | 'acknowledged' | 'disputed' | 'arbitration' | 'final' | 'handed-in';

export type Text = { readonly zh: string; readonly en: string };

export interface Scorecard {
  readonly id: string;
  readonly version: number;
  readonly name: Text;
  readonly sections: readonly {
    readonly id: string;
    readonly name: Text;
    readonly questions: readonly ScorecardQuestion[];
  }[];
}

export interface ScorecardQuestion {
  readonly id: string;
  readonly text: Text;
  /** Share of the total among the questions that apply; any unit. */
  readonly weight: number;
  /** Highest number of points; answers are whole numbers 0…points. */
  readonly points: number;
  /** 0 points here make the whole review 0. */
  readonly autoFail: boolean;
  /** 0 points here make its section 0: its questions keep their weight and reach nothing. */
  readonly failsSection?: boolean;
  /** May be answered "not applicable", which takes it out of the sum. */
  readonly mayNotApply: boolean;
  /** A compliance rule that answers it beforehand: kept → points, broken → 0. */
  readonly rule?: string;
}

export interface ReviewAnswer {
  readonly question: string;
  /** Undefined = not answered yet. */
  readonly points?: number | 'not-applicable';
  readonly note?: string;
  /** Words of the transcript that prove it. */
  readonly evidence: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

export interface ReviewComment {
  readonly id: string;
  /** Position on the audio clock, s. */
  readonly at: number;
  readonly text: string;
  readonly by: string;
  readonly writtenAt: number;
}

export interface Review {
  readonly callId: string;
  readonly scorecard: string;
  readonly scorecardVersion: number;
  readonly status: ReviewStatus;
  readonly answers: readonly ReviewAnswer[];
  readonly comments: readonly ReviewComment[];
  /** 0–100; undefined while a question that applies has no answer. */
  readonly score?: number;
  readonly failedBy?: string;
  readonly reviewer: string;
  readonly reviewerName: string;
  readonly publishedAt?: number;
  readonly answer?: { readonly kind: 'acknowledged' | 'disputed'; readonly text: string; readonly at: number };
  /** How often the agent disputed it. */
  readonly disputes?: number;
  /** Why the reviewer stands by it. */
  readonly escalation?: { readonly text: string; readonly byName: string; readonly at: number };
  /** The last word, by somebody who did not write the review. */
  readonly arbitration?: { readonly verdict: 'upheld' | 'changed'; readonly text: string; readonly by: string; readonly byName: string; readonly at: number };
  /** Counts up with every save; a save of an older one is refused with 409. */
  readonly revision: number;
}

/** A word corrected by a person; the recognised word stays beside it. */
export interface Correction {
  readonly speaker: 'caller' | 'agent';
  readonly turn: number;
  /** Index of the word in its turn. */
  readonly word: number;
  readonly was: string;
  readonly text: string;
  readonly by: string;
  readonly at: number;
}

/** `GET /api/review/calls/{id}` */
export interface ReviewCall {
  readonly call: ReviewCallRow;
  readonly turns: readonly {
    readonly speaker: 'caller' | 'agent';
    readonly agent?: string;
    readonly turn: number;
    readonly words: readonly { readonly text: string; readonly start: number; readonly end: number; readonly confidence?: number; readonly written?: string }[];
  }[];
  readonly alerts: readonly { readonly rule: string; readonly severity: string; readonly title: Text; readonly hint?: Text; readonly speaker?: 'caller' | 'agent'; readonly at: number; readonly evidence: string }[];
  /** Spans on the audio clock, s. */
  readonly holds: readonly { readonly from: number; readonly to: number }[];
  /** Secrets that were silenced in the recording; in the words stands a token. On the lane of who spoke. */
  readonly silenced?: readonly SilencedSpan[];
  readonly corrections: readonly Correction[];
  /** Seconds of audio; the recording is `GET /api/calls/{id}/recording` (stereo: caller left, agent right). */
  readonly seconds: number;
  readonly review?: Review;
  readonly scorecard: Scorecard;
  /** Of a further review (`2`, `3` …) or of a blind calibration (`c-…`); the main one has none. */
  readonly copy?: string;
  /** The asker may write this review; otherwise it is read as published. */
  readonly writable: boolean;
  readonly disposition?: string;
  readonly notes?: string;
}

export interface SilencedSpan {
  readonly from: number;
  readonly to: number;
  /** Absent: both lanes. */
  readonly speaker?: 'caller' | 'agent';
  /** `card`, `account`, `id`, `phone`, `code`, `email`, `keys`. */
  readonly kind: string;
}

/** `GET /api/review/choices`: what the list can be filtered by, and names of dispositions. */
export interface ReviewChoices {
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly rules: readonly { readonly id: string; readonly title: Text }[];
  readonly dispositions: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
  /** Tags that rules in force give. */
  readonly tags?: readonly string[];
}

/** `GET /api/my-reviews`: an agent's published reviews, the newest first. */
export interface OwnReviews {
  readonly reviews: readonly OwnReviewRow[];
}

export type OwnReviewRow = Omit<ReviewCallRow, 'review'> & { /** Of a further review of the same call. */ readonly copy?: string; readonly review: Pick<Review, 'status' | 'score' | 'publishedAt' | 'answer'> };

/*
 * Orders of reviewers: `POST /api/review/calls/{id}/save {revision, answers, comments}` → Review ·
 *   `POST /api/review/calls/{id}/publish {revision}` → Review · `POST /api/review/calls/{id}/correct {speaker, turn, word, text}` → Correction
 * Of the agent concerned: `GET /api/my-reviews` → OwnReviews, `GET /api/review/calls/{id}` of a published one,
 *   `POST /api/review/calls/{id}/answer {kind, text}` → Review
 */
