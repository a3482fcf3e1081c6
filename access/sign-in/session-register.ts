import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Clock, Emitter, type Random } from '#core';
import type { Person } from '#contract';
import type { PeopleRecords, Session, SessionRecord, SignedIn } from '../port.ts';
import { type AgentLookup, personOf } from '../people/person-of.ts';
import { type SessionLimits, sessionEnd, sessionLife } from './session-life.ts';

/** 256 bits, so that guessing is hopeless and one plain SHA-256 is enough to store. */
const TOKEN_BYTES = 32;
const TOKEN = /^[0-9a-f]{64}$/;

export interface SessionRegisterOptions {
  readonly records: PeopleRecords;
  readonly agents: AgentLookup;
  readonly limits: SessionLimits;
  readonly clock: Clock;
  readonly random: Random;
}

/** Begins, finds and ends sessions. The token itself is known to the browser only. */
export class SessionRegister {
  readonly #options: SessionRegisterOptions;
  readonly ended = new Emitter<readonly string[]>();

  constructor(options: SessionRegisterOptions) {
    this.#options = options;
  }

  async begin(person: Person): Promise<SignedIn> {
    const { records, clock, random } = this.#options;
    const token = random.hex(TOKEN_BYTES);
    const now = clock.wall();
    const record = { key: keyOf(token), person: person.id, startedAt: now, usedAt: now };
    await records.addSession(record);
    const session = this.#session(token, record, person);
    const { csrf, expiresAt } = session;
    return { token, session, me: { person, csrf, expiresAt } };
  }

  async find(token: string, { use = true }: { readonly use?: boolean } = {}): Promise<Session | undefined> {
    const { records, agents, limits, clock } = this.#options;
    const found = TOKEN.test(token) ? await records.session(keyOf(token)) : undefined;
    if (!found || found.person.disabled) return undefined;
    const now = clock.wall();
    const { over, write } = sessionLife(found.session, limits, now);
    if (over) {
      await records.endSession(found.session.key);
      return undefined;
    }
    if (use && write) await records.useSession(found.session.key, now);
    const session = use && write ? { ...found.session, usedAt: now } : found.session;
    return this.#session(token, session, personOf(found.person, agents));
  }

  async end(key: string): Promise<void> {
    await this.#options.records.endSession(key);
    this.ended.emit([key]);
  }

  async endAllOf(person: string, except?: string): Promise<void> {
    const keys = await this.#options.records.endSessionsOf(person, except);
    if (keys.length > 0) this.ended.emit(keys);
  }

  /** Forgets those that are over. */
  sweep(): Promise<void> {
    const { records, limits, clock } = this.#options;
    return records.sweepSessions(clock.wall() - limits.absoluteMs, clock.wall() - limits.idleMs);
  }

  #session(token: string, record: SessionRecord, person: Person): Session {
    return { key: record.key, person, csrf: csrfOf(token), startedAt: record.startedAt, expiresAt: sessionEnd(record, this.#options.limits) };
  }
}

/** Compares in constant time. */
export function csrfFits(session: Session, given: string | undefined): boolean {
  const wanted = Buffer.from(session.csrf);
  const found = Buffer.from(given ?? '');
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

const keyOf = (token: string) => createHash('sha256').update(token).digest('hex');
/** OWASP CSRF Prevention Cheat Sheet, "HMAC Based Token Pattern": bound to the session, kept nowhere. */
const csrfOf = (token: string) => createHmac('sha256', token).update('huawu csrf').digest('base64url');
