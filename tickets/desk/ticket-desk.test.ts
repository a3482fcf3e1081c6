import { Fault, ManualClock, seededRandom } from '#core';
import { describe, expect, it } from 'vitest';
import { MemoryTickets } from '../memory-tickets.ts';
import type { TicketWish } from '../model.ts';
import { STANDARD_TEMPLATES } from '../templates/standard-templates.ts';
import { TicketDesk } from './ticket-desk.ts';
import { numberOfKey } from './ticket-number.ts';

const WORLD = { templates: STANDARD_TEMPLATES, queue: 'support', queues: ['sales', 'support'], agents: ['anna'] };
const WISH: TicketWish = { template: 'consultation', subject: 'How?', fields: { severity: 'minor', impact: 'one', product: 'App', contact: '10086' } };

/** Servers on one store. */
function servers(count = 1, records = new MemoryTickets()) {
  const clock = new ManualClock();
  const desks = Array.from({ length: count }, (_, index) => new TicketDesk({ records, world: () => WORLD, clock, random: seededRandom(index + 1) }));
  const [desk = new TicketDesk({ records, world: () => WORLD, clock, random: seededRandom(1) }), other = desk] = desks;
  return { records, desk, other };
}

async function made(desk: TicketDesk, wish: TicketWish = WISH, key?: string) {
  const created = await desk.create(wish, { by: 'p1', ...(key === undefined ? {} : { key }) });
  if (!created.ok) throw created.fault;
  return created.value;
}
const codeOf = async (result: Promise<{ ok: true } | { ok: false; fault: Fault }>) => {
  const told = await result;
  return told.ok ? 'done' : told.fault.code;
};
const note = (text: string) => ({ type: 'note', text }) as const;

it('notes that come with a ticket are in its one write; the same key with others, since the call went on, is the same ticket', async () => {
  const { desk, records } = servers();
  const [first, again] = [await desk.create(WISH, { by: 'p1', key: 'k', notes: ['said so far', 'and more'] }), await desk.create(WISH, { by: 'p1', key: 'k', notes: ['said later'] })];
  expect([first.ok && first.value.ticket.version, again.ok && again.value.known, records.tickets.size]).toEqual([3, true, 1]);
  const id = first.ok ? first.value.ticket.id : '';
  expect((await desk.history(id, 0, 10)).map(({ seq, type, data }) => `${seq} ${type} ${String(data['text'] ?? '')}`.trim())).toEqual(['1 created', '2 noted said so far', '3 noted and more']);
});

describe('an idempotency key', () => {
  it('gives the same ticket again, also at another server and at the same moment', async () => {
    const { desk, other, records } = servers(2);
    const all = await Promise.all([made(desk, WISH, 'k'), made(other, { ...WISH, fields: { contact: '10086', product: 'App', impact: 'one', severity: 'minor' } }, 'k'), made(desk, WISH, 'k')]);
    expect([new Set(all.map(({ ticket }) => ticket.id)).size, all.filter(({ known }) => !known).length, records.tickets.size]).toEqual([1, 1, 1]);
    expect((await made(other, WISH, 'k')).known).toBe(true);
  });

  it('with another wish is a mistake, after changes of the ticket too', async () => {
    const { desk } = servers();
    const { ticket } = await made(desk, WISH, 'k');
    await desk.change(ticket.id, note('x'), { by: 'p1' });
    expect(await codeOf(desk.create({ ...WISH, subject: 'Other' }, { by: 'p1', key: 'k' }))).toBe('tickets.key-reused');
    expect((await made(desk, WISH, 'k')).ticket.version).toBe(2);
  });

  it('whose number another ticket has goes on to the next number', async () => {
    const { desk, records } = servers();
    const first = numberOfKey('k', 0);
    const { ticket: stranger } = await made(desk);
    records.tickets.set(first, { ...stranger, id: first });
    const { ticket } = await made(desk, WISH, 'k');
    expect(ticket.id).toBe(numberOfKey('k', 1));
    expect((await made(desk, WISH, 'k')).ticket.id).toBe(ticket.id);
  });
});

describe('commands at the same time', () => {
  it('are kept in few batches, each answered by what it did', async () => {
    const { desk, records } = servers();
    const { ticket } = await made(desk);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => desk.change(ticket.id, note(`n${n}`), { by: 'p1' })));
    expect(answers.map((answer) => (answer.ok ? answer.value.version : 0))).toEqual(Array.from({ length: 50 }, (_, n) => n + 2));
    expect(records.batches).toEqual([1, 1]);
    expect((await desk.history(ticket.id, 0, 100)).map(({ seq }) => seq)).toEqual(Array.from({ length: 51 }, (_, n) => n + 1));
  });

  it('of two servers: nothing is lost, and of those over the same version one wins', async () => {
    const { desk, other } = servers(2);
    const { ticket } = await made(desk);
    await other.change(ticket.id, note('elsewhere'), { by: 'p2' });
    const notes = [desk, other].flatMap((each) => Array.from({ length: 20 }, (_, n) => each.change(ticket.id, note(`n${n}`), { by: 'p1' })));
    expect((await Promise.all(notes)).every(({ ok }) => ok)).toBe(true);
    expect((await desk.history(ticket.id, 0, 100)).map(({ seq }) => seq)).toEqual(Array.from({ length: 42 }, (_, n) => n + 1));
    const version = 42;
    const codes = await Promise.all([desk, other, desk].map((each) => codeOf(each.change(ticket.id, { type: 'move', to: 'open' }, { by: 'p1', version }))));
    expect(codes.toSorted()).toEqual(['done', 'tickets.changed', 'tickets.changed']);
  });

  it('find their tickets also when more are changed than are remembered', async () => {
    const records = new MemoryTickets();
    const desk = new TicketDesk({ records, world: () => WORLD, clock: new ManualClock(), random: seededRandom(1), remembered: 3 });
    const tickets = await Promise.all(Array.from({ length: 12 }, () => made(desk)));
    const turns = Array.from({ length: 40 }, async (_, turn) => {
      for (let wait = 0; wait < turn % 7; wait += 1) await Promise.resolve();
      return codeOf(desk.change(tickets[(turn * 5) % 12]?.ticket.id ?? '', note(`n${turn}`), { by: 'p1' }));
    });
    expect(new Set(await Promise.all(turns))).toEqual(new Set(['done']));
  });

  it('are judged by the ticket as it is, not as it was remembered', async () => {
    const { desk, other } = servers(2);
    const { ticket } = await made(desk);
    await other.change(ticket.id, { type: 'move', to: 'open' }, { by: 'p2' });
    expect(await codeOf(desk.change(ticket.id, { type: 'move', to: 'pending' }, { by: 'p1', version: 2 }))).toBe('done');
  });
});

describe('a database', () => {
  it('that is away makes the commands fail, and later ones go on', async () => {
    const { desk, records } = servers();
    const { ticket } = await made(desk);
    const { commit } = records;
    records.commit = () => Promise.reject(new Fault('store.away', 'away', { retryable: true }));
    await expect(desk.change(ticket.id, note('a'), { by: 'p1' })).rejects.toMatchObject({ code: 'store.away' });
    records.commit = commit;
    expect(await codeOf(desk.change(ticket.id, note('b'), { by: 'p1' }))).toBe('done');
    expect(desk.counts()).toEqual({ waiting: 0, batches: 0 });
  });

  it('that cannot keep one ticket keeps the others of its batch', async () => {
    const { desk, records } = servers();
    const kept = records.commit.bind(records);
    records.commit = (batch) => (batch.some(({ ticket }) => ticket.subject === 'bad') ? Promise.reject(new Fault('store.query', 'refused')) : kept(batch));
    const made3 = ['a', 'bad', 'c'].map((subject) => desk.create({ ...WISH, subject }, { by: 'p1' }));
    expect(await Promise.all(made3.map(codeOf)).catch((error: unknown) => error)).toEqual(['done', 'store.query', 'done']);
  });
});

describe('a parent', () => {
  it('exists and is no descendant', async () => {
    const { desk } = servers();
    const { ticket: a } = await made(desk);
    const { ticket: b } = await made(desk, { ...WISH, parent: a.id });
    expect(await codeOf(desk.create({ ...WISH, parent: '4000000000' }, { by: 'p1' }))).toBe('tickets.bad-parent');
    expect(await codeOf(desk.change(a.id, { type: 'update', update: { parent: b.id } }, { by: 'p1' }))).toBe('tickets.bad-parent');
    expect((await desk.find({ limit: 9, marks: [`parent:${a.id}`] })).map(({ id }) => id)).toEqual([b.id]);
  });
});

it('what is no number of a ticket is no ticket', async () => {
  const { desk } = servers();
  expect([await codeOf(desk.change('x', note('a'), { by: 'p1' })), await codeOf(desk.change('4000000000', note('a'), { by: 'p1' })), await desk.get('0123456789')]).toEqual(['tickets.unknown', 'tickets.unknown', undefined]);
});
