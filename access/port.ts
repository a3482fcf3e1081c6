/** PORT. Who may come in and do what: `openAccess` on the records of `PeopleRecords` (PostgreSQL / in memory for tests). */
import type { EpochMillis, Fault, Result, Signal } from '#core';
import type { FirstAdministrator, Me, Person, Preferences, Role, SignIn } from '#contract';

/** A sign-in that may be refused for a while; `retryAfterSeconds` belongs into Retry-After (RFC 9110 §10.2.3). */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault; readonly retryAfterSeconds?: number };

/** A signed-in browser. */
export interface Session {
  /** SHA-256 of the token, hexadecimal; safe to keep beside a socket. */
  readonly key: string;
  readonly person: Person;
  /** What `X-Huawu-Csrf` must say. */
  readonly csrf: string;
  readonly startedAt: EpochMillis;
  readonly expiresAt: EpochMillis;
}

/** `token` goes into the cookie `huawu-session` and is kept nowhere else. */
export interface SignedIn {
  readonly token: string;
  readonly session: Session;
  /** The answer of `POST /api/sign-in`. */
  readonly me: Me;
}

export interface Sessions {
  /** Faults: access.wrong-password, access.too-many-attempts, access.busy. All but the first come with `retryAfterSeconds`. */
  signIn(input: SignIn, address: string): Promise<Attempt<SignedIn>>;
  /** The session of a cookie's token; counts as use unless `use` is false (a socket that asks whether it may stay open). */
  find(token: string, options?: { readonly use?: boolean }): Promise<Session | undefined>;
  /** Compares in constant time. */
  csrfFits(session: Session, given: string | undefined): boolean;
  signOut(session: Session, address: string): Promise<void>;
  /** Sessions that ended before their time (sign-out, reset, disabled): their sockets are to be closed. Keys. */
  readonly ended: Signal<readonly string[]>;
}

/** A person as the administration sees one. */
export interface PersonEntry extends Person {
  readonly disabled: boolean;
  readonly createdAt: EpochMillis;
  readonly lastSignInAt?: EpochMillis;
}

export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly agent?: string;
  readonly teams?: readonly string[];
  readonly language?: 'zh' | 'en';
  /** Without one a password is made. */
  readonly password?: string;
}

export type PersonChange = Partial<Pick<NewPerson, 'name' | 'role' | 'teams' | 'language'>> & { readonly agent?: string | null; readonly disabled?: boolean };

/** Who did it: a person's id (or `token`, `terminal`, `first-start`) and the address it came from. */
export interface Actor {
  readonly id: string;
  readonly address: string;
}

export interface People {
  list(): Promise<readonly PersonEntry[]>;
  /** By id or login. */
  find(idOrLogin: string): Promise<PersonEntry | undefined>;
  /** Faults: access.bad-login, access.bad-name, access.login-taken, access.weak-password, access.agent-taken. */
  add(person: NewPerson, by: Actor): Promise<Result<{ readonly person: PersonEntry; readonly password: string }>>;
  /** Ends all sessions of the person. Faults: access.unknown-person, access.weak-password. */
  resetPassword(idOrLogin: string, password: string | undefined, by: Actor): Promise<Result<{ readonly password: string }>>;
  /** Keeps `session`, ends the person's others. Faults: access.wrong-password, access.weak-password, access.too-many-attempts, access.busy. */
  changeOwnPassword(session: Session, old: string, wanted: string, address: string): Promise<Attempt<void>>;
  /** Language and theme of the console, for every browser. Faults: access.unknown-person. */
  prefer(id: string, wanted: Preferences): Promise<Result<Person>>;
  /** Disabling ends all sessions. Nobody takes the own account away. Faults: access.unknown-person, access.own-account, access.last-administrator, access.bad-name, access.agent-taken. */
  change(idOrLogin: string, change: PersonChange, by: Actor): Promise<Result<PersonEntry>>;
}

export interface FirstStart {
  /** True while there is no person at all. */
  needed(): Promise<boolean>;
  /** The token to be printed at this start; undefined when somebody exists. Voids that of earlier starts. */
  token(): Promise<string | undefined>;
  /** Makes the first administrator and signs in. Faults: access.first-start-over, access.wrong-token, and those of `People.add`. */
  administrator(input: FirstAdministrator, address: string): Promise<Attempt<SignedIn>>;
}

/** Digest credentials of a browser's phone; to be listed among the SIP room's accounts. */
export interface SoftphoneCredentials {
  /** SIP account: the agent's extension. */
  readonly user: string;
  readonly login: string;
  readonly password: string;
  readonly expiresAt: EpochMillis;
}

export interface Softphones {
  /** Good for one hour unless configured otherwise; voids those given to the same person before. Faults: access.no-phone. */
  give(person: Person): Result<SoftphoneCredentials>;
  /** Those good now. */
  accounts(): readonly SoftphoneCredentials[];
}

export interface GuestTicket {
  /** `?guest=<ticket>` of `/sip`; good once, within a minute. */
  readonly ticket: string;
  /** User part that the visitor calls from. */
  readonly account: string;
  readonly expiresAt: EpochMillis;
}

export interface Guests {
  /** Faults: access.too-many-guests (with `retryAfterSeconds`), access.no-guests. IPv6 addresses count by /64. */
  give(address: string): Attempt<GuestTicket>;
  /** The account of a ticket, once; undefined when it is unknown, used or too old. */
  take(ticket: string): { readonly account: string } | undefined;
}

export type AuditAction =
  | 'signed-in' | 'sign-in-failed' | 'signed-out'
  | 'person-added' | 'person-changed' | 'person-disabled' | 'person-enabled' | 'password-reset' | 'password-changed'
  | 'call-read' | 'call-listened' | 'recording-heard' | 'original-heard' | 'calls-exported' | 'statistics-exported' | 'agent-forced' | 'alert-acknowledged'
  | 'review-written' | 'review-published' | 'review-answered' | 'review-escalated' | 'review-arbitrated' | 'word-corrected' | 'settings-changed'
  | 'voicemail-heard' | 'voicemail-done' | 'voicemail-reopened' | 'callback-made' | 'callback-moved' | 'callback-cancelled'
  | 'sample-given' | 'calibration-begun' | 'calibration-closed' | 'calibration-handed-in' | 'coaching-written' | 'coaching-removed' | 'coaching-seen' | 'calls-analysed'
  | 'ticket-created' | 'ticket-changed';

export interface AuditEntry {
  readonly at: EpochMillis;
  /** A person's id, `token`, `terminal`, or empty for a stranger. */
  readonly person: string;
  readonly action: AuditAction;
  /** What it was done to: a call, an agent, a login; empty for a sign-in with a name nobody has. */
  readonly subject: string;
  readonly address: string;
}

export interface AuditQuery {
  /** At most 1000. */
  readonly limit: number;
  readonly person?: string;
  readonly action?: AuditAction;
  readonly subject?: string;
  readonly from?: EpochMillis;
  readonly until?: EpochMillis;
}

export interface Audit {
  /** Rejects when the database is away: what must not go unrecorded is to be awaited before it is done. */
  record(by: Actor, action: AuditAction, subject: string): Promise<void>;
  /** Newest first. */
  find(query: AuditQuery): Promise<readonly AuditEntry[]>;
}

export interface Access {
  readonly sessions: Sessions;
  readonly people: People;
  readonly firstStart: FirstStart;
  readonly softphones: Softphones;
  readonly guests: Guests;
  readonly audit: Audit;
  close(): void;
}

/** A person as it is stored. */
export interface PersonRecord extends Person {
  /** PHC string, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
  readonly passwordHash: string;
  readonly disabled: boolean;
  readonly createdAt: EpochMillis;
  readonly lastSignInAt?: EpochMillis;
}

export type PersonRecordChange = Partial<Omit<PersonRecord, 'id' | 'login' | 'createdAt' | 'agent'>> & { readonly agent?: string | null };

export interface SessionRecord {
  readonly key: string;
  readonly person: string;
  readonly startedAt: EpochMillis;
  readonly usedAt: EpochMillis;
}

/** PORT. Where people, their sessions and the audit log are kept: `store/people` / `memoryPeople`. Rejects when it is away. */
export interface PeopleRecords {
  /** Ordered by login. */
  people(): Promise<readonly PersonRecord[]>;
  person(id: string): Promise<PersonRecord | undefined>;
  /** Logins do not differ by case. */
  byLogin(login: string): Promise<PersonRecord | undefined>;
  anybody(): Promise<boolean>;
  /** False when the login (or the agent) belongs to somebody; with `onlyFirst` also when there is anybody. */
  insert(person: PersonRecord, options?: { readonly onlyFirst?: boolean }): Promise<boolean>;
  /** False when there is no such person, or the agent belongs to somebody else. */
  update(id: string, change: PersonRecordChange): Promise<boolean>;
  addSession(session: SessionRecord): Promise<void>;
  session(key: string): Promise<{ readonly session: SessionRecord; readonly person: PersonRecord } | undefined>;
  useSession(key: string, at: EpochMillis): Promise<void>;
  /** Ends one session. */
  endSession(key: string): Promise<void>;
  /** Ends those of a person, one excepted; returns the keys of those that ended. */
  endSessionsOf(person: string, except?: string): Promise<readonly string[]>;
  /** Forgets sessions started or used last before these instants. */
  sweepSessions(startedBefore: EpochMillis, usedBefore: EpochMillis): Promise<void>;
  addAudit(entry: AuditEntry): Promise<void>;
  audit(query: AuditQuery): Promise<readonly AuditEntry[]>;
  setting(key: string): Promise<string | undefined>;
  setSetting(key: string, value: string): Promise<void>;
}
