import { ManualClock, Scope, seededRandom, silentLog } from '#core';
import { MemoryTickets, STANDARD_TEMPLATES, TicketDesk, type TicketRule, unsentBetween } from '#tickets';
import { expect, it } from 'vitest';
import { MessageSender } from './send-messages.ts';

const RULE: TicketRule = { id: 'tell', name: { zh: '通知', en: 'Tell' }, version: 'v1', on: ['created'], when: {}, actions: [{ do: 'tag', add: ['told'], remove: [] }, { do: 'webhook', hook: 'crm' }], stop: false };
const WISH = { template: 'consultation', subject: 'How?', fields: { severity: 'minor', impact: 'one', product: 'App', contact: '10086' } };

function company() {
  const clock = new ManualClock();
  const records = new MemoryTickets();
  const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support'], agents: [], rules: { rules: [RULE], macros: [] } });
  const desk = new TicketDesk({ records, world, clock, random: seededRandom(1) });
  const sent: { key: string; message: Readonly<Record<string, unknown>> }[] = [];
  const outbox = { full: false, send: (_hook: string, key: string, message: Readonly<Record<string, unknown>>) => !outbox.full && sent.push({ key, message }) > 0 };
  const server = (given: typeof outbox | undefined = outbox, knowsHook = true) => new MessageSender({ desk, records, outbox: given, knowsHook: () => knowsHook, clock, log: silentLog }, new Scope());
  const made = async () => {
    const done = await desk.create(WISH, { by: 'p1' });
    if (!done.ok) throw done.fault;
    for (let n = 0; n < 20; n += 1) await Promise.resolve();
    return done.value.ticket.id;
  };
  const left = async () => (await records.unsent(...unsentBetween(clock.wall() + 1), 10)).length;
  return { clock, sent, outbox, server, made, left };
}

const settle = async () => {
  for (let n = 0; n < 30; n += 1) await Promise.resolve();
};

it('a message is handed over once and is then no longer left over', async () => {
  const { sent, server, made, left, clock } = company();
  const sender = server();
  const id = await made();
  clock.advance(60_000);
  await settle();
  expect([sent.map(({ key }) => key), await left(), await sender.look()]).toEqual([[`ticket/${id}/3/1`], 0, 0]);
  expect(sent[0]?.message).toMatchObject({ event: 'ticket-rule', rule: 'tell', on: 'created', seq: 3, ticket: { id, tags: ['told'] } });
});

it('what a killed server left over is sent by the next one with the same key, not before it is sure to be left over', async () => {
  const { sent, server, made, left, clock } = company();
  const id = await made();
  const sender = server();
  expect([await left(), await sender.look()]).toEqual([1, 0]);
  clock.advance(16_000);
  await settle();
  expect([await sender.look(), sent.map(({ key }) => key), await left()]).toEqual([1, [`ticket/${id}/3/1`], 0]);
});

it('while too many wait it stays; a hook that is gone is given up', async () => {
  const { outbox, server, made, left, clock, sent } = company();
  outbox.full = true;
  const sender = server();
  await made();
  clock.advance(16_000);
  await settle();
  await sender.look();
  expect(await left()).toBe(1);
  outbox.full = false;
  await sender.look();
  expect([await left(), sent.length]).toEqual([0, 1]);
  const gone = company();
  gone.server(gone.outbox, false);
  await gone.made();
  expect([await gone.left(), gone.sent.length]).toEqual([0, 0]);
});
