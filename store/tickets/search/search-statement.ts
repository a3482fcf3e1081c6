import { Fault } from '#core';
import type { TicketFilter, TicketSearchQuery, TicketSort } from '#tickets';
import { containing } from '../../search/transcript-text.ts';
import { type Term, termsOf } from './ticket-words.ts';
import { urgencyOf } from './urgency.ts';

/** A page is never longer, whatever was asked for. */
export const LONGEST_PAGE = 200;

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Keys by which each order goes on, without the number that parts those that are equal. */
const ORDERS: Readonly<Record<TicketSort, { readonly keys: readonly string[]; readonly down: boolean; readonly only?: string }>> = {
  newest: { keys: ['created_at'], down: true },
  oldest: { keys: ['created_at'], down: false },
  updated: { keys: ['updated_at'], down: true },
  priority: { keys: ['urgency', 'created_at'], down: false },
  due: { keys: ['due_at'], down: false, only: 'i.due_at IS NOT NULL' },
};

class Values {
  readonly values: unknown[] = [];
  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
  moment(at: number): string {
    return `${this.bind(new Date(Math.round(at)).toISOString())}::timestamptz`;
  }
}

/** The terms of a query; undefined = it looks for no words, empty = for words that cannot be. */
export function wantedTerms({ text }: TicketFilter): readonly Term[] | undefined {
  return text === undefined || text.trim() === '' ? undefined : termsOf(text);
}

type Asked = Pick<TicketSearchQuery, 'filter' | 'seenBy' | 'me'>;

/** Conditions on a row of `ticket_index` (`i`). */
function rowConditions({ filter, seenBy, me }: Asked, to: Values): string[] {
  const where: string[] = [];
  const oneOf = (column: string, list: readonly unknown[] | undefined, type = 'text') => {
    if (list && list.length > 0) where.push(list.length === 1 ? `i.${column} = ${to.bind(list[0])}` : `i.${column} = ANY(${to.bind(list)}::${type}[])`);
  };
  if (seenBy) {
    const queues = `i.queue = ANY(${to.bind(seenBy.queues)}::text[])`;
    where.push(seenBy.agent === undefined ? queues : `(${queues} OR i.assignee = ${to.bind(seenBy.agent)})`);
  }
  oneOf('queue', filter.queues);
  oneOf('state', filter.states);
  oneOf('template', filter.templates);
  oneOf('urgency', filter.priorities?.map(urgencyOf), 'smallint');
  if (filter.assignees && filter.assignees.length > 0) where.push(assigned(filter.assignees, me, to));
  oneOf('requester', filter.requester === undefined ? undefined : [filter.requester]);
  oneOf('customer', filter.customer === undefined ? undefined : [filter.customer]);
  for (const mark of marksOf(filter)) where.push(`i.ticket IN (SELECT m.ticket FROM ticket_marks m WHERE m.mark = ${to.bind(mark)} AND m.present)`);
  if (filter.from !== undefined) where.push(`i.created_at >= ${to.moment(filter.from)}`);
  if (filter.until !== undefined) where.push(`i.created_at < ${to.moment(filter.until)}`);
  if (filter.updatedFrom !== undefined) where.push(`i.updated_at >= ${to.moment(filter.updatedFrom)}`);
  if (filter.updatedUntil !== undefined) where.push(`i.updated_at < ${to.moment(filter.updatedUntil)}`);
  return where;
}

function assigned(assignees: readonly string[], me: string | undefined, to: Values): string {
  const agents = assignees.flatMap((one) => (one === 'none' ? [] : one === 'me' ? (me === undefined ? [] : [me]) : [one]));
  const either = [...(agents.length > 0 ? [`i.assignee = ANY(${to.bind(agents)}::text[])`] : []), ...(assignees.includes('none') ? ['i.assignee IS NULL'] : [])];
  return either.length === 0 ? 'false' : `(${either.join(' OR ')})`;
}

function marksOf({ tags = [], watcher, call, parent }: TicketFilter): string[] {
  return [...tags.map((tag) => `tag:${tag}`), ...Object.entries({ watcher, call, parent }).flatMap(([kind, value]) => (value === undefined ? [] : [`${kind}:${value}`]))];
}

/** What a row of `ticket_words` (`w`) must have: the numbers first, then the text itself. */
function says(terms: readonly Term[], to: Values): string {
  return terms.map((term) => `${numbersOf(term, to)} AND w.body LIKE ${to.bind(containing(term.plain))}`).join(' AND ');
}

const numbersOf = ({ numbers }: Term, to: Values): string => `(${numbers.map((list) => `w.words @> ${to.bind(list)}::int[]`).join(' OR ')})`;

/** Numbers that every ticket has which says all the terms: with that of a month they lead to few. */
const commonNumbers = (terms: readonly Term[]): readonly number[] => terms.flatMap(({ numbers }) => (numbers.length === 1 ? (numbers[0] ?? []) : []));

/** When tickets were made, epoch ms: from then on, before then. */
interface Stretch {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

interface Ordered {
  readonly by: string;
  readonly only: readonly string[];
  readonly after: (to: Values) => readonly string[];
}

function ordered({ sort, cursor }: TicketSearchQuery): Ordered {
  const { keys, down, only } = ORDERS[sort];
  const columns = [...keys, 'ticket'].map((key) => `i.${key}`);
  const after = (to: Values) => {
    if (cursor === undefined) return [];
    const values = positionOf(cursor, sort).map((value, at) => (keys[at]?.endsWith('_at') ? to.moment(Number(value)) : `${to.bind(value)}${keys[at] === 'urgency' ? '::smallint' : '::text'}`));
    return [`(${columns.join(', ')}) ${down ? '<' : '>'} (${values.join(', ')})`];
  };
  return { by: `ORDER BY ${columns.map((column) => `${column} ${down ? 'DESC' : 'ASC'}`).join(', ')}`, only: only === undefined ? [] : [only], after };
}

const whereOf = (conditions: readonly string[]) => (conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`);
const COLUMNS = 'i.ticket, i.urgency, i.created_at, i.updated_at, i.due_at';

function rowsOf(query: TicketSearchQuery, to: Values): { readonly inner: string; readonly by: string } {
  const order = ordered(query);
  const conditions = [...order.only, ...rowConditions(query, to), ...order.after(to)];
  return { inner: `SELECT ${COLUMNS} FROM ticket_index i ${whereOf(conditions)}`, by: order.by };
}

/** Rows in order, without words. */
export function plainStatement(query: TicketSearchQuery, rows: number): Statement {
  const to = new Values();
  const { inner, by } = rowsOf(query, to);
  return { text: `${inner} ${by} LIMIT ${to.bind(rows)}`, values: to.values };
}

/** The first rows in order, looked at one by one until enough of them say the words. LIMIT 1 keeps the database from turning that round. */
export function nearStatement(query: TicketSearchQuery, terms: readonly Term[], { rows, window }: { readonly rows: number; readonly window: number }): Statement {
  const to = new Values();
  const { inner, by } = rowsOf(query, to);
  const check = `(SELECT true FROM ticket_words w WHERE w.ticket = i.ticket AND ${says(terms, to)} LIMIT 1)`;
  return { text: `SELECT i.* FROM (${inner} ${by} LIMIT ${to.bind(window)}) i WHERE ${check} ${by} LIMIT ${to.bind(rows)}`, values: to.values };
}

/** All rows of a narrow filter, found by it (OFFSET 0: whatever the order), sorted, and looked at until enough of them say the words. */
export function filterStatement(query: TicketSearchQuery, terms: readonly Term[], rows: number): Statement {
  const to = new Values();
  const { inner, by } = rowsOf(query, to);
  const check = `(SELECT true FROM ticket_words w WHERE w.ticket = i.ticket AND ${says(terms, to)} LIMIT 1)`;
  return { text: `SELECT i.* FROM (SELECT i.* FROM (${inner} OFFSET 0) i ${by} OFFSET 0) i WHERE ${check} ${by} LIMIT ${to.bind(rows)}`, values: to.values };
}

/** The last row of a window; none when there are fewer rows. */
export function windowEnd(query: TicketSearchQuery, window: number): Statement {
  const to = new Values();
  const { inner, by } = rowsOf(query, to);
  return { text: `${inner} ${by} OFFSET ${to.bind(window - 1)} LIMIT 1`, values: to.values };
}

/** Those found by their words, all of them, those of some months, or those made before. */
export function wordsStatement(query: TicketSearchQuery, terms: readonly Term[], { rows, months, until }: { readonly rows: number; readonly months?: readonly number[]; readonly until?: number }): Statement {
  const to = new Values();
  const ofMonths = months ? [`(${months.map((month) => `w.words @> ${to.bind([month, ...commonNumbers(terms)])}::int[]`).join(' OR ')})`] : [];
  const found = `SELECT w.ticket FROM ticket_words w WHERE ${[...ofMonths, says(terms, to), ...created(query.filter, to), ...created({ until }, to)].join(' AND ')}`;
  const { inner, by } = rowsOf(query, to);
  const rest = inner.slice(inner.indexOf('ticket_index i') + 'ticket_index i'.length);
  return { text: `WITH found AS MATERIALIZED (${found}) SELECT ${COLUMNS} FROM found f JOIN ticket_index i ON i.ticket = f.ticket ${rest} ${by} LIMIT ${to.bind(rows)}`, values: to.values };
}

/** How many have the numbers of the words, counted up to `most`. */
export function wordsCount({ filter }: Asked, terms: readonly Term[], most: number): Statement {
  const to = new Values();
  return { text: `SELECT count(*) AS n FROM (SELECT 1 FROM ticket_words w WHERE ${[...terms.map((term) => numbersOf(term, to)), ...created(filter, to)].join(' AND ')} LIMIT ${to.bind(most)}) counted`, values: to.values };
}

/** When a ticket was made stands beside its words too: old and new ones need not be looked up. */
function created({ from, until }: Stretch, to: Values): string[] {
  return [...(from === undefined ? [] : [`w.created_at >= ${to.moment(from)}`]), ...(until === undefined ? [] : [`w.created_at < ${to.moment(until)}`])];
}

/** How many, counted up to `most`. */
export function countStatement(asked: Asked, most: number): Statement {
  const to = new Values();
  return { text: `SELECT count(*) AS n FROM (SELECT 1 FROM ticket_index i ${whereOf(rowConditions(asked, to))} LIMIT ${to.bind(most)}) counted`, values: to.values };
}

/** Where the next page begins. */
export function cursorOf(row: Readonly<Record<string, unknown>>, sort: TicketSort): string {
  const keys = ORDERS[sort].keys.map((key) => (key.endsWith('_at') ? new Date(String(row[key] instanceof Date ? row[key].toISOString() : row[key])).getTime() : Number(row[key])));
  return Buffer.from(JSON.stringify([sort, ...keys, row.ticket])).toString('base64url');
}

function positionOf(cursor: string, sort: TicketSort): readonly (string | number)[] {
  try {
    const [of, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    const [ticket, ...keys] = values.toReversed();
    const isPosition = of === sort && typeof ticket === 'string' && /^\d{1,20}$/.test(ticket) && keys.length === ORDERS[sort].keys.length && keys.every((key) => Number.isSafeInteger(key));
    if (isPosition) return values as (string | number)[];
  } catch {
    // Falls through to the fault: a cursor is either ours or not.
  }
  throw new Fault('store.bad-cursor', 'This cursor was not made by Huawu for this order. Leave it out to begin with the first ticket.');
}
