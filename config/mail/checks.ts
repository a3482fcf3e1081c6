import type { Mistake } from '../mistakes.ts';

type Entry = Readonly<Record<string, unknown>>;
type Path = readonly PropertyKey[];
type Unknown = (path: Path, name: string, known: readonly string[], list: string) => Mistake[];

/** Names and pairs under `mail`, as written. */
export function mailChecks(raw: unknown, queues: readonly string[], unknown: Unknown): Mistake[] {
  const { mailboxes, smtp } = record(raw);
  const all = entries(mailboxes);
  return [
    ...twice(all, 'id'),
    ...twice(all, 'address'),
    ...all.flatMap((mailbox, i) => [...(typeof mailbox['queue'] === 'string' ? unknown(['mail', 'mailboxes', i, 'queue'], mailbox['queue'], queues, 'queues') : []), ...oneSecret(['mail', 'mailboxes', i], mailbox, true)]),
    ...(smtp === undefined ? [] : oneSecret(['mail', 'smtp'], record(smtp), record(smtp)['user'] !== undefined)),
  ];
}

function oneSecret(path: Path, { password, oauth }: Entry, needed: boolean): Mistake[] {
  if (password !== undefined && oauth !== undefined) return [{ path: [...path, 'oauth'], message: 'give either password or oauth' }];
  return needed && password === undefined && oauth === undefined ? [{ path, message: 'password (or oauth) is missing: password: {env: HUAWU_MAIL_PASSWORD} or {file: mail-password}' }] : [];
}

function twice(list: readonly Entry[], key: string): Mistake[] {
  const seen = new Set<unknown>();
  return list.flatMap((entry, i) => {
    const value = entry[key];
    const again = value !== undefined && seen.has(value);
    seen.add(value);
    return again ? [{ path: ['mail', 'mailboxes', i, key], message: `"${String(value)}" is here twice; each ${key} must be different` }] : [];
  });
}

const record = (value: unknown): Entry => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Entry) : {});
const entries = (value: unknown): Entry[] => (Array.isArray(value) ? value.map(record) : []);
