import { type Clock, Fault, type Log, type Millis, type Result, failed, ok } from '#core';
import type { Person, SignIn } from '#contract';
import { addressGroup } from '../address-group.ts';
import { type AgentLookup, loginOf, personOf } from '../people/person-of.ts';
import type { Attempt, Audit, PeopleRecords, PersonRecord, SignedIn } from '../port.ts';
import type { Passwords } from '../passwords/passwords.ts';
import type { SessionRegister } from './session-register.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** Longer names belong to nobody. */
const LONGEST_LOGIN = 200;
const BUSY_RETRY_SECONDS = 3;

export interface SignInOptions {
  readonly records: PeopleRecords;
  readonly passwords: Passwords;
  readonly guard: SignInGuard;
  readonly sessions: SessionRegister;
  readonly audit: Audit;
  readonly agents: AgentLookup;
  readonly clock: Clock;
  readonly log: Log;
}

/** Name and password in, session out. */
export class SignInDesk {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  async signIn({ login, password }: SignIn, address: string): Promise<Attempt<SignedIn>> {
    const account = loginOf(login.slice(0, LONGEST_LOGIN));
    const proven = await this.prove(account, password, address);
    if (!proven.ok) return proven;
    await this.#renewHash(proven.value, password, address);
    return ok(await this.begin(personOf(proven.value, this.#options.agents), address));
  }

  async begin(person: Person, address: string): Promise<SignedIn> {
    const { records, sessions, audit, clock } = this.#options;
    await audit.record({ id: person.id, address }, 'signed-in', person.login);
    await records.update(person.id, { lastSignInAt: clock.wall() });
    return sessions.begin(person);
  }

  /** The person whose password it is. Takes the same time, and tells the same, whether the name or the password is wrong. */
  async prove(account: string, password: string, address: string): Promise<Attempt<PersonRecord>> {
    const { records, passwords, guard, audit } = this.#options;
    const pause = guard.attempt(account, address);
    if (pause !== undefined) return tooMany(pause);
    const person = await records.byLogin(account);
    const fits = await passwords.fits(password, person?.passwordHash, addressGroup(address));
    if (!fits.ok) {
      guard.untried(account, address);
      return { ...fits, retryAfterSeconds: BUSY_RETRY_SECONDS };
    }
    if (!fits.value || !person || person.disabled) {
      // A name nobody has is not kept: people type passwords into the wrong field.
      await audit.record({ id: person?.id ?? '', address }, 'sign-in-failed', person?.login ?? '');
      return failed(new Fault('access.wrong-password', 'Name or password is wrong. An administrator can set a new password, or: ./huawu user reset NAME.'));
    }
    guard.right(account, address);
    return ok(person);
  }

  async #renewHash(person: PersonRecord, password: string, address: string): Promise<void> {
    const { records, passwords, log } = this.#options;
    const renewed = await passwords.renewed(password, person.passwordHash, addressGroup(address));
    if (renewed === undefined) return;
    await records.update(person.id, { passwordHash: renewed });
    log.info('a password hash was renewed at the present cost');
  }
}

/** Never says whether there is such an account. */
function tooMany(pause: Millis): Attempt<never> {
  const retryAfterSeconds = Math.max(1, Math.ceil(pause / 1000));
  return { ...(failed(new Fault('access.too-many-attempts', `Too many wrong passwords. Try again in ${retryAfterSeconds} seconds.`, { retryable: true })) satisfies Result<never>), retryAfterSeconds };
}
