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

it('clocks, rules and macros are taken; names that are not there are told', () => {
  expect(messageOf(`  hours: [{ id: office, week: { weekdays: ["09:00-18:00"] }, calendar: cn, holidays: ["2026-10-01..2026-10-07"] }]
  sla: [{ id: usual, firstResponseMinutes: 60, hours: office }]
  macros: [{ id: hello, zh: 您好, en: Hello, text: { zh: "{name}", en: "{name}" } }]
  rules: [{ id: r, name: { zh: 一, en: One }, on: [created], when: { any: [{ tiers: [gold] }] }, actions: [{ do: reply, macro: hello }, { do: assign, queue: sales }] }]
`)).toBe('no fault');
  expect(messageOf(`  hours: [{ id: office, week: { weekdays: ["9-18"] } }]
  sla: [{ id: usual, hours: ofice }]
  rules: [{ id: r, name: { zh: 一, en: One }, on: [creatd], actions: [{ do: reply, macro: hello }, { do: assign, queue: sale }] }]
`)).toEqual([
    '/c.yaml:4:44  tickets.hours[0].week.weekdays[0]: found "9-18"; allowed: a span such as "09:00-18:00", in quotes; "22:00-02:00" ends on the next day',
    '/c.yaml:5:29  tickets.sla[0].hours: "ofice" is not listed under hours; did you mean "office"?',
    expect.stringContaining('tickets.rules[0].on[0]: found "creatd"'),
    '/c.yaml:6:90  tickets.rules[0].actions[0].macro: "hello" is not listed under macros; known: none',
    '/c.yaml:6:120  tickets.rules[0].actions[1].queue: "sale" is not listed under queues; did you mean "sales"?',
  ]);
});

it('queues and skills of offers must be there, each queue once', () => {
  expect(messageOf(`  push: { enabled: true, queues: [{ id: sale }, { id: sales, skills: { billing: 3 } }, { id: sales, strategy: ring-all }] }
`)).toEqual([
    '/c.yaml:4:111  tickets.push.queues[2].strategy: found "ring-all"; allowed: one of "longest-idle", "least-occupied", "round-robin", "top-down", "best-skill", "random"',
    '/c.yaml:4:94  tickets.push.queues[2].id: "sales" is here twice; each id must be different',
    '/c.yaml:4:41  tickets.push.queues[0].id: "sale" is not listed under queues; did you mean "sales"?',
    '/c.yaml:4:81  tickets.push.queues[1].skills.billing: "billing" is not listed under skills; known: none',
  ]);
});
