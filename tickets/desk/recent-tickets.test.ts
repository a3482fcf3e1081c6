import { expect, it } from 'vitest';
import type { Ticket } from '../model.ts';
import { RecentTickets } from './recent-tickets.ts';

const ticket = (id: string, version = 1) => ({ id, version }) as Ticket;

it('remembers the newest half at least, and no more than all', () => {
  const recent = new RecentTickets(4);
  for (const id of ['a', 'b', 'c', 'd', 'e']) recent.set(ticket(id));
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => recent.get(id)?.id)).toEqual([undefined, undefined, 'c', 'd', 'e']);
});
it('what was set again is as it was set last', () => {
  const recent = new RecentTickets(4);
  for (const version of [1, 2, 3]) for (const id of ['a', 'b']) recent.set(ticket(id, version));
  expect(['a', 'b'].map((id) => recent.get(id)?.version)).toEqual([3, 3]);
});
it('what is forgotten is gone from both generations, until it is set again', () => {
  const recent = new RecentTickets(4);
  for (const id of ['a', 'b', 'c']) recent.set(ticket(id));
  for (const id of ['a', 'c']) recent.forget(id);
  expect(['a', 'b', 'c'].map((id) => recent.get(id)?.id)).toEqual([undefined, 'b', undefined]);
  recent.set(ticket('a', 2));
  expect(['a', 'b', 'c'].map((id) => recent.get(id)?.version)).toEqual([2, 1, undefined]);
});
