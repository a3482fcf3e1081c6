import type { IgnoreReason, MailFacts, QuarantineReason } from '../model.ts';
import { type GuardSettings, guardLoops } from './loop-guard.ts';

/** What is known around a mail. */
export interface Surroundings {
  /** The ticket it belongs to, when it exists. */
  readonly ticket: { readonly id: string; readonly closed: boolean } | undefined;
  /** A mail that we sent came back to us as it was. */
  readonly sentByUs: boolean;
  /** Mails of this sender in the last hour, without this one. */
  readonly lately: number;
  /** A person let it through: only what it is counts, not how it looks. */
  readonly released: boolean;
}

export interface VerdictSettings extends GuardSettings {
  readonly perSenderPerHour: number;
}

export type Verdict =
  | { readonly do: 'create'; readonly parent?: string; readonly mayAnswer: boolean }
  | { readonly do: 'reply'; readonly ticket: string }
  /** Said on the ticket, but nobody is waiting for an answer. */
  | { readonly do: 'note'; readonly ticket: string; readonly about: 'bounce' | 'auto-reply' }
  | { readonly do: 'ignore'; readonly why: IgnoreReason }
  | { readonly do: 'quarantine'; readonly why: QuarantineReason };

/** Confirmations that one sender gets in an hour, at most. */
const MOST_CONFIRMED = 3;

/** What becomes of a mail. */
export function verdictOn(facts: MailFacts, { ticket, sentByUs, lately, released }: Surroundings, settings: VerdictSettings): Verdict {
  const { kind, mayAnswer } = guardLoops(facts, settings);
  if (released) return ticket && !ticket.closed ? { do: 'reply', ticket: ticket.id } : { do: 'create', mayAnswer: false, ...(ticket ? { parent: ticket.id } : {}) };
  switch (kind) {
    case 'bounce':
      return ticket ? { do: 'note', ticket: ticket.id, about: 'bounce' } : { do: 'ignore', why: 'bounce' };
    case 'own':
      return { do: 'ignore', why: 'own' };
    case 'auto-reply':
      return ticket ? { do: 'note', ticket: ticket.id, about: 'auto-reply' } : { do: 'ignore', why: 'auto-reply' };
    case 'machine':
    case 'person':
      break;
  }
  if (sentByUs) return { do: 'ignore', why: 'own' };
  if (lately >= settings.perSenderPerHour) return { do: 'quarantine', why: 'flood' };
  if (ticket && !ticket.closed) return { do: 'reply', ticket: ticket.id };
  return { do: 'create', mayAnswer: mayAnswer && lately < MOST_CONFIRMED, ...(ticket ? { parent: ticket.id } : {}) };
}
