import { type Clock, type EpochMillis, Fault } from '#core';

export interface OAuthOptions {
  /** Where a refresh token is changed for an access token (RFC 6749 §6). */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly refreshToken: string;
  readonly scope?: string;
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
}

/** Fetched anew so long before it ends. */
const EARLY_MS = 120_000;
const HOUR_SECONDS = 3_600;
const WITHIN_MS = 20_000;

/** Access tokens for IMAP and SMTP (XOAUTH2), each used until shortly before its end. Never logged. */
export class AccessTokens {
  readonly #options: OAuthOptions;
  #refreshToken: string;
  #token: { readonly value: string; readonly until: EpochMillis } | undefined;
  #asking: Promise<string> | undefined;

  constructor(options: OAuthOptions) {
    this.#options = options;
    this.#refreshToken = options.refreshToken;
  }

  /** Rejects with mail.oauth-refused or, retryable, mail.oauth-away. */
  now(): Promise<string> {
    if (this.#token && this.#token.until > this.#options.clock.wall()) return Promise.resolve(this.#token.value);
    return (this.#asking ??= this.#ask().finally(() => (this.#asking = undefined)));
  }

  /** The server did not take it. */
  forget(): void {
    this.#token = undefined;
  }

  async #ask(): Promise<string> {
    const { tokenUrl, clientId, clientSecret, scope, clock, fetch = globalThis.fetch } = this.#options;
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: this.#refreshToken });
    if (clientSecret !== undefined) body.set('client_secret', clientSecret);
    if (scope !== undefined) body.set('scope', scope);
    const { status, answer } = await asked(() => fetch(tokenUrl, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body, signal: AbortSignal.timeout(WITHIN_MS) }));
    const { access_token: value, expires_in: seconds = HOUR_SECONDS, refresh_token: next, error } = answer;
    if (typeof value !== 'string' || value === '') {
      const said = typeof error === 'string' ? error.slice(0, 60) : `status ${status}`;
      throw new Fault('mail.oauth-refused', `The token server gives no access token (${said}): sign the mailbox in again and replace the refresh token.`, { retryable: true });
    }
    // Some servers give a new one each time and forget the old one later.
    if (typeof next === 'string' && next !== '') this.#refreshToken = next;
    this.#token = { value, until: clock.wall() + Math.max(0, Number(seconds) * 1_000 - EARLY_MS) };
    return value;
  }
}

async function asked(ask: () => Promise<Response>): Promise<{ readonly status: number; readonly answer: Record<string, unknown> }> {
  try {
    const response = await ask();
    if (response.status >= 500) throw new Error(`status ${response.status}`);
    const answer: unknown = await response.json().catch(() => ({}));
    return { status: response.status, answer: answer !== null && typeof answer === 'object' ? (answer as Record<string, unknown>) : {} };
  } catch (error) {
    throw new Fault('mail.oauth-away', 'The token server does not answer; it is asked again.', { retryable: true, cause: error });
  }
}
