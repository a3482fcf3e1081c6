import { parseConfig } from '#config';
import { STANDARD_TEMPLATES } from '#tickets';
import { expect, it } from 'vitest';
import { ticketWorld } from './ticket-world.ts';

const worldOf = (tickets: string) => {
  const config = parseConfig(`version: 1\nqueues: [{ id: sales, name: Sales }]\ntickets: ${tickets}`, '/c.yaml', {});
  if (!config.ok) throw config.fault;
  return ticketWorld(config.value);
};

it('begins with the standard templates, which the configuration knows by name', () => {
  expect(worldOf('{}')).toEqual({ templates: STANDARD_TEMPLATES, queue: undefined, queues: ['sales'], agents: [] });
  for (const { id } of STANDARD_TEMPLATES) expect(worldOf(`{ fields: [{ id: order, zh: 单, en: Order, templates: [${id}] }] }`).templates.find((one) => one.id === id)?.fields.at(-1)).toMatchObject({ id: 'order' });
});

it('takes fields for all or some templates, and templates beside or in place of standard ones', () => {
  const world = worldOf(`
  fields:
    - { id: product, zh: 产品, en: Product, type: choice, required: true, options: [{ id: app, zh: 应用, en: App }] }
    - { id: order, zh: 订单号, en: Order, templates: [billing], maxLength: 20, fromCaller: true }
  templates:
    - { id: complaint, zh: 投诉, en: Complaint, queue: sales }
    - { id: return, zh: 退货, en: Return, fields: [{ id: pieces, zh: 件数, en: Pieces, type: number, least: 1 }] }
`);
  expect(world.templates.map(({ id, queue, fields }) => [id, queue, fields.length])).toEqual([
    ['consultation', undefined, 6], ['complaint', 'sales', 1], ['fault', undefined, 7], ['billing', undefined, 8], ['account', undefined, 7], ['return', undefined, 2],
  ]);
  expect(world.templates[0]?.fields[2]).toEqual({ id: 'product', zh: '产品', en: 'Product', type: 'choice', required: true, options: [{ id: 'app', zh: '应用', en: 'App' }] });
  expect(world.templates[3]?.fields.at(-1)).toEqual({ id: 'order', zh: '订单号', en: 'Order', type: 'text', required: false, most: 20, byCall: 'caller' });
  expect(world.templates[5]?.fields[0]).toEqual({ id: 'pieces', zh: '件数', en: 'Pieces', type: 'number', required: false, least: 1 });
});
