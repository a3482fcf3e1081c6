import type { Actor, Permission, Reach, Session, Subject } from '#access';
import type { Person } from '#contract';
import type { AccessPort } from '../port.ts';

/** Whoever sent a request: a person with a session, a program with the API token, or a stranger. */
export interface Caller {
  /** For the audit log; the id is `token` for the API token and empty for a stranger. */
  readonly actor: Actor;
  /** Only people have one. */
  readonly session?: Session;
  readonly person?: Person;
  /** Whether it is allowed to the subject; without a subject: to any at all. */
  may(permission: Permission, subject?: Subject): boolean;
  /** Whom the permission covers, to filter lists by. */
  reach(permission: Permission): Reach;
}

export function personCaller(session: Session, address: string, { may, reach }: Pick<AccessPort, 'may' | 'reach'>): Caller {
  const { person } = session;
  return {
    actor: { id: person.id, address },
    session,
    person,
    may: (permission, subject) => may(person, permission, subject),
    reach: (permission) => reach(person, permission),
  };
}

/** The API token is an administrator without a desk. */
export const tokenCaller = (address: string): Caller => ({ actor: { id: 'token', address }, may: () => true, reach: () => ({ kind: 'all' }) });

export const stranger = (address: string): Caller => ({ actor: { id: '', address }, may: () => false, reach: () => ({ kind: 'none' }) });
