import { expect, test } from 'vitest';
import type { TicketRow } from '#contract';
import { changedKeys, clashesOf, patchOf, without } from './draft.ts';

const base = { version: 3, subject: 'No light', text: 'x', priority: 'normal', priorityBy: 'matrix', requester: { name: 'Wang' }, fields: { product: 'Router', severity: 'minor' } } as unknown as TicketRow;

test('only what differs is sent', () => {
  const draft = { subject: 'No light', text: 'y', requester: { name: 'Wang', number: '' }, fields: { product: 'Router', contact: '1', severity: null } };
  expect(changedKeys(draft, base)).toEqual(['text', 'fields.contact', 'fields.severity']);
  expect(patchOf(draft, base)).toEqual({ text: 'y', fields: { contact: '1', severity: null } });
  expect(patchOf({ subject: 'No light', priority: null }, base)).toBeUndefined();
});

test('what only one of two people changed goes together; what both changed is a clash, unless they agree', () => {
  const draft = { subject: 'Mine', text: 'same', fields: { product: 'Switch', severity: 'major' } };
  const now = { ...base, version: 5, subject: 'Theirs', text: 'same', priority: 'high', priorityBy: 'hand', fields: { ...base.fields, product: 'Modem' } } as TicketRow;
  expect(clashesOf(draft, base, now)).toEqual([{ key: 'subject', mine: 'Mine', theirs: 'Theirs' }, { key: 'fields.product', mine: 'Switch', theirs: 'Modem' }]);
  expect(patchOf(without(draft, ['subject', 'text']), base)).toEqual({ fields: { product: 'Switch', severity: 'major' } });
});
