import { availableParallelism } from 'node:os';
import { type Clock, type Log, type Millis, type Random, Scope, ok } from '#core';
import { type HashCost, OWASP_COST } from './passwords/password-hash.ts';
import { HashingQueue } from './passwords/hashing-queue.ts';
import { Passwords } from './passwords/passwords.ts';
import { firstStart } from './people/first-start.ts';
import { PeopleRegister } from './people/people-register.ts';
import type { AgentLookup } from './people/person-of.ts';
import { GuestTickets } from './phones/guest-tickets.ts';
import { ShortLivedSoftphones } from './phones/softphones.ts';
import type { Access, Audit, People, PeopleRecords, Sessions } from './port.ts';
import { SESSION_LIMITS, type SessionLimits } from './sign-in/session-life.ts';
import { SessionRegister, csrfFits } from './sign-in/session-register.ts';
import { SignInDesk } from './sign-in/sign-in.ts';
import { SignInGuard } from './sign-in/sign-in-guard.ts';

const SWEEP_EVERY_MS: Millis = 3_600_000;
const MOST_ENTRIES = 1_000;
/** The audit log keeps what strangers typed, but not pages of it. */
const LONGEST_SUBJECT = 200;

export interface AccessOptions {
  readonly records: PeopleRecords;
  /** What the configuration says of an agent: extension and teams. */
  readonly agents: AgentLookup;
  /** Calls from the web that one address may begin in an hour; undefined: none may. */
  readonly guestsPerAddressPerHour?: number;
  /** How long credentials of the pages' phones are good; default one hour. */
  readonly softphoneLifeMs?: Millis;
  readonly session?: Partial<SessionLimits>;
  readonly cost?: HashCost;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Puts the room together. */
export function openAccess({ records, agents, guestsPerAddressPerHour, softphoneLifeMs, session, cost = OWASP_COST, clock, random, log }: AccessOptions): Access {
  const scope = new Scope();
  const queue = new HashingQueue({ parallel: Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2))) });
  const passwords = new Passwords({ queue, cost, random });
  const audit = auditOn(records, clock);
  const register = new SessionRegister({ records, agents, limits: { ...SESSION_LIMITS, ...session }, clock, random });
  const softphones = new ShortLivedSoftphones({ extensionOf: (agent) => agents(agent)?.extension, ...(softphoneLifeMs === undefined ? {} : { lifeMs: softphoneLifeMs }), clock, random });
  const guard = new SignInGuard(clock);
  const desk = new SignInDesk({ records, passwords, guard, sessions: register, audit, agents, clock, log });
  const endSessions = async (person: string) => {
    softphones.revoke(person);
    await register.endAllOf(person);
  };
  const people = new PeopleRegister({ records, passwords, audit, agents, clock, random, endSessions });
  const sweep = clock.every(SWEEP_EVERY_MS, () => void register.sweep().catch((error: unknown) => log.warn('old sessions stay until the next sweep', { error })));
  scope.onEnd(() => sweep.cancel());
  return {
    sessions: sessionsOf(desk, register, audit, softphones),
    people: peopleOf(people, desk, register, audit),
    firstStart: firstStart({ records, register: people, random, begin: (person, address) => desk.begin(person, address) }),
    softphones,
    guests: new GuestTickets({ perAddressPerHour: guestsPerAddressPerHour, clock, random }),
    audit,
    close: () => scope.end('closed'),
  };
}

function sessionsOf(desk: SignInDesk, register: SessionRegister, audit: Audit, softphones: ShortLivedSoftphones): Sessions {
  return {
    signIn: (input, address) => desk.signIn(input, address),
    find: (token, options) => register.find(token, options),
    csrfFits,
    async signOut({ key, person }, address) {
      softphones.revoke(person.id);
      await register.end(key);
      await audit.record({ id: person.id, address }, 'signed-out', person.login);
    },
    ended: register.ended,
  };
}

function peopleOf(people: PeopleRegister, desk: SignInDesk, register: SessionRegister, audit: Audit): People {
  return {
    list: () => people.list(),
    find: (idOrLogin) => people.find(idOrLogin),
    add: (person, by) => people.add(person, by),
    resetPassword: (idOrLogin, password, by) => people.resetPassword(idOrLogin, password, by),
    prefer: (id, wanted) => people.prefer(id, wanted),
    change: (idOrLogin, change, by) => people.change(idOrLogin, change, by),
    async changeOwnPassword({ key, person }, old, wanted, address) {
      const proven = await desk.prove(person.login, old, address);
      if (!proven.ok) return proven;
      const set = await people.setPassword(proven.value, wanted, address);
      if (!set.ok) return set;
      await register.endAllOf(person.id, key);
      await audit.record({ id: person.id, address }, 'password-changed', person.login);
      return ok(undefined);
    },
  };
}

function auditOn(records: PeopleRecords, clock: Clock): Audit {
  return {
    record: ({ id, address }, action, subject) => records.addAudit({ at: clock.wall(), person: id, action, subject: subject.slice(0, LONGEST_SUBJECT), address }),
    find: (query) => records.audit({ ...query, limit: Math.max(0, Math.min(MOST_ENTRIES, query.limit)) }),
  };
}
