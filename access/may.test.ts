import { describe, expect, it } from 'vitest';
import { PERMISSIONS, may, reach } from './may.ts';

const ROLES = ['agent', 'supervisor', 'reviewer', 'administrator'] as const;
const anna = { role: 'agent' as const, agent: 'anna', teams: ['east'] };
const sam = { role: 'supervisor' as const, teams: ['east', 'north'] };
const chief = { role: 'supervisor' as const, agent: 'chief', teams: ['east'] };

describe('what a role may do at all', () => {
  it('is this table', () => {
    const table = PERMISSIONS.map((permission) => {
      const allowed = ROLES.map((role) => reach({ role, agent: 'x', teams: ['t'] }, permission).kind);
      return `${permission}: ${allowed.join(' ')}`;
    });
    expect(table).toEqual([
      'desk.own: self self self self',
      'presence.see: teams teams all all',
      'floor.see: none teams none all',
      'floor.listen: none teams none all',
      'agent.force: none teams none all',
      'alert.acknowledge: none teams none all',
      'calls.read: self teams all all',
      'calls.export: none teams all all',
      'recording.hear: self teams all all',
      'recording.original: none none none all',
      'review.read: self teams all all',
      'review.write: none teams all all',
      'review.arbitrate: none teams none all',
      'review.answer: self self self self',
      'word.correct: none teams all all',
      'voicemail.handle: teams teams none all',
      'callback.manage: teams teams none all',
      'ticket.handle: teams teams none all',
      'mail.manage: none teams none all',
      'numbers.see: self teams none all',
      'people.manage: none none none all',
      'settings.see: none none none all',
      'settings.change: none none none all',
      'audit.read: none none none all',
    ]);
  });

  it('is nothing of a desk for somebody who is no agent', () => {
    expect(ROLES.map((role) => may({ role, teams: [] }, 'desk.own'))).toEqual([false, false, false, false]);
  });
});

describe('whom it covers', () => {
  it('is oneself for an agent', () => {
    expect([{ agent: 'anna', teams: ['east'] }, { agent: 'bo', teams: ['east'] }, {}].map((subject) => may(anna, 'calls.read', subject))).toEqual([true, false, false]);
    expect([['east'], ['west']].map((teams) => may(anna, 'presence.see', { agent: 'bo', teams }))).toEqual([true, false]);
  });

  it('is own teams for a supervisor, and oneself', () => {
    expect([['east'], ['west', 'north'], ['west'], []].map((teams) => may(sam, 'floor.listen', { agent: 'bo', teams }))).toEqual([true, true, false, false]);
    expect(may(sam, 'floor.listen', {})).toBe(false);
    expect([may(chief, 'calls.read', { agent: 'chief', teams: ['west'] }), may(chief, 'calls.read', { agent: 'bo', teams: ['west'] })]).toEqual([true, false]);
    expect(reach(sam, 'calls.read')).toEqual({ kind: 'teams', teams: ['east', 'north'] });
  });

  it('is nobody for a supervisor without teams', () => expect(may({ role: 'supervisor', teams: [] }, 'floor.see', { agent: 'bo', teams: ['east'] })).toBe(false));
  it('is everybody for reviewer and administrator', () => {
    expect([may({ role: 'reviewer', teams: [] }, 'review.write', { agent: 'bo' }), may({ role: 'administrator', teams: [] }, 'floor.listen', {})]).toEqual([true, true]);
  });
});
