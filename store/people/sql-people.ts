import type { AuditEntry, AuditQuery, PeopleRecords, PersonRecord, PersonRecordChange, SessionRecord } from '#access';
import type { Row, Sql } from '../sql/sql.ts';
import { auditOf, clean, iso, personColumns, personOf, sessionOf } from './people-rows.ts';

/** Any number no other lock of ours has: one first administrator at a time. */
const FIRST_PERSON_LOCK = 4_839_201_775;

/** `PeopleRecords` on any `Sql`. Twin of access/people/memory-people.ts. */
export class SqlPeople implements PeopleRecords {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async people(): Promise<readonly PersonRecord[]> {
    // By bytes, so that the order is the same on every database.
    return (await this.#sql.query('SELECT * FROM people ORDER BY login COLLATE "C"')).map(personOf);
  }

  person(id: string): Promise<PersonRecord | undefined> {
    return this.#one('SELECT * FROM people WHERE id = $1', id);
  }

  byLogin(login: string): Promise<PersonRecord | undefined> {
    return this.#one('SELECT * FROM people WHERE login = $1', login);
  }

  async anybody(): Promise<boolean> {
    return (await this.#sql.query('SELECT 1 FROM people LIMIT 1')).length > 0;
  }

  insert(person: PersonRecord, { onlyFirst = false }: { readonly onlyFirst?: boolean } = {}): Promise<boolean> {
    const columns = personColumns(person);
    const names = columns.map(([name]) => name).join(', ');
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    return this.#sql.transaction(async (session) => {
      if (onlyFirst) {
        await session.query('SELECT pg_advisory_xact_lock($1)', [FIRST_PERSON_LOCK]);
        if ((await session.query('SELECT 1 FROM people LIMIT 1')).length > 0) return false;
      }
      const made = await session.query(`INSERT INTO people (${names}) VALUES (${places}) ON CONFLICT DO NOTHING RETURNING id`, columns.map(([, value]) => value));
      return made.length > 0;
    });
  }

  async update(id: string, change: PersonRecordChange): Promise<boolean> {
    const columns = personColumns(change);
    if (columns.length === 0) return (await this.person(id)) !== undefined;
    const set = columns.map(([name], index) => `${name} = $${index + 2}`).join(', ');
    // Two at the same moment: the unique index refuses the second, which is then told as a defect; nothing wrong is stored.
    const free = change.agent == null ? '' : ` AND NOT EXISTS (SELECT 1 FROM people WHERE agent = $${columns.findIndex(([name]) => name === 'agent') + 2} AND id <> $1)`;
    return (await this.#sql.query(`UPDATE people SET ${set} WHERE id = $1${free} RETURNING id`, [clean(id), ...columns.map(([, value]) => value)])).length > 0;
  }

  async addSession({ key, person, startedAt, usedAt }: SessionRecord): Promise<void> {
    await this.#sql.query('INSERT INTO sessions (key, person, started_at, used_at) VALUES ($1, $2, $3, $4)', [key, person, iso(startedAt), iso(usedAt)]);
  }

  async session(key: string): Promise<{ session: SessionRecord; person: PersonRecord } | undefined> {
    const text = 'SELECT p.*, s.key, s.person, s.started_at, s.used_at FROM sessions s JOIN people p ON p.id = s.person WHERE s.key = $1';
    const [row] = await this.#sql.query({ name: 'session-of-key', text }, [clean(key)]);
    return row && { session: sessionOf(row), person: personOf(row) };
  }

  async useSession(key: string, at: number): Promise<void> {
    await this.#sql.query('UPDATE sessions SET used_at = $2 WHERE key = $1', [key, iso(at)]);
  }

  async endSession(key: string): Promise<void> {
    await this.#sql.query('DELETE FROM sessions WHERE key = $1', [key]);
  }

  async endSessionsOf(person: string, except?: string): Promise<readonly string[]> {
    const rows = await this.#sql.query('DELETE FROM sessions WHERE person = $1 AND key IS DISTINCT FROM $2 RETURNING key', [person, except ?? null]);
    return rows.map((row) => String(row.key));
  }

  async sweepSessions(startedBefore: number, usedBefore: number): Promise<void> {
    await this.#sql.query('DELETE FROM sessions WHERE started_at < $1 OR used_at < $2', [iso(startedBefore), iso(usedBefore)]);
  }

  async addAudit({ at, person, action, subject, address }: AuditEntry): Promise<void> {
    await this.#sql.query('INSERT INTO audit (at, person, action, subject, address) VALUES ($1, $2, $3, $4, $5)', [iso(at), clean(person), action, clean(subject), clean(address)]);
  }

  async audit({ limit, person, action, subject, from, until }: AuditQuery): Promise<readonly AuditEntry[]> {
    const wanted: [string, unknown][] = [
      ['person =', person && clean(person)],
      ['action =', action],
      ['subject =', subject && clean(subject)],
      ['at >=', from === undefined ? undefined : iso(from)],
      ['at <', until === undefined ? undefined : iso(until)],
    ];
    const given = wanted.filter(([, value]) => value !== undefined);
    const where = given.map(([condition], index) => ` AND ${condition} $${index + 2}`).join('');
    const rows = await this.#sql.query(`SELECT * FROM audit WHERE true${where} ORDER BY id DESC LIMIT $1`, [limit, ...given.map(([, value]) => value)]);
    return rows.map(auditOf);
  }

  async setting(key: string): Promise<string | undefined> {
    const [row] = await this.#sql.query('SELECT value FROM settings WHERE key = $1', [key]);
    return row && String(row.value);
  }

  async setSetting(key: string, value: string): Promise<void> {
    await this.#sql.query('INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()', [key, value]);
  }

  async #one(text: string, value: string): Promise<PersonRecord | undefined> {
    const [row]: readonly Row[] = await this.#sql.query(text, [clean(value)]);
    return row && personOf(row);
  }
}
