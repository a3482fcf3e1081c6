import type { AuditEntry, PersonRecord, SessionRecord } from '#access';
import type { Row } from '../sql/sql.ts';

/** PostgreSQL cannot keep U+0000 in text, nor half a surrogate pair. */
export const clean = (value: string) => value.replaceAll('\u0000', '\uFFFD').toWellFormed();
export const iso = (at: number) => new Date(Math.round(at)).toISOString();
const epoch = (value: unknown) => (value instanceof Date ? value.getTime() : new Date(String(value)).getTime());

export function personOf(row: Row): PersonRecord {
  return {
    id: String(row.id),
    login: String(row.login),
    name: String(row.name),
    role: row.role as PersonRecord['role'],
    teams: row.teams as readonly string[],
    language: row.language === 'en' ? 'en' : 'zh',
    passwordHash: String(row.password_hash),
    disabled: row.disabled === true,
    createdAt: epoch(row.created_at),
    ...(row.theme === 'light' || row.theme === 'dark' ? { theme: row.theme } : {}),
    ...(row.agent === null ? {} : { agent: String(row.agent) }),
    ...(row.last_sign_in_at === null ? {} : { lastSignInAt: epoch(row.last_sign_in_at) }),
  };
}

/** Columns and values of what is given; `agent: null` empties it. */
export function personColumns(change: Omit<Partial<PersonRecord>, 'agent'> & { readonly agent?: string | null }): [column: string, value: unknown][] {
  const { id, login, name, role, agent, teams, language, theme, passwordHash, disabled, createdAt, lastSignInAt } = change;
  const all: [string, unknown][] = [
    ['id', id],
    ['login', login && clean(login)],
    ['name', name && clean(name)],
    ['role', role],
    ['agent', agent],
    ['teams', teams && JSON.stringify(teams.map(clean))],
    ['language', language],
    ['theme', theme],
    ['password_hash', passwordHash],
    ['disabled', disabled],
    ['created_at', createdAt === undefined ? undefined : iso(createdAt)],
    ['last_sign_in_at', lastSignInAt === undefined ? undefined : iso(lastSignInAt)],
  ];
  return all.filter(([, value]) => value !== undefined);
}

export function sessionOf(row: Row): SessionRecord {
  return { key: String(row.key), person: String(row.person), startedAt: epoch(row.started_at), usedAt: epoch(row.used_at) };
}

export function auditOf(row: Row): AuditEntry {
  return { at: epoch(row.at), person: String(row.person), action: row.action as AuditEntry['action'], subject: String(row.subject), address: String(row.address) };
}
