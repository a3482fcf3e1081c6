import { expect, test } from 'vitest';
import { draftOfPlan, NEW_PLAN, orderOf } from './plan-draft.ts';

test('what is empty in the form is not asked for, and one name stands for both', () => {
  expect(orderOf({ ...NEW_PLAN, zh: ' 投诉 ', percent: 12.5, rules: ['churn'] }, 0)).toEqual({ name: { zh: '投诉', en: '投诉' }, share: 0.125, alert: false, per: 'week', rules: ['churn'] });
});
test('calls of before are drawn from since so many days', () => {
  expect(orderOf({ ...NEW_PLAN, en: 'x', days: 7, perAgent: 3, scoreBelow: 60 }, 10 * 86_400_000 + 0.5)).toMatchObject({ since: 3 * 86_400_000, perAgent: 3, scoreBelow: 60 });
});
test('a plan comes back from the form as it was', () => {
  const plan = { name: { zh: '低分', en: 'Low' }, share: 0.07, alert: true, per: 'day' as const, agents: ['anna'], reviewers: ['rita'], scoreBelow: 50 };
  expect(orderOf(draftOfPlan({ ...plan, id: 'p', ofFile: false }), 0)).toEqual(plan);
});
