import { expect, it } from 'vitest';
import { parseConfig } from '../load-config.ts';

const messageOf = (text: string) => {
  const result = parseConfig(`version: 1\nqueues: [{ id: sales, name: Sales }]\ntickets:\n${text}`, '/c.yaml', {});
  return result.ok ? 'no fault' : result.fault.message.split('\n').slice(1).map((line) => line.trim());
};

it('fields and templates of tickets are taken', () => {
  expect(messageOf(`  queue: sales
  fields:
    - { id: order, zh: 订单号, en: Order number, required: true, templates: [billing, return] }
  templates:
    - { id: return, zh: 退货, en: Return, queue: sales, fields: [{ id: why, zh: 原因, en: Reason, type: choice, options: [{ id: broken, zh: 损坏, en: Broken }] }] }
`)).toBe('no fault');
});

it('mistakes in them are told with their place', () => {
  expect(messageOf(`  queue: sale
  fields:
    - { id: order, zh: 订单号, en: Order number, typ: text, templates: [biling] }
    - { id: order, zh: 订单号, en: Order number, type: choice }
    - { id: size, zh: 大小, en: Size, type: numbr, options: [{ id: a, zh: 甲, en: A }], least: 3, greatest: 1 }
  templates:
    - { id: return, en: Return, queue: none }
    - { id: return, zh: 退货, en: Return }
`)).toEqual([
    '/c.yaml:4:10  tickets.queue: "sale" is not listed under queues; did you mean "sales"?',
    '/c.yaml:6:47  tickets.fields[0].typ: unknown key; did you mean "type"?',
    '/c.yaml:6:70  tickets.fields[0].templates[0]: "biling" is not listed under templates; did you mean "billing"?',
    '/c.yaml:7:13  tickets.fields[1].id: "order" is here twice; each id must be different',
    '/c.yaml:7:7  tickets.fields[1]: a choice needs options',
    '/c.yaml:8:43  tickets.fields[2].type: found "numbr"; allowed: one of "text", "number", "choice", "date", "yes-no"',
    '/c.yaml:8:59  tickets.fields[2].options: only a choice has options; set type: choice',
    '/c.yaml:8:93  tickets.fields[2].least: found 3; allowed: at most greatest (1)',
    '/c.yaml:10:7  tickets.templates[0].zh: missing; allowed: text',
    '/c.yaml:10:40  tickets.templates[0].queue: "none" is not listed under queues; known: sales',
    '/c.yaml:11:13  tickets.templates[1].id: "return" is here twice; each id must be different',
  ]);
});
