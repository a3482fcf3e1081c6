import { expect, test } from 'vitest';
import type { TicketTemplates } from '#contract';
import { neighbourOf, targetsOf } from './board-moves.ts';

const moves: TicketTemplates['moves'] = {
  new: ['open', 'pending', 'on-hold', 'resolved'], open: ['pending', 'on-hold', 'resolved'], pending: ['open', 'on-hold', 'resolved'],
  'on-hold': ['open', 'pending', 'resolved'], resolved: ['open', 'closed'], closed: [],
};

test('a ticket goes only where its state allows', () => {
  expect(targetsOf({ state: 'resolved', missing: [] }, moves)).toEqual(['open']);
  expect(targetsOf({ state: 'open', missing: ['product'] }, moves)).toEqual(['pending', 'on-hold']);
});

test('keys pass over columns that do not take it', () => {
  expect([neighbourOf({ state: 'resolved', missing: [] }, moves, -1), neighbourOf({ state: 'open', missing: [] }, moves, -1), neighbourOf({ state: 'on-hold', missing: [] }, moves, 1), neighbourOf({ state: 'on-hold', missing: [] }, moves, -1)]).toEqual(['open', undefined, 'resolved', 'pending']);
});
