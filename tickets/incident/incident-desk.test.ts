import { ManualClock, seededRandom } from '#core';
import { expect, test } from 'vitest';
import { IncidentDesk, MemoryTickets, STANDARD_TEMPLATES, TicketDesk, type TicketWish } from '../index.ts';

const clock = new ManualClock();
const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support'], agents: ['anna'] });
const WISH: TicketWish = { template: 'consultation', subject: 'No light', fields: { severity: 'minor', impact: 'one', product: 'App', contact: '1' } };

function open() {
  const records = new MemoryTickets();
  const desk = new TicketDesk({ records, world, clock, random: seededRandom(5) });
  const made = async (wish: Partial<TicketWish> = {}) => {
    const created = await desk.create({ ...WISH, ...wish }, { by: 'p1' });
    if (!created.ok) throw created.fault;
    return created.value.ticket.id;
  };
  return { records, desk, incidents: new IncidentDesk(desk, seededRandom(6)), made };
}
const repliesOf = async (desk: TicketDesk, id: string) => (await desk.history(id, 0, 100)).flatMap(({ type, data }) => (type === 'replied' ? [data['text']] : []));

test('all are answered at once, each in its language with its own words, and each in its own history', async () => {
  const { desk, incidents, made } = open();
  const cause = await made({ subject: '停电' });
  const [zh, en, done] = [await made({ requester: { name: '王芳' } }), await made({ language: 'en', fields: { ...WISH.fields, product: '{{ticket}}' } }), await made()];
  expect(await incidents.attach(cause, [zh, en, done, zh, '9999999999'], { by: 'p1' })).toMatchObject({ value: { done: 3, refused: [{ ticket: '9999999999', code: 'tickets.unknown' }] } });
  await desk.change(done, { type: 'move', to: 'resolved' }, { by: 'p1' });
  const told = await incidents.answer(cause, { zh: '{{name}}您好，工单{{ ticket }}由“{{incident.subject}}”引起。', en: 'Dear {{name}}, {{fields.product}} works again.' }, { by: 'p1', key: 'k' });
  expect(told).toMatchObject({ value: { done: 2, refused: [] } });
  expect([await repliesOf(desk, zh), await repliesOf(desk, en), await repliesOf(desk, done)]).toEqual([[`王芳您好，工单${zh}由“停电”引起。`], ['Dear customer, {{ticket}} works again.'], []]);
  expect((await desk.history(cause, 0, 10)).map(({ type, data }) => `${type} ${String(data['did'] ?? '')}`)).toEqual(['created ', 'incident attached', 'incident answered']);
});

test('an order that was cut off is given again: nobody is answered twice, the rest is done', async () => {
  const { desk, incidents, made } = open();
  const cause = await made();
  const children = [await made(), await made()];
  await incidents.attach(cause, children, { by: 'p1' });
  // The first child had its answer and was not yet solved when the server died.
  await desk.change(children[0] ?? '', { type: 'reply', from: 'agent', text: 'Over' }, { by: 'p1', key: 'incident/k/reply' });
  for (const _ of [1, 2]) expect(await incidents.resolve(cause, { text: 'Over' }, { by: 'p1', key: 'k' })).toMatchObject({ value: { done: 2, refused: [], incident: { state: 'resolved' } } });
  for (const child of children) {
    expect(await repliesOf(desk, child)).toEqual(['Over']);
    expect(await desk.get(child)).toMatchObject({ state: 'resolved' });
  }
});

test('a ticket that cannot be solved is named with its reason, the others are solved', async () => {
  const { desk, incidents, made } = open();
  const cause = await made();
  const good = await made();
  const lenient = await desk.create({ template: 'billing', subject: 'x' }, { by: 'call', lenient: true });
  if (!lenient.ok) throw lenient.fault;
  const { id } = lenient.value.ticket;
  await incidents.attach(cause, [good, id], { by: 'p1' });
  expect(await incidents.resolve(cause, {}, { by: 'p1' })).toMatchObject({ value: { done: 1, refused: [{ ticket: id, code: 'tickets.incomplete' }] } });
  expect((await desk.get(good))?.state).toBe('resolved');
});

test('a placeholder that means nothing is told before anybody is answered', async () => {
  const { incidents, made } = open();
  const cause = await made();
  const refused = await incidents.answer(cause, { zh: '{{nmae}}', en: ' ' }, { by: 'p1' });
  expect(refused).toMatchObject({ ok: false, fault: { code: 'tickets.invalid', problems: [{ field: 'text.zh' }, { field: 'text.en' }] } });
});

test('only those that belong to the incident are taken out of it', async () => {
  const { desk, incidents, made } = open();
  const [cause, other, child] = [await made(), await made(), await made()];
  await incidents.attach(cause, [child], { by: 'p1' });
  expect(await incidents.detach(other, [child], { by: 'p1' })).toMatchObject({ value: { done: 0, refused: [{ code: 'tickets.bad-parent' }] } });
  await incidents.detach(cause, [child], { by: 'p1' });
  expect((await desk.get(child))?.parent).toBeUndefined();
});
