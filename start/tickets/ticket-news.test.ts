import type { Ticket, TicketEvent } from '#tickets';
import { expect, it } from 'vitest';
import { ticketNews } from './ticket-news.ts';

const TICKET: Ticket = {
  id: '4711000000', version: 3, template: 'fault', state: 'open', stateSince: 1, subject: 'No light', text: 'private words', fields: {}, missing: [], priority: 'high', priorityBy: 'matrix', queue: 'sales', assignee: 'anna',
  requester: { number: '13800138000' }, language: 'en', tags: [], watchers: ['sue'], calls: [], createdAt: 1, createdBy: 'p1', updatedAt: 5, dueAt: 9, recentKeys: ['k'],
};
const event = (type: TicketEvent['type'], data: TicketEvent['data']): TicketEvent => ({ seq: 3, at: 5, type, by: 'clock', data });
const alertsOf = (...events: readonly TicketEvent[]) => ticketNews({ ticket: TICKET, events }).alerts;

it('news tell what a list shows, never what customers wrote or their numbers', () => {
  expect(ticketNews({ ticket: TICKET, events: [event('replied', { text: 'secret', from: 'customer' })] })).toEqual({
    type: 'ticket',
    ticket: { id: '4711000000', version: 3, queue: 'sales', state: 'open', priority: 'high', subject: 'No light', createdBy: 'p1', watchers: ['sue'], assignee: 'anna', dueAt: 9 },
    events: [{ seq: 3, at: 5, type: 'replied', by: 'clock' }],
  });
});

it('supervisors are told of what is late or left alone, who has it of a warning; a new configuration alarms nobody', () => {
  expect(alertsOf(event('clock', { what: 'warning', clock: 'resolution', dueAt: 9 }), event('clock', { what: 'breach', clock: 'resolution' }), event('clock', { what: 'untouched' }), event('clock', { what: 'reckoned' }))).toEqual([
    { at: 5, what: 'warning', supervisors: false, agents: [], clock: 'resolution', dueAt: 9 },
    { at: 5, what: 'breach', supervisors: true, agents: [], clock: 'resolution' },
    { at: 5, what: 'untouched', supervisors: true, agents: [] },
  ]);
});

it('rules notify agents and supervisors in both languages', () => {
  const text = { zh: '请看', en: 'Please look' };
  expect(alertsOf(event('rule', { actions: [{ do: 'notify', supervisors: false, agents: ['bo'], text }, { do: 'escalate', text }, { do: 'tag', add: ['x'], remove: [] }] }))).toEqual([
    { at: 5, what: 'notice', supervisors: false, agents: ['bo'], text },
    { at: 5, what: 'notice', supervisors: true, agents: [], text },
  ]);
});
