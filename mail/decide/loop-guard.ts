import type { MailFacts } from '../model.ts';

/** What kind of sender it is, and whether a machine of ours may answer. */
export interface GuardVerdict {
  readonly kind: 'person' | 'own' | 'auto-reply' | 'machine' | 'bounce';
  readonly mayAnswer: boolean;
  /** The sign that decided, for the log and for tests. */
  readonly sign: string;
}

export interface GuardSettings {
  /** Addresses of our mailboxes, lower case. */
  readonly own: readonly string[];
  /** The id that our mails carry in X-Huawu-Loop. */
  readonly loopId: string;
}

const NOBODY = /^(no-?reply|do-?not-?reply|donotreply|mailer-daemon|postmaster|bounces?|notifications?|newsletter|noreply[\w.-]*)([+-].*)?@/;
const AWAY = /^\s*(re:\s*|回复[:：]\s*)?(auto(matic)?[ -]?(reply|response|antwort)|out of (the )?office|abwesenheit|自动回复|自動回覆|自动答复|自動回復|不在办公室|外出自动|休假自动)/i;

const verdict = (kind: GuardVerdict['kind'], sign: string, mayAnswer = false): GuardVerdict => ({ kind, sign, mayAnswer });

/** Whether a mail is from a person; mails of machines are never answered by one of ours (RFC 3834 §2, RFC 5230 §4.6). */
export function guardLoops({ signs, from, subject, bounce }: MailFacts, { own, loopId }: GuardSettings): GuardVerdict {
  // A report carries the header of our own mail, not ours.
  if (bounce) return verdict('bounce', 'report');
  if (signs.loops.includes(loopId)) return verdict('own', 'x-huawu-loop');
  if (from && own.includes(from.address)) return verdict('own', 'from');
  if (signs.autoSubmitted !== '' && signs.autoSubmitted !== 'no') return verdict(signs.autoSubmitted === 'auto-replied' ? 'auto-reply' : 'machine', 'auto-submitted');
  if (signs.autoReply) return verdict('auto-reply', 'x-autoreply');
  if (signs.precedence === 'auto_reply' || signs.precedence === 'auto-reply') return verdict('auto-reply', 'precedence');
  if (AWAY.test(subject)) return verdict('auto-reply', 'subject');
  if (signs.emptyReturnPath) return verdict('machine', 'return-path');
  if (['bulk', 'junk', 'list'].includes(signs.precedence)) return verdict('machine', 'precedence');
  if (signs.list) return verdict('machine', 'list');
  if (!from) return verdict('machine', 'no sender');
  if (NOBODY.test(from.address)) return verdict('machine', 'address');
  // MS-OXCMAIL §2.2.3.2.14: people's programs write it, too, and mean only that we should not answer by ourselves.
  if (/\b(all|autoreply|oof)\b/.test(signs.suppress)) return verdict('person', 'x-auto-response-suppress');
  return verdict('person', 'none', true);
}
