import { expect, test } from 'vitest';
import { type Asked, askedOf, listQuery, partChange } from './asked.ts';

const MINE: Asked = { filter: { assignees: ['me'], states: ['new', 'open'] }, sort: 'priority' };

test('the address adds to the view and takes the place of its parts', () => {
  expect(askedOf(new URLSearchParams('q=路由器&state=closed,nonsense&queue=sales'), MINE)).toEqual({ filter: { assignees: ['me'], states: ['closed'], text: '路由器', queues: ['sales'] }, sort: 'priority' });
  expect(askedOf(new URLSearchParams('any=assignees&sort=newest'), MINE)).toEqual({ filter: { states: ['new', 'open'] }, sort: 'newest' });
  expect(askedOf(new URLSearchParams(), undefined)).toEqual({ filter: {}, sort: 'updated' });
});

test('a choice stands in the address where it differs from the view', () => {
  expect(partChange('states', ['closed'], new URLSearchParams(), MINE)).toEqual({ state: 'closed', any: undefined });
  expect(partChange('states', ['open', 'new'], new URLSearchParams('state=closed'), MINE)).toEqual({ state: undefined, any: undefined });
  expect(partChange('assignees', [], new URLSearchParams('any=queues'), MINE)).toEqual({ assignee: undefined, any: 'queues,assignees' });
});

test('the API is asked for what is given, in lists', () => {
  expect(listQuery(MINE, { limit: 50 })).toBe('sort=priority&state=new%2Copen&assignee=me&limit=50');
});
