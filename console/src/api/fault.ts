import type { TicketProblemRow } from '#contract';
import { messages } from '../i18n/messages.ts';
import { textOf } from '../i18n/use-text.ts';
import { settings } from '../settings/settings.ts';
import { FAULTS_ZH } from './faults-zh.ts';

/** What the server refused, or that it could not be asked. `message` is for the reader. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** From `Retry-After`, s. */
  readonly retryAfter: number | undefined;
  /** What is wrong where, in both languages; of tickets. */
  readonly problems: readonly TicketProblemRow[];

  constructor(code: string, message: string, status: number, retryAfter?: number, problems: readonly TicketProblemRow[] = []) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
    this.problems = problems;
  }
}

export function unreachable(): ApiFault {
  return new ApiFault('console.unreachable', say('unreachable'), 0);
}

/** The fault in an answer that is not 2xx: `{code, message}`, also inside `error` or `fault`. */
export function faultOf(status: number, body: unknown, retryAfter: string | null): ApiFault {
  const inner = field(body, 'fault') ?? field(body, 'error') ?? body;
  const code = field(inner, 'code') ?? field(body, 'code');
  const message = field(inner, 'message') ?? field(body, 'message');
  const seconds = retryAfter === null ? undefined : Number(retryAfter);
  return new ApiFault(
    typeof code === 'string' ? code : `console.status-${status}`,
    typeof message === 'string' && message !== '' ? message : presetMessage(status),
    status,
    seconds !== undefined && Number.isFinite(seconds) ? seconds : undefined,
    problemsIn(field(inner, 'problems')),
  );
}

function problemsIn(value: unknown): readonly TicketProblemRow[] {
  const isProblem = (each: unknown): each is TicketProblemRow => ['field', 'zh', 'en'].every((name) => typeof field(each, name) === 'string');
  return Array.isArray(value) ? value.filter(isProblem) : [];
}

function presetMessage(status: number): string {
  if (status === 403) return say('forbidden');
  if (status === 429) return say('tooMany');
  return say('badAnswer', { status });
}

/** Readable words for whatever was thrown, in the language of the page where it has them. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiFault) return (settings.get().language === 'zh' ? FAULTS_ZH[error.code] : undefined) ?? error.message;
  return say('badAnswer', { status: error instanceof Error ? error.message : '?' });
}

function say(key: 'unreachable' | 'badAnswer' | 'tooMany' | 'forbidden', values?: Record<string, string | number>): string {
  return textOf(messages, settings.get().language, key, values);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
