import { STANDARD_TEMPLATES } from '#tickets';
import { expect, it } from 'vitest';
import { columnOf, wishOf } from './columns.ts';

const read = (row: Readonly<Record<string, string>>) => wishOf(row, STANDARD_TEMPLATES, {});

it('a row is read in the words of people: template, choices and priority by their names in either language', () => {
  expect(['主题', 'Title', '严重程度', 'Product', 'odd'].map((heading) => columnOf(heading, STANDARD_TEMPLATES))).toEqual(['subject', 'subject', 'field.severity', 'field.product', undefined]);
  const { wish, problems } = read({ template: '故障报修', subject: '光猫不亮', priority: '紧急', 'field.severity': '严重', 'field.impact': 'one person', 'field.product': "'=x" });
  expect([wish.template, wish.priority, wish.fields, problems]).toEqual(['fault', 'urgent', { severity: 'major', impact: 'one', product: '=x' }, []]);
  expect(read({ template: 'Fault report', priority: 'High' }).wish).toMatchObject({ template: 'fault', priority: 'high' });
});

it('a priority that is none is told, never kept; a template that is none is told by the ticket desk', () => {
  const { wish, problems } = read({ template: 'x', priority: 'soon' });
  expect([wish.template, wish.priority, problems.map(({ en }) => en)]).toEqual(['x', undefined, ['Priority must be low, normal, high or urgent']]);
});
