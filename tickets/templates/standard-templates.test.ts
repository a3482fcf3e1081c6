import { expect, it } from 'vitest';
import { priorityTable } from '../decide/priority.ts';
import { STANDARD_TEMPLATES } from './standard-templates.ts';

it('there are five, in both languages, each asking for severity, impact, product and contact', () => {
  expect(STANDARD_TEMPLATES.map(({ id, zh, en }) => [id, zh, en])).toEqual([
    ['consultation', '技术咨询', 'Technical consultation'],
    ['complaint', '投诉建议', 'Complaint and suggestion'],
    ['fault', '故障报修', 'Fault report'],
    ['billing', '账单与退款', 'Billing and refund'],
    ['account', '账户与业务变更', 'Account and service change'],
  ]);
  for (const { fields } of STANDARD_TEMPLATES) {
    expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(expect.arrayContaining(['severity', 'impact', 'product', 'contact']));
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
    expect(fields.every((field) => field.zh !== '' && field.en !== '' && (field.type !== 'choice' || (field.options?.length ?? 0) > 1))).toBe(true);
  }
});

it('the priority comes from severity and impact, each of their options', () => {
  expect(priorityTable()).toEqual({
    critical: { one: 'high', several: 'urgent', everyone: 'urgent' },
    major: { one: 'normal', several: 'high', everyone: 'urgent' },
    minor: { one: 'low', several: 'normal', everyone: 'high' },
    trivial: { one: 'low', several: 'low', everyone: 'normal' },
  });
  const [severity, impact] = STANDARD_TEMPLATES[0]?.fields ?? [];
  expect(severity?.options?.map(({ id }) => id)).toEqual(Object.keys(priorityTable()));
  expect(impact?.options?.map(({ id }) => id)).toEqual(Object.keys(priorityTable()['major'] ?? {}));
});
