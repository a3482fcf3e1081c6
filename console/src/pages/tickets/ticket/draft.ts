import type { TicketFieldValue, TicketPriorityName, TicketRow } from '#contract';

/** Parts of a ticket that are edited together, each by its key; fields as `fields.<id>`. */
export interface Draft {
  readonly subject?: string;
  readonly text?: string;
  /** `null`: by severity and impact. */
  readonly priority?: TicketPriorityName | null;
  readonly requester?: TicketRow['requester'];
  /** `null` takes a value away. */
  readonly fields?: Readonly<Record<string, TicketFieldValue | null>>;
}

export const NO_DRAFT: Draft = {};

/** Keys that the draft changes against the ticket as it was read. */
export function changedKeys(draft: Draft, base: TicketRow): readonly string[] {
  const own = (['subject', 'text', 'priority', 'requester'] as const).filter((key) => draft[key] !== undefined && !same(valueOf(draft, key), valueIn(base, key)));
  const fields = Object.entries(draft.fields ?? {}).filter(([id, value]) => !same(value, base.fields[id] ?? null)).map(([id]) => `fields.${id}`);
  return [...own, ...fields];
}

/** What somebody else changed between two readings. */
export function changedBetween(base: TicketRow, now: TicketRow): readonly string[] {
  const own = (['subject', 'text', 'priority', 'requester'] as const).filter((key) => !same(valueIn(base, key), valueIn(now, key)));
  const ids = [...new Set([...Object.keys(base.fields), ...Object.keys(now.fields)])];
  return [...own, ...ids.filter((id) => !same(base.fields[id], now.fields[id])).map((id) => `fields.${id}`)];
}

export interface Clash {
  readonly key: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Keys that both changed, to different values: a person decides. What only one of both changed goes together by itself. */
export function clashesOf(draft: Draft, base: TicketRow, now: TicketRow): readonly Clash[] {
  const theirs = new Set(changedBetween(base, now));
  return changedKeys(draft, base)
    .filter((key) => theirs.has(key))
    .map((key) => ({ key, mine: valueOf(draft, key), theirs: valueIn(now, key) ?? null }))
    .filter(({ mine, theirs: other }) => !same(mine, other));
}

/** The draft without these keys. */
export function without({ fields, ...rest }: Draft, keys: readonly string[]): Draft {
  const own = Object.fromEntries(Object.entries(rest).filter(([key]) => !keys.includes(key)));
  const kept = Object.entries(fields ?? {}).filter(([id]) => !keys.includes(`fields.${id}`));
  return { ...own, ...(kept.length === 0 ? {} : { fields: Object.fromEntries(kept) }) };
}

/** Only what differs from the ticket as it was read; undefined when nothing does. */
export function patchOf(draft: Draft, base: TicketRow): Draft | undefined {
  const keys = changedKeys(draft, base);
  const all = [...Object.keys(draft).filter((key) => key !== 'fields'), ...Object.keys(draft.fields ?? {}).map((id) => `fields.${id}`)];
  return keys.length === 0 ? undefined : without(draft, all.filter((key) => !keys.includes(key)));
}

const fieldOf = (key: string): string | undefined => (key.startsWith('fields.') ? key.slice('fields.'.length) : undefined);

function valueOf(draft: Draft, key: string): unknown {
  const field = fieldOf(key);
  return field === undefined ? draft[key as keyof Draft] : draft.fields?.[field];
}

function valueIn(ticket: TicketRow, key: string): unknown {
  const field = fieldOf(key);
  if (field !== undefined) return ticket.fields[field];
  if (key === 'priority') return ticket.priorityBy === 'hand' ? ticket.priority : null;
  return ticket[key as keyof TicketRow];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value: unknown): unknown => (value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && one !== '').sort(([a], [b]) => (a < b ? -1 : 1))) : (value ?? null));
