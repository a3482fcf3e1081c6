import { type Clock, Fault, type Random, type Result, failed, ok } from '#core';
import type { Person, Preferences } from '#contract';
import type { Actor, Audit, NewPerson, PeopleRecords, PersonChange, PersonEntry, PersonRecord } from '../port.ts';
import type { Passwords } from '../passwords/passwords.ts';
import { checkPassword, makePassword } from '../passwords/password-rules.ts';
import { type AgentLookup, entryOf, loginOf, personOf } from './person-of.ts';

const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,39}$/u;
const NAME_MOST = 80;
const TEAMS_MOST = 200;

export interface PeopleRegisterOptions {
  readonly records: PeopleRecords;
  readonly passwords: Passwords;
  readonly audit: Audit;
  readonly agents: AgentLookup;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends all sessions and the phone credentials of a person. */
  readonly endSessions: (person: string) => Promise<void>;
}

/** Adds and changes people; all that `People` needs besides the own password. */
export class PeopleRegister {
  readonly #options: PeopleRegisterOptions;

  constructor(options: PeopleRegisterOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly PersonEntry[]> {
    return (await this.#options.records.people()).map((each) => entryOf(each, this.#options.agents));
  }

  async find(idOrLogin: string): Promise<PersonEntry | undefined> {
    const record = await this.#record(idOrLogin);
    return record && entryOf(record, this.#options.agents);
  }

  async add(input: NewPerson, by: Actor, onlyFirst = false): Promise<Result<{ person: PersonEntry; password: string }>> {
    const { records, passwords, audit, agents, clock, random } = this.#options;
    const login = loginOf(input.login);
    const password = input.password ?? makePassword(random);
    for (const checked of [checkLogin(login), checkName(input.name), checkTeams(input.teams ?? []), checkPassword(password, login)]) if (!checked.ok) return checked;
    if (await records.byLogin(login)) return failed(loginTaken());
    const hash = await passwords.hash(password, by.address);
    if (!hash.ok) return hash;
    const { role, agent, teams = [], language = 'zh' } = input;
    const record: PersonRecord = { id: random.uuid(), login, name: input.name.trim(), role, teams, language, passwordHash: hash.value, disabled: false, createdAt: clock.wall(), ...(agent === undefined ? {} : { agent }) };
    if (!(await records.insert(record, { onlyFirst }))) return failed(await this.#whyNotInserted(login, onlyFirst));
    await audit.record(by, 'person-added', login);
    return ok({ person: entryOf(record, agents), password });
  }

  async resetPassword(idOrLogin: string, wanted: string | undefined, by: Actor): Promise<Result<{ password: string }>> {
    const record = await this.#record(idOrLogin);
    if (!record) return failed(unknownPerson());
    const password = wanted ?? makePassword(this.#options.random);
    const set = await this.setPassword(record, password, by.address);
    if (!set.ok) return set;
    await this.#options.endSessions(record.id);
    await this.#options.audit.record(by, 'password-reset', record.login);
    return ok({ password });
  }

  /** Checks and stores a password. */
  async setPassword(record: PersonRecord, password: string, origin: string): Promise<Result<void>> {
    const allowed = checkPassword(password, record.login);
    if (!allowed.ok) return allowed;
    const hash = await this.#options.passwords.hash(password, origin);
    if (!hash.ok) return hash;
    await this.#options.records.update(record.id, { passwordHash: hash.value });
    return ok(undefined);
  }

  async prefer(id: string, wanted: Preferences): Promise<Result<Person>> {
    const { records, agents } = this.#options;
    const known = await records.update(id, wanted);
    const after = known ? await records.person(id) : undefined;
    return after ? ok(personOf(after, agents)) : failed(unknownPerson());
  }

  async change(idOrLogin: string, change: PersonChange, by: Actor): Promise<Result<PersonEntry>> {
    const { records, audit, agents, endSessions } = this.#options;
    const before = await this.#record(idOrLogin);
    if (!before) return failed(unknownPerson());
    const checks = [checkName(change.name ?? before.name), checkTeams(change.teams ?? []), keepsOwnAccount(before, change, by), await this.#keepsAnAdministrator(before, change)];
    for (const checked of checks) if (!checked.ok) return checked;
    const name = change.name === undefined ? {} : { name: change.name.trim() };
    if (!(await records.update(before.id, { ...change, ...name }))) return failed(agentTaken());
    const after = (await records.person(before.id)) ?? before;
    if (after.disabled || after.role !== before.role) await endSessions(before.id);
    const action = after.disabled === before.disabled ? 'person-changed' : after.disabled ? 'person-disabled' : 'person-enabled';
    await audit.record(by, action, before.login);
    return ok(entryOf(after, agents));
  }

  async #record(idOrLogin: string): Promise<PersonRecord | undefined> {
    const { records } = this.#options;
    return (await records.byLogin(loginOf(idOrLogin))) ?? records.person(idOrLogin);
  }

  async #keepsAnAdministrator(person: PersonRecord, { role = person.role, disabled = person.disabled }: PersonChange): Promise<Result<void>> {
    if (person.role !== 'administrator' || person.disabled || (role === 'administrator' && !disabled)) return ok(undefined);
    const others = (await this.#options.records.people()).some((each) => each.id !== person.id && each.role === 'administrator' && !each.disabled);
    return others ? ok(undefined) : failed(new Fault('access.last-administrator', 'This is the last administrator. Make another one first.'));
  }

  async #whyNotInserted(login: string, onlyFirst: boolean): Promise<Fault> {
    if (await this.#options.records.byLogin(login)) return loginTaken();
    return onlyFirst ? firstStartOver() : agentTaken();
  }
}

export const firstStartOver = () => new Fault('access.first-start-over', 'The first administrator was made already. Sign in, or use ./huawu user add on the server.');
const loginTaken = () => new Fault('access.login-taken', 'Somebody else signs in with this name. Choose another.');
const agentTaken = () => new Fault('access.agent-taken', 'This agent belongs to another person already.');
const unknownPerson = () => new Fault('access.unknown-person', 'There is no such person. ./huawu user list shows all.');

/** Who makes a slip here could not take it back. */
const keepsOwnAccount = ({ id, role }: PersonRecord, change: PersonChange, by: Actor): Result<void> =>
  by.id === id && (change.disabled === true || (change.role !== undefined && change.role !== role))
    ? failed(new Fault('access.own-account', 'Nobody can disable the own account or change its role. Another administrator can, or: ./huawu user disable NAME on the server.'))
    : ok(undefined);

const checkLogin = (login: string) => (LOGIN.test(login) ? ok(undefined) : failed(new Fault('access.bad-login', 'The name to sign in with has 1 to 40 letters, digits or . _ @ + - and begins with a letter or digit.')));
const checkName = (name: string) =>
  // Control characters would break lists and logs; everything else is somebody's name.
  name.trim().length > 0 && name.length <= NAME_MOST && !/\p{Cc}|\p{Cs}/u.test(name) ? ok(undefined) : failed(new Fault('access.bad-name', `A name has 1 to ${NAME_MOST} characters and no control characters.`));
const checkTeams = (teams: readonly string[]) =>
  teams.length <= TEAMS_MOST && teams.every((team) => checkName(team).ok) ? ok(undefined) : failed(new Fault('access.bad-name', `Teams are at most ${TEAMS_MOST} names of 1 to ${NAME_MOST} characters.`));
