/**
 * A visitor's call, as the page sees it.
 *
 *   idle ──call──▶ asking ──microphone──▶ connecting ──answered──▶ talking ──▶ over
 *    ▲  ◀── any problem ──┴──────────────────┘                                  │
 *    └───────────────────────────── call again ────────────────────────────────┘
 */
export type Visit =
  | { readonly kind: 'idle'; readonly problem?: Problem }
  | { readonly kind: 'asking' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'talking'; readonly since: number; readonly muted: boolean; readonly keys: string; readonly weak: boolean }
  | { readonly kind: 'over'; readonly seconds: number; readonly lost: boolean };

/** Why there is no call; `until` is when another one may be tried, epoch ms. */
export type Problem =
  | { readonly code: Exclude<ProblemCode, 'too-many'> }
  | { readonly code: 'too-many'; readonly until: number };

export type ProblemCode =
  | 'insecure'
  | 'browser'
  | 'denied'
  | 'no-device'
  | 'device-busy'
  | 'too-many'
  | 'closed'
  | 'refused'
  | 'network';

export type VisitNews =
  | { readonly type: 'call' }
  | { readonly type: 'microphone' }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'answered' }
  | { readonly type: 'muted'; readonly on: boolean }
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'weak'; readonly on: boolean }
  | { readonly type: 'ended'; readonly lost: boolean }
  /** The time to wait is over. */
  | { readonly type: 'may-try' };

export const IDLE: Visit = { kind: 'idle' };

/** Keys shown back to the visitor; a card number typed in is not to stand on the screen in full. */
const SHOWN_KEYS = 12;

export function visitAfter(visit: Visit, news: VisitNews, now: number): Visit {
  switch (news.type) {
    case 'call':
      return visit.kind === 'idle' || visit.kind === 'over' ? { kind: 'asking' } : visit;
    case 'microphone':
      return visit.kind === 'asking' ? { kind: 'connecting' } : visit;
    case 'problem':
      return visit.kind === 'talking' || visit.kind === 'over' ? visit : { kind: 'idle', problem: news.problem };
    case 'answered':
      return visit.kind === 'connecting' ? { kind: 'talking', since: now, muted: false, keys: '', weak: false } : visit;
    case 'ended':
      return ended(visit, news.lost, now);
    case 'may-try':
      return visit.kind === 'idle' ? IDLE : visit;
    case 'muted':
      return visit.kind === 'talking' ? { ...visit, muted: news.on } : visit;
    case 'key':
      return visit.kind === 'talking' ? { ...visit, keys: (visit.keys + news.key).slice(-SHOWN_KEYS) } : visit;
    case 'weak':
      return visit.kind === 'talking' ? { ...visit, weak: news.on } : visit;
  }
}

function ended(visit: Visit, lost: boolean, now: number): Visit {
  if (visit.kind === 'talking') return { kind: 'over', seconds: Math.max(0, Math.round((now - visit.since) / 1000)), lost };
  return visit.kind === 'idle' || visit.kind === 'over' ? visit : IDLE;
}

/** What `getUserMedia` refused with, by the name of its DOMException. */
export function microphoneProblem(name: string): Problem {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return { code: 'denied' };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return { code: 'no-device' };
    case 'NotReadableError':
    case 'AbortError':
      return { code: 'device-busy' };
    default:
      return { code: 'browser' };
  }
}

/** What an answer to `POST /api/call-us` other than 200 means; `retryAfter` in seconds, as the header says it. */
export function ticketProblem(status: number, retryAfter: string | null, now: number): Problem {
  if (status === 429) return { code: 'too-many', until: now + 1000 * Math.max(1, Number.parseInt(retryAfter ?? '60', 10) || 60) };
  if (status === 404 || status === 403) return { code: 'closed' };
  return { code: status >= 500 ? 'network' : 'refused' };
}

/** A dial key for a key of the keyboard, or undefined. */
export function dialKey(key: string): string | undefined {
  return /^[0-9*#]$/.test(key) ? key : undefined;
}
