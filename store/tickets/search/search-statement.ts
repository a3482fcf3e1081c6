import type { TicketSearchQuery } from '#tickets';
import { containing } from '../../search/transcript-text.ts';
import { type Asked, type Groups, type Stretch, between, groupsOf, rowConditions, timeGroups } from './asked.ts';
import { behind, isDown, momentColumn, momentOf, onlyOf, orderBy } from './search-order.ts';
import { DUE_NUMBER, urgencyNumber } from './ticket-facts.ts';
import type { Term } from './ticket-words.ts';
import { Values } from './values.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A part of an order: of one urgency, of a stretch of its moments. */
export interface Part extends Stretch {
  readonly urgency?: number | undefined;
}

const COLUMNS = 'i.ticket, i.urgency, i.created_at, i.updated_at, i.due_at';
const whereOf = (conditions: readonly string[]) => (conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`);
const numbersOf = ({ numbers }: Term, to: Values): string => `(${numbers.map((list) => `w.words @> ${to.bind(list)}::int[]`).join(' OR ')})`;
const saysIt = (terms: readonly Term[], to: Values): string[] => terms.map(({ plain }) => `w.body LIKE ${to.bind(containing(plain))}`);

/** Looks a ticket's words up, if there are any to look for. */
function checked(terms: readonly Term[], to: Values): string[] {
  return terms.length === 0 ? [] : [`(SELECT true FROM ticket_words w WHERE w.ticket = i.ticket AND ${[...terms.map((term) => numbersOf(term, to)), ...saysIt(terms, to)].join(' AND ')})`];
}

/** Rows of `ticket_words` by the index of numbers: all of those that stand alone, one of each of the others. */
function byNumbers(groups: Groups, to: Values): string[] {
  const single = groups.flatMap((group) => (group.length === 1 ? group : []));
  return [...(single.length > 0 ? [`w.words @> ${to.bind(single)}::int[]`] : []), ...groups.filter(({ length }) => length !== 1).map((group) => `w.words && ${to.bind(group)}::int[]`)];
}

/** The first `window` rows in order, whatever is asked for besides the order itself. */
function windowOf({ filter, ...query }: TicketSearchQuery, { urgency }: Part, window: number, to: Values): string {
  const own = momentOf(query.sort);
  const stretch = own === 'created' ? filter : own === 'updated' ? { from: filter.updatedFrom, until: filter.updatedUntil } : {};
  const where = [...onlyOf(query.sort), ...(urgency === undefined ? [] : [`i.urgency = ${to.bind(urgency)}::smallint`]), ...behind(query, to), ...between(momentColumn(query.sort), stretch, to)];
  return `SELECT i.* FROM ticket_index i ${whereOf(where)} ${orderBy(query.sort)} LIMIT ${to.bind(window)}`;
}

/** Rows in order, nothing asked for that has a number. */
export function plainStatement(query: TicketSearchQuery, rows: number): Statement {
  const to = new Values();
  const where = [...onlyOf(query.sort), ...rowConditions(query, to), ...behind(query, to)];
  return { text: `SELECT ${COLUMNS} FROM ticket_index i ${whereOf(where)} ${orderBy(query.sort)} LIMIT ${to.bind(rows)}`, values: to.values };
}

/** Those of the first rows in order that are asked for, looked at one by one until there are enough. */
export function glanceStatement(query: TicketSearchQuery, terms: readonly Term[], { rows, window }: { readonly rows: number; readonly window: number }): Statement {
  const to = new Values();
  const inner = windowOf(query, {}, window, to);
  const filtered = `SELECT i.* FROM (${inner}) i ${whereOf(rowConditions(query, to))} ${orderBy(query.sort)} OFFSET 0`;
  return { text: `SELECT ${COLUMNS} FROM (${filtered}) i ${whereOf(checked(terms, to))} ${orderBy(query.sort)} LIMIT ${to.bind(rows)}`, values: to.values };
}

/** How far the first rows in order go: how many they are, and the moments of those of the last urgency among them. */
export function windowExtent(query: TicketSearchQuery, part: Part, window: number): Statement {
  const to = new Values();
  const inner = windowOf(query, part, window, to);
  const urgency = query.sort === 'priority' ? 'i.urgency' : '0';
  const column = momentColumn(query.sort);
  return { text: `SELECT ${urgency} AS urgency, count(*) AS n, sum(count(*)) OVER () AS total, min(${column}) AS low, max(${column}) AS high FROM (${inner}) i GROUP BY 1 ORDER BY 1 DESC LIMIT 1`, values: to.values };
}

/** The rows found by numbers, in order; one row with `n` at least: how many have the numbers, counted up to `most` + 1. None besides when there are more. */
export function fewStatement(query: TicketSearchQuery, terms: readonly Term[], { rows, most }: { readonly rows: number; readonly most: number }): Statement {
  const to = new Values();
  const groups = [...groupsOf(query, terms), ...(query.sort === 'due' ? [[DUE_NUMBER]] : [])];
  const said = terms.length === 0 ? 'true' : saysIt(terms, to).join(' AND ');
  const found = `SELECT w.ticket, w.created_at, ${said} AS said FROM ticket_words w WHERE ${byNumbers(groups, to).join(' AND ')} LIMIT ${to.bind(most + 1)}`;
  const ordered = inOrder(query, { rows, found: `SELECT * FROM found WHERE said AND c.n <= ${to.bind(most)}` }, to);
  return { text: `WITH found AS MATERIALIZED (${found}) SELECT c.n, i.* FROM (SELECT count(*) AS n FROM found) c LEFT JOIN LATERAL (${ordered}) i ON true ${orderBy(query.sort)}`, values: to.values };
}

/** The rows of a part of the order, found by numbers. */
export function partStatement(query: TicketSearchQuery, terms: readonly Term[], { rows, part }: { readonly rows: number; readonly part: Part }): Statement {
  const to = new Values();
  const { urgency, from, until } = part;
  const groups = [...groupsOf(query, terms), ...(query.sort === 'due' ? [[DUE_NUMBER]] : []), ...(urgency === undefined ? [] : [[urgencyNumber(urgency)]]), ...timeGroups(momentOf(query.sort), from, until)];
  const made = momentOf(query.sort) === 'created' ? between('w.created_at', part, to) : [];
  const found = `SELECT w.ticket, w.created_at FROM ticket_words w WHERE ${[...byNumbers(groups, to), ...made, ...saysIt(terms, to)].join(' AND ')}`;
  return { text: `WITH found AS MATERIALIZED (${found}) ${inOrder(query, { rows, part, found: 'SELECT * FROM found' }, to)}`, values: to.values };
}

/** Rows of what was found, in order. When a ticket was made stands beside its words, too: by that, rows are looked up only until there are enough. */
function inOrder(query: TicketSearchQuery, { rows, part = {}, found }: { readonly rows: number; readonly part?: Part; readonly found: string }, to: Values): string {
  const { urgency } = part;
  const where = ['i.ticket = f.ticket', ...onlyOf(query.sort), ...(urgency === undefined ? [] : [`i.urgency = ${to.bind(urgency)}::smallint`]), ...between(momentColumn(query.sort), part, to), ...rowConditions(query, to), ...behind(query, to)];
  const row = `SELECT ${COLUMNS} FROM ticket_index i ${whereOf(where)} OFFSET 0`;
  const byMaking = momentOf(query.sort) === 'created' && (query.sort !== 'priority' || urgency !== undefined);
  if (!byMaking) return `SELECT i.* FROM (${found}) f CROSS JOIN LATERAL (${row}) i ${orderBy(query.sort)} LIMIT ${to.bind(rows)}`;
  const order = isDown(query.sort) ? 'ORDER BY f.created_at DESC, f.ticket DESC' : 'ORDER BY f.created_at, f.ticket';
  return `SELECT i.* FROM (SELECT * FROM (${found}) f ${order}) f CROSS JOIN LATERAL (${row}) i ${order} LIMIT ${to.bind(rows)}`;
}

/** How many of the newest so many are asked for, words apart; counted up to `most`. */
export function countNear(asked: Asked, { most, window }: { readonly most: number; readonly window: number }): Statement {
  const to = new Values();
  const inner = `SELECT i.* FROM ticket_index i ${orderBy('newest')} LIMIT ${to.bind(window)}`;
  return { text: `SELECT count(*) AS n FROM (SELECT 1 FROM (${inner}) i ${whereOf(rowConditions(asked, to))} LIMIT ${to.bind(most)}) counted`, values: to.values };
}

/** How many, found by numbers, counted up to `most`. Rows are looked up only for what has no numbers, moments: that two facts share a number is too seldom to matter for a count. */
export function countByNumbers(asked: Asked, terms: readonly Term[], most: number): Statement {
  const to = new Values();
  const found = `SELECT w.ticket FROM ticket_words w WHERE ${[...byNumbers(groupsOf(asked, terms), to), ...saysIt(terms, to)].join(' AND ')}`;
  const { from, until, updatedFrom, updatedUntil } = asked.filter;
  if ([from, until, updatedFrom, updatedUntil].every((moment) => moment === undefined)) return { text: `SELECT count(*) AS n FROM (${found} LIMIT ${to.bind(most)}) counted`, values: to.values };
  const row = `SELECT 1 FROM ticket_index i WHERE ${['i.ticket = f.ticket', ...rowConditions(asked, to)].join(' AND ')} OFFSET 0`;
  return { text: `SELECT count(*) AS n FROM (SELECT 1 FROM (${found} OFFSET 0) f CROSS JOIN LATERAL (${row}) i LIMIT ${to.bind(most)}) counted`, values: to.values };
}

/** How many rows, counted up to `most`; nothing asked for that has a number. */
export function countRows(asked: Asked, most: number): Statement {
  const to = new Values();
  return { text: `SELECT count(*) AS n FROM (SELECT 1 FROM ticket_index i ${whereOf(rowConditions(asked, to))} LIMIT ${to.bind(most)}) counted`, values: to.values };
}
