import { systemClock, systemRandom } from '#core';
import { type InMail, MemoryMail, type OutMail } from '#mail';
import { MOVES, MemoryTickets, STANDARD_TEMPLATES, TicketDesk, priorityTable } from '#tickets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeRooms } from '../../testing/fake-rooms.ts';
import { openHouse } from '../../testing/open-house.ts';
import type { MailPort } from './port.ts';

const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'sales', queues: ['sales', 'support'], agents: ['anna', 'bo', 'cy'] });
const desk = new TicketDesk({ records: new MemoryTickets(), world, clock: systemClock, random: systemRandom });
const records = new MemoryMail();
const tickets = {
  create: desk.create.bind(desk), change: desk.change.bind(desk), get: desk.get.bind(desk), find: desk.find.bind(desk), history: desk.history.bind(desk),
  choices: () => ({ templates: STANDARD_TEMPLATES, priorities: priorityTable(), moves: MOVES }),
} as never;
const mail: MailPort = {
  find: (query) => records.find(query),
  get: (id) => records.get(id),
  outgoing: (query) => records.outOf(query),
  original: async ({ original }) => (original === undefined ? undefined : Buffer.from('From: x\r\n\r\n<script>')),
  release: async (one, by) => ((await records.settle({ ...one, state: 'done', releasedBy: by }, ['quarantined'])) ? records.get(one.id) : undefined),
  retry: async (id) => records.out.get(id)?.state === 'failed',
  mailboxes: () => ['sales', 'support'],
  queueOf: (mailbox) => mailbox,
};
const mailOf = (id: string, more: Partial<InMail> = {}): InMail => ({
  id: id.repeat(64).slice(0, 64), mailbox: 'sales', state: 'quarantined', arrivedAt: 1_000, bytes: 10, text: 'words', html: '<p><img src="cid:p@1" /><img src="cid:none" /></p>', notKept: [{ name: 'x.exe', code: 'tickets.file-type' }], plan: { do: 'quarantine', why: 'nesting' }, original: 'o',
  files: [{ id: 'f'.repeat(32), name: 'p.png', type: 'image/png', bytes: 3, sha256: 's', scan: 'clean', inline: 'p@1' }],
  facts: { messageId: 'm@x', inReplyTo: [], references: [], from: { address: 'li@example.com', name: '李' }, to: [], cc: [], deliveredTo: [], subject: 's', signs: { autoSubmitted: '', precedence: '', suppress: '', autoReply: false, list: false, emptyReturnPath: false, loops: [] } }, ...more,
});
const sent: OutMail = { id: '', messageId: 'm@us', ticket: '', state: 'failed', createdAt: 1, dueAt: 2, to: { address: 'li@example.com', name: '' }, subject: 's', text: 't', files: [], references: [], automatic: false, attempts: 3, said: '550 no' };
let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse({ ports: { ...fakeRooms().ports, tickets, mail } });
});
afterAll(() => house.close());

test('mails held back are for those who watch over the queue of their mailbox', async () => {
  await records.arrive(mailOf('a'));
  await records.arrive(mailOf('b', { mailbox: 'support', arrivedAt: 2_000 }));
  const [anna, sue, adam] = await Promise.all([house.signIn('anna'), house.signIn('sue'), house.signIn('adam')]);
  const ids = async (who: typeof anna, query = '') => ((await (await who.get(`/api/mail${query}`)).json()) as { mails: { id: string }[] }).mails.map(({ id }) => id[0]);
  expect((await anna.get('/api/mail')).status).toBe(403);
  expect([await ids(sue), await ids(adam), await ids(adam, '?state=done'), await ids(adam, '?limit=1')]).toEqual([['a'], ['b', 'a'], [], ['b']]);
  expect((await sue.post(`/api/mail/${mailOf('b').id}/release`, {})).status).toBe(403);
  expect((await sue.get(`/api/mail/${mailOf('b').id}/original`)).status).toBe(403);
  const original = await sue.get(`/api/mail/${mailOf('a').id}/original`);
  expect([original.headers.get('content-type'), original.headers.get('content-disposition')]).toEqual(['message/rfc822', `attachment; filename="${'a'.repeat(16)}.eml"`]);
  expect(await (await sue.post(`/api/mail/${mailOf('a').id}/release`, {})).json()).toMatchObject({ state: 'done', releasedBy: sue.me.person.id });
  expect([(await sue.post(`/api/mail/${mailOf('a').id}/release`, {})).status, (await adam.get('/api/mail/none/original')).status, (await adam.get('/api/mail?state=x')).status]).toEqual([409, 404, 400]);
  expect([(await sue.get('/api/mail/outgoing')).status, (await adam.get('/api/mail/outgoing')).status]).toEqual([403, 200]);
});

test('who handles a ticket sees its mails, pictures from its files, and sends again what failed', async () => {
  const made = await desk.create({ template: 'consultation', subject: 's', queue: 'sales' }, { by: 'x', lenient: true });
  if (!made.ok) throw made.fault;
  const { id } = made.value.ticket;
  await records.arrive(mailOf('c', { state: 'done', ticket: id, plan: { do: 'reply', ticket: id, text: '', files: [] } }));
  await records.post({ ...sent, id: `${id}:2`, ticket: id });
  const other = await desk.create({ template: 'consultation', subject: 's', queue: 'support' }, { by: 'x', lenient: true });
  const away = other.ok ? other.value.ticket.id : '';
  await records.post({ ...sent, id: `${away}:2`, ticket: away });
  const anna = await house.signIn('anna');
  expect(await (await anna.get(`/api/tickets/${id}/mail`)).json()).toMatchObject({
    received: [{ text: 'words', html: `<p><img src="/api/tickets/${id}/files/${'f'.repeat(32)}?show=picture" /><img /></p>`, files: [{ name: 'p.png', inline: 'p@1' }], notKept: [{ name: 'x.exe' }], from: { address: 'li@example.com' } }],
    sent: [{ id: `${id}:2`, state: 'failed', said: '550 no', attempts: 3 }],
  });
  expect([(await anna.get(`/api/tickets/${away}/mail`)).status, (await anna.post(`/api/mail/outgoing/${away}:2/retry`, {})).status, (await anna.post(`/api/mail/outgoing/${id}:2/retry`, {})).status, (await anna.post('/api/mail/outgoing/none/retry', {})).status]).toEqual([403, 403, 200, 404]);
});
