import type { EpochMillis, Millis } from '#core';

/** RFC 5321 §4.5.4.1 asks for half an hour and more between later tries; the first come sooner, since most troubles are short. */
const PAUSES_MS: readonly Millis[] = [3_000, 4_000, 5_000, 8_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000];
const LONGEST_MS: Millis = 3_600_000;

/** How long to wait after so many tries that failed (1 = the first one did). */
export const pauseAfter = (attempts: number): Millis => PAUSES_MS[Math.max(0, attempts - 1)] ?? LONGEST_MS;

/** What a server that is away costs, before it is asked again. */
export const reconnectAfter = (failures: number): Millis => Math.min(60_000, 1_000 * 2 ** Math.min(6, Math.max(0, failures - 1)));

/** `away`: it is not about this mail; the server takes none. */
export type SendFailure = { readonly kind: 'permanent' | 'temporary'; readonly said: string; readonly unsure: boolean; readonly away?: boolean };

/** Next try, or none: a permanent answer, or too long. */
export function nextTry(failure: SendFailure, { attempts, createdAt, now, giveUpMs }: { readonly attempts: number; readonly createdAt: EpochMillis; readonly now: EpochMillis; readonly giveUpMs: Millis }): EpochMillis | undefined {
  if (failure.kind === 'permanent') return undefined;
  const next = now + pauseAfter(attempts);
  return next - createdAt > giveUpMs ? undefined : next;
}

interface Thrown {
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly code?: unknown;
  readonly command?: unknown;
  readonly message?: unknown;
}

/** What the mail server (or the way to it) said: RFC 5321 §4.2.1, 5yz is for ever, all else may pass. */
export function failureOf(thrown: unknown): SendFailure {
  const { responseCode, response, code, command, message } = thrown as Thrown;
  const said = String(typeof response === 'string' && response !== '' ? response : (message ?? code ?? 'unknown')).replaceAll(/\p{Cc}+/gu, ' ').slice(0, 300);
  // Behind the end of the data the server may have it although we heard nothing.
  const unsure = responseCode === undefined && command === 'DATA';
  // A wrong password is mended by the operator, not by giving up what people wrote.
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return { kind: 'temporary', said, unsure, away: true };
  const status = Number(responseCode ?? 0);
  if (status >= 500 && status < 600) return { kind: 'permanent', said, unsure };
  if (code === 'EMESSAGE' || (code === 'EENVELOPE' && status === 0)) return { kind: 'permanent', said, unsure };
  return { kind: 'temporary', said, unsure, ...(status === 0 || status === 421 ? { away: true } : {}) };
}
