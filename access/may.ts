import type { Person, Role } from '#contract';

/** How far a permission reaches: every subject, those of own teams (and oneself), oneself, nothing. */
type Extent = 'all' | 'teams' | 'self' | 'none';

/** Roles in the order agent, supervisor, reviewer, administrator. */
const TABLE = {
  /** Own desktop, own phone; whatever the role, who is an agent has a desk. */
  'desk.own': ['self', 'self', 'self', 'self'],
  /** States of colleagues, for transfers. */
  'presence.see': ['teams', 'teams', 'all', 'all'],
  'floor.see': ['none', 'teams', 'none', 'all'],
  'floor.listen': ['none', 'teams', 'none', 'all'],
  'agent.force': ['none', 'teams', 'none', 'all'],
  'alert.acknowledge': ['none', 'teams', 'none', 'all'],
  'calls.read': ['self', 'teams', 'all', 'all'],
  'calls.export': ['none', 'teams', 'all', 'all'],
  'recording.hear': ['self', 'teams', 'all', 'all'],
  /** What callers said in full, before secrets were silenced. */
  'recording.original': ['none', 'none', 'none', 'all'],
  'review.read': ['self', 'teams', 'all', 'all'],
  'review.write': ['none', 'teams', 'all', 'all'],
  /** The last word on a disputed review, never on an own one. */
  'review.arbitrate': ['none', 'teams', 'none', 'all'],
  /** Nobody answers in another's name. */
  'review.answer': ['self', 'self', 'self', 'self'],
  'word.correct': ['none', 'teams', 'all', 'all'],
  /** Messages to queues: hear them, say that they are taken care of. */
  'voicemail.handle': ['teams', 'teams', 'none', 'all'],
  /** Callbacks of queues: list, make, move, cancel. */
  'callback.manage': ['teams', 'teams', 'none', 'all'],
  /** Tickets of queues: list, read, make, change. */
  'ticket.handle': ['teams', 'teams', 'none', 'all'],
  /** Mails that were held back, and originals of mails, of mailboxes of queues. */
  'mail.manage': ['none', 'teams', 'none', 'all'],
  /** Telephone numbers in full; others see the last digits. */
  'numbers.see': ['self', 'teams', 'none', 'all'],
  'people.manage': ['none', 'none', 'none', 'all'],
  'settings.see': ['none', 'none', 'none', 'all'],
  'settings.change': ['none', 'none', 'none', 'all'],
  'audit.read': ['none', 'none', 'none', 'all'],
} as const satisfies Readonly<Record<string, readonly [Extent, Extent, Extent, Extent]>>;

export type Permission = keyof typeof TABLE;
export const PERMISSIONS = Object.keys(TABLE) as readonly Permission[];

const COLUMN: Readonly<Record<Role, 0 | 1 | 2 | 3>> = { agent: 0, supervisor: 1, reviewer: 2, administrator: 3 };

/** What something belongs to: the agent it is about, and the teams of that agent (or of the queue, while there is no agent). */
export interface Subject {
  readonly agent?: string;
  readonly teams?: readonly string[];
}

/** Whom a person's permission covers; lists are filtered by it. */
export type Reach =
  | { readonly kind: 'all' }
  | { readonly kind: 'teams'; readonly teams: readonly string[]; readonly agent?: string }
  | { readonly kind: 'self'; readonly agent: string }
  | { readonly kind: 'none' };

type Who = Pick<Person, 'role' | 'teams' | 'agent'>;

/** How far the person's permission reaches. */
export function reach({ role, teams, agent }: Who, permission: Permission): Reach {
  const extent: Extent = TABLE[permission][COLUMN[role]];
  if (extent === 'all') return { kind: 'all' };
  if (extent === 'teams') return { kind: 'teams', teams, ...(agent === undefined ? {} : { agent }) };
  if (extent === 'self' && agent !== undefined) return { kind: 'self', agent };
  return { kind: 'none' };
}

/** Whether the person may do it to the subject; without a subject: whether to any at all. */
export function may(person: Who, permission: Permission, subject?: Subject): boolean {
  const far = reach(person, permission);
  switch (far.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'self':
      return subject === undefined || subject.agent === far.agent;
    case 'teams':
      if (subject === undefined) return true;
      return (far.agent !== undefined && subject.agent === far.agent) || (subject.teams ?? []).some((team) => far.teams.includes(team));
  }
}
