import type { AuditEntry, AuditQuery, PeopleRecords, PersonRecord, SessionRecord } from '../port.ts';

/** `PeopleRecords` in memory, for tests. Twin of store/people. */
export function memoryPeople(): PeopleRecords {
  const people = new Map<string, PersonRecord>();
  const sessions = new Map<string, SessionRecord>();
  const settings = new Map<string, string>();
  const entries: AuditEntry[] = [];
  const all = () => [...people.values()].sort((a, b) => (a.login < b.login ? -1 : 1));
  const hasAgent = (agent: string | null | undefined, but: string) => agent != null && all().some((each) => each.agent === agent && each.id !== but);
  const matches = (entry: AuditEntry, { person, action, subject, from, until }: AuditQuery) =>
    (person === undefined || entry.person === person) && (action === undefined || entry.action === action) && (subject === undefined || entry.subject === subject) && (from === undefined || entry.at >= from) && (until === undefined || entry.at < until);
  const end = (gone: readonly SessionRecord[]) => gone.map(({ key }) => (sessions.delete(key), key));
  return {
    people: async () => all(),
    person: async (id) => people.get(id),
    byLogin: async (login) => all().find((each) => each.login === login),
    anybody: async () => people.size > 0,
    async insert(person, { onlyFirst = false } = {}) {
      if ((onlyFirst && people.size > 0) || all().some((each) => each.login === person.login) || hasAgent(person.agent, person.id)) return false;
      people.set(person.id, person);
      return true;
    },
    async update(id, { agent, ...change }) {
      const before = people.get(id);
      if (!before || hasAgent(agent, id)) return false;
      const { agent: had, ...rest } = before;
      const has = agent === undefined ? had : (agent ?? undefined);
      people.set(id, { ...rest, ...change, ...(has === undefined ? {} : { agent: has }) });
      return true;
    },
    addSession: async (session) => void sessions.set(session.key, session),
    async session(key) {
      const session = sessions.get(key);
      const person = session && people.get(session.person);
      return session && person && { session, person };
    },
    async useSession(key, usedAt) {
      const session = sessions.get(key);
      if (session) sessions.set(key, { ...session, usedAt });
    },
    endSession: async (key) => void sessions.delete(key),
    endSessionsOf: async (person, except) => end([...sessions.values()].filter((each) => each.person === person && each.key !== except)),
    sweepSessions: async (startedBefore, usedBefore) => void end([...sessions.values()].filter((each) => each.startedAt < startedBefore || each.usedAt < usedBefore)),
    addAudit: async (entry) => void entries.push(entry),
    audit: async (query) => entries.filter((entry) => matches(entry, query)).reverse().slice(0, query.limit),
    setting: async (key) => settings.get(key),
    setSetting: async (key, value) => void settings.set(key, value),
  };
}
