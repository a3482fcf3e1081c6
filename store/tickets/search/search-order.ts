import { Fault } from '#core';
import type { TicketSearchQuery, TicketSort } from '#tickets';
import type { Moment } from './ticket-facts.ts';
import type { Values } from './values.ts';

interface Order {
  /** Columns by which it goes on, without the number that parts those that are equal. */
  readonly keys: readonly string[];
  readonly down: boolean;
  readonly only?: string;
  /** The moment that rows of one urgency, or all of them, go on by. */
  readonly moment: Moment;
}

const ORDERS: Readonly<Record<TicketSort, Order>> = {
  newest: { keys: ['created_at'], down: true, moment: 'created' },
  oldest: { keys: ['created_at'], down: false, moment: 'created' },
  updated: { keys: ['updated_at'], down: true, moment: 'updated' },
  priority: { keys: ['urgency', 'created_at'], down: false, moment: 'created' },
  due: { keys: ['due_at'], down: false, only: 'i.due_at IS NOT NULL', moment: 'due' },
};

export const isDown = (sort: TicketSort): boolean => ORDERS[sort].down;
export const momentOf = (sort: TicketSort): Moment => ORDERS[sort].moment;
export const momentColumn = (sort: TicketSort): string => `i.${ORDERS[sort].moment}_at`;
export const onlyOf = (sort: TicketSort): readonly string[] => [ORDERS[sort].only ?? []].flat();

export function orderBy(sort: TicketSort): string {
  const { keys, down } = ORDERS[sort];
  return `ORDER BY ${[...keys, 'ticket'].map((key) => `i.${key} ${down ? 'DESC' : 'ASC'}`).join(', ')}`;
}

/** Rows behind the last one of the page before. */
export function behind({ sort, cursor }: Pick<TicketSearchQuery, 'sort' | 'cursor'>, to: Values): readonly string[] {
  if (cursor === undefined) return [];
  const { keys, down } = ORDERS[sort];
  const values = positionOf(cursor, sort).map((value, at) => (keys[at]?.endsWith('_at') ? to.moment(Number(value)) : `${to.bind(value)}${keys[at] === 'urgency' ? '::smallint' : '::text'}`));
  return [`(${[...keys, 'ticket'].map((key) => `i.${key}`).join(', ')}) ${down ? '<' : '>'} (${values.join(', ')})`];
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
