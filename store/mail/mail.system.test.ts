import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, sleep, systemClock, systemRandom } from '#core';
import type { InMail, OutMail } from '#mail';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedStore, openStore } from '../index.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'huawu-mail-'));
let store: OpenedStore;
beforeAll(async () => {
  const databaseUrl = process.env['DATABASE_URL'];
  const opened = await openStore({ dataDir, clock: systemClock, log: silentLog, schema: `huawu_test_${systemRandom.hex(6)}`, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  if (!opened.ok) throw opened.fault;
  store = opened.value;
}, 60_000);
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const came = (id: string, more: Partial<InMail> = {}): InMail => ({
  id: id.repeat(64).slice(0, 64), mailbox: 'support', state: 'planned', arrivedAt: 1_000, bytes: 10, text: 'a\u0000b', html: '', files: [], notKept: [], plan: { do: 'ignore', why: 'own' },
  facts: { messageId: `${id}@x`, inReplyTo: [], references: [], from: { address: 'li@example.com', name: '李\ud800' }, to: [], cc: [], deliveredTo: [], subject: 's', signs: { autoSubmitted: '', precedence: '', suppress: '', autoReply: false, list: false, emptyReturnPath: false, loops: [] } }, ...more,
});
const out = (id: string, more: Partial<OutMail> = {}): OutMail => ({ id, messageId: `${id}@us`, ticket: '1234567890', state: 'waiting', createdAt: 1_000, dueAt: 1_000, to: { address: 'li@example.com', name: '' }, subject: 's', text: 't', files: [], references: [], automatic: false, attempts: 0, ...more });

test('a mail that comes at two servers at once is there once; what cannot be kept in a database is taken out', async () => {
  const { mail } = store;
  const [one, two] = await Promise.all([mail.arrive(came('a', { bytes: 1 })), mail.arrive(came('a', { bytes: 2 }))]);
  expect(one?.bytes).toBe(two?.bytes);
  expect(await mail.get(came('a').id)).toMatchObject({ text: 'ab', facts: { from: { name: '李\ufffd' } } });
  expect(await mail.settle(came('a', { state: 'done', ticket: '1234567890' }), ['planned'])).toBe(true);
  expect(await mail.settle(came('a', { state: 'done' }), ['planned'])).toBe(false);
  await mail.arrive(came('b', { state: 'quarantined', arrivedAt: 2_000 }));
  expect((await mail.find({ states: ['quarantined', 'done'], limit: 9 })).map(({ id }) => id[0])).toEqual(['b', 'a']);
  expect((await mail.find({ limit: 9, mailboxes: ['support'], before: { at: 2_000, id: came('b').id } })).map(({ id }) => id[0])).toEqual(['a']);
  expect((await mail.find({ limit: 9, ticket: '1234567890' })).length).toBe(1);
  expect([await mail.countFrom('li@example.com', 1_500), await mail.countFrom('li@example.com', 0)]).toEqual([1, 2]);
  expect(await mail.ticketsOf(['a@x', 'b@x', 'no@x'])).toEqual([{ messageId: 'a@x', ticket: '1234567890', sentByUs: false }]);
});

test('an outgoing mail is made once, taken by one server, and again when that one died', async () => {
  const { mail } = store;
  expect(await Promise.all([mail.post(out('m')), mail.post(out('m'))])).toEqual(expect.arrayContaining([true, false]));
  const taken = (await Promise.all([1, 2, 3].map(() => mail.claim(5_000, 60_000, 4)))).flat();
  expect(taken).toMatchObject([{ id: 'm', state: 'sending', attempts: 1 }]);
  expect(await mail.claim(64_999, 60_000, 4)).toEqual([]);
  const [again] = await mail.claim(65_000, 60_000, 4);
  expect(again).toMatchObject({ attempts: 2, unsure: true });
  await mail.settleOut({ ...out('m'), state: 'sent' });
  expect(await mail.claim(9_000_000, 60_000, 4)).toEqual([]);
  expect((await mail.outOf({ messageIds: ['m@us'], states: ['sent'], limit: 2 })).length).toBe(1);
  expect(await mail.counts()).toMatchObject({ waiting: 0, failed: 0, quarantined: 1 });
});

test('a mailbox is held by one server at a time; its cursor outlives all of them', async () => {
  const { mail } = store;
  expect(await mail.hold('support', 'a', 200)).toEqual({});
  expect(await mail.hold('support', 'b', 200)).toBeUndefined();
  expect(await mail.advance('support', 'b', { uidValidity: '1', lastUid: 3, newestAt: 4 }, 200)).toBe(false);
  expect(await mail.advance('support', 'a', { uidValidity: '1', lastUid: 3, newestAt: 4 }, 200)).toBe(true);
  await sleep(systemClock, 300);
  expect(await mail.hold('support', 'b', 60_000)).toEqual({ cursor: { uidValidity: '1', lastUid: 3, newestAt: 4 } });
  await mail.release('support', 'b');
  expect(await mail.hold('support', 'a', 60_000)).toMatchObject({ cursor: { lastUid: 3 } });
});
