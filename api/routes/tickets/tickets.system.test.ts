import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { silentLog, systemClock, systemRandom } from '#core';
import { FileFolder, IncidentDesk, MOVES, MemoryTickets, MergeDesk, STANDARD_TEMPLATES, SimilarDesk, TicketDesk, type TicketRefusal, type TicketView, decideTicket, memoryTexts, priorityTable } from '#tickets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TicketPort } from '../../index.ts';
import { fakeRooms } from '../../testing/fake-rooms.ts';
import { TOKEN, openHouse } from '../../testing/open-house.ts';

const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'sales', queues: ['sales', 'support'], agents: ['anna', 'bo', 'cy'] });
const records = new MemoryTickets();
const desk = new TicketDesk({ records, world, clock: systemClock, random: systemRandom });
const folder = mkdtempSync(join(tmpdir(), 'huawu-ticket-files-'));
const files = new FileFolder({ folder, limits: () => ({ mostBytes: 1_000, endings: ['txt', 'html', 'png'] }), scanner: () => undefined, random: systemRandom, log: silentLog });
/** What was asked, and what is found. */
const searches: { asked: unknown[]; answer: string[] } = { asked: [], answer: [] };
const search: TicketPort['search'] = {
  search: async (query) => {
    searches.asked.push(query);
    return { ids: searches.answer };
  },
  count: async () => 7,
};
const kept = new Map<string, TicketView>();
const views: TicketPort['views'] = {
  newId: () => systemRandom.uuid(),
  of: async (owner) => [...kept.values()].filter((view) => view.shared || view.owner === owner),
  get: async (id) => kept.get(id),
  save: async (view) => void kept.set(view.id, view),
  remove: async (id) => void kept.delete(id),
};
const tickets: TicketPort = {
  files, search, views,
  form: { key: 'k', newNonce: () => systemRandom.hex(8), company: () => 'Huawu', form: () => ({ templates: ['fault'], queue: 'support', perAddressPerHour: 2 }) },
  check: (wish) => {
    const step = decideTicket(undefined, { type: 'create', id: '', wish, by: '' }, 0, world());
    return step.ok ? [] : ((step.fault as TicketRefusal).problems);
  },
  create: (wish, given) => desk.create(wish, given),
  change: (id, change, given) => desk.change(id, change, given),
  get: (id) => desk.get(id),
  find: (query) => desk.find(query),
  history: (id, after, limit) => desk.history(id, after, limit),
  merging: new MergeDesk(desk),
  incidents: new IncidentDesk(desk, systemRandom),
  similar: new SimilarDesk({ desk, texts: memoryTexts(records), clock: systemClock, log: silentLog }),
  choices: () => ({ templates: STANDARD_TEMPLATES, priorities: priorityTable(), moves: MOVES }),
};
const WISH = { template: 'fault', subject: 'No light', fields: { severity: 'major', impact: 'one', product: 'Router', contact: '13800138000' } };
let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  const { ports } = fakeRooms();
  // The caller of c-north said something.
  const call: typeof ports.store.call = async (id) => {
    const found = await ports.store.call(id);
    const said = { callId: id, seq: 1, at: 2, type: 'transcript.final', audioAt: 1, data: { speaker: 'caller', turn: 0, words: [{ text: '灯不亮', start: 1, end: 2 }] } };
    return found && (id === 'c-north' ? { ...found, events: [...found.events, said] } : found);
  };
  house = await openHouse({ ports: { ...ports, store: { ...ports.store, call }, tickets } });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

type Json = Record<string, unknown> & { id: string; version: number };
const bodyOf = async (response: Response | Promise<Response>) => (await (await response).json()) as Json;
const codeOf = async (response: Response | Promise<Response>) => `${(await response).status} ${String((await bodyOf(response))['code'] ?? '')}`;
const program = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${house.api.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

test('a ticket from a call has what was said so far, in its first write; of calls that the asker may not read it has the link', async () => {
  const anna = await house.signIn('anna');
  const notes = async (wish: object) => {
    const { id, version } = await bodyOf(anna.post('/api/tickets', { ...WISH, ...wish }));
    const { events } = (await bodyOf(anna.get(`/api/tickets/${id}/history`))) as unknown as { events: { type: string; data: { text?: string } }[] };
    return [version, ...events.filter(({ type }) => type === 'noted').map(({ data }) => data.text)];
  };
  expect(await notes({ calls: ['c-north'], language: 'zh' })).toEqual([2, '通话转写\n客户: 灯不亮']);
  expect([await notes({ calls: ['c-north'], transcript: false }), await notes({ calls: ['c-south', 'nobody-knows'] })]).toEqual([[1], [1]]);
});

test('an agent makes a ticket, works on it to its end, and reads its history; the audit log has each step', async () => {
  const anna = await house.signIn('anna');
  const made = await bodyOf(anna.post('/api/tickets', WISH));
  expect(made).toMatchObject({ version: 1, state: 'new', queue: 'sales', priority: 'normal', priorityBy: 'matrix', subject: 'No light', createdBy: anna.me.person.id, missing: [] });
  expect(made.id).toMatch(/^[1-9]\d{9}$/);
  for (const hidden of ['key', 'wishHash', 'recentKeys']) expect(made).not.toHaveProperty(hidden);
  const at = `/api/tickets/${made.id}`;
  expect(await bodyOf(anna.post(`${at}/assign`, { version: 1, assignee: 'anna' }))).toMatchObject({ state: 'open', assignee: 'anna', version: 3 });
  expect(await codeOf(anna.post(`${at}/move`, { version: 1, to: 'pending' }))).toBe('409 tickets.changed');
  expect(await codeOf(anna.post(`${at}/move`, { version: 3, to: 'new' }))).toBe('409 tickets.no-move');
  expect(await bodyOf(anna.post(`${at}/update`, { version: 3, fields: { severity: 'critical', since: '2026-11-20' }, addTags: ['vip'] }))).toMatchObject({ priority: 'high', tags: ['vip'], version: 4 });
  await anna.post(`${at}/reply`, { text: 'We look at it.' });
  await anna.post(`${at}/note`, { text: 'Ask the field team.' });
  await anna.post(`${at}/link`, { call: 'c-north' });
  expect(await bodyOf(anna.post(`${at}/move`, { version: 7, to: 'resolved', reason: 'New lamp' }))).toMatchObject({ state: 'resolved', version: 8, calls: ['c-north'] });
  const { events } = (await bodyOf(anna.get(`${at}/history`))) as unknown as { events: { seq: number; type: string; byName: string; data: unknown }[] };
  expect(events.map(({ seq, type }) => `${seq} ${type}`)).toEqual(['1 created', '2 assigned', '3 moved', '4 updated', '5 replied', '6 noted', '7 linked', '8 moved']);
  expect(events[7]).toMatchObject({ byName: 'anna', data: { from: 'open', to: 'resolved', reason: 'New lamp' } });
  expect(await bodyOf(anna.get(`${at}/history?after=6&limit=1`))).toMatchObject({ events: [{ seq: 7 }], next: 7 });
  expect(await bodyOf(anna.get(at))).toMatchObject({ version: 8 });
  const told = await house.doors.audit.find({ limit: 20, subject: made.id });
  expect(told.map(({ action }) => action)).toEqual([...Array.from({ length: 6 }, () => 'ticket-changed'), 'ticket-created']);
});

test('what is wrong is told all at once, in both languages', async () => {
  const refused = await program('/api/tickets', { ...WISH, subject: '', queue: 'none', fields: { severity: 'bad', impact: 'one', contact: '1' } });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({
    code: 'tickets.invalid',
    problems: [
      { field: 'subject', zh: '请填写主题', en: 'A subject is required' },
      { field: 'queue' },
      { field: 'severity' },
      { field: 'product', zh: '请填写“产品”', en: '"Product" is required' },
    ],
  });
  expect(await codeOf(program('/api/tickets', { ...WISH, template: 'none' }))).toBe('422 tickets.unknown-template');
  expect(await codeOf(program('/api/tickets', { ...WISH, colour: 'red' }))).toBe('400 api.bad-request');
  expect(await codeOf(program('/api/tickets/4000000000/note', { text: 'x' }))).toBe('404 tickets.unknown');
});

test('a key makes one ticket and one note, each sender has keys of their own; another body with it is refused', async () => {
  const key = { 'idempotency-key': 'order-17' };
  const [one, two] = await Promise.all([bodyOf(program('/api/tickets', WISH, key)), bodyOf(program('/api/tickets', WISH, key))]);
  expect(one?.id).toBe(two?.id);
  expect(await codeOf(program('/api/tickets', { ...WISH, subject: 'Other' }, key))).toBe('422 tickets.key-reused');
  expect(await codeOf(program('/api/tickets', WISH, { 'idempotency-key': 'a b' }))).toBe('400 api.bad-request');
  const adam = await house.signIn('adam');
  expect((await bodyOf(adam.post('/api/tickets', WISH, key))).id).not.toBe(one?.id);
  const notes = [1, 2].map(() => program(`/api/tickets/${one?.id}/note`, { text: 'once' }, key));
  expect((await Promise.all(notes.map(bodyOf))).map(({ version }) => version)).toEqual([2, 2]);
});

test('each sees those of own queues and the own ones; lists are filtered and paged', async () => {
  const [anna, adam, rita] = await Promise.all([house.signIn('anna'), house.signIn('adam'), house.signIn('rita')]);
  const other = await bodyOf(adam.post('/api/tickets', { ...WISH, queue: 'support', tags: ['seen'] }));
  const hers = await bodyOf(adam.post('/api/tickets', { ...WISH, queue: 'support', assignee: 'anna', tags: ['seen'] }));
  const child = await bodyOf(adam.post('/api/tickets', { ...WISH, template: 'consultation', parent: hers.id, tags: ['seen'], priority: 'urgent' }));
  expect(await codeOf(anna.get(`/api/tickets/${other.id}`))).toBe('403 api.forbidden');
  expect(await codeOf(anna.post(`/api/tickets/${other.id}/note`, { text: 'x' }))).toBe('403 api.forbidden');
  expect(await codeOf(anna.post('/api/tickets', { ...WISH, parent: other.id }))).toBe('403 api.forbidden');
  expect((await rita.get('/api/tickets')).status).toBe(403);
  const seen = async (who: typeof anna, query: string) => ((await bodyOf(who.get(`/api/tickets?tag=seen${query}`)))['tickets'] as Json[]).map(({ id }) => id);
  expect([await seen(anna, ''), await seen(adam, '')]).toEqual([[child.id, hers.id], [child.id, hers.id, other.id]]);
  expect([await seen(adam, '&state=new,open&assignee=none'), await seen(adam, '&priority=high,urgent'), await seen(adam, `&parent=${hers.id}`), await seen(adam, '&queue=support&template=fault')]).toEqual([[child.id, other.id], [child.id], [child.id], [hers.id, other.id]]);
  const page = await bodyOf(adam.get('/api/tickets?tag=seen&limit=2'));
  expect(await seen(adam, `&limit=2&cursor=${String(page['next'])}`)).toEqual([other.id]);
  const watched = await bodyOf(adam.post(`/api/tickets/${other.id}/update`, { version: 1, addWatchers: ['anna'] }));
  expect((await anna.get(`/api/tickets/${watched.id}`)).status).toBe(200);
});

test('templates, priorities and moves are told, names in both languages', async () => {
  const anna = await house.signIn('anna');
  const { templates, priorities, moves } = await bodyOf(anna.get('/api/ticket-templates'));
  expect((templates as { id: string; zh: string }[]).map(({ id, zh }) => `${id} ${zh}`)).toEqual(['consultation 技术咨询', 'complaint 投诉建议', 'fault 故障报修', 'billing 账单与退款', 'account 账户与业务变更']);
  expect([(priorities as Record<string, Record<string, string>>)['critical']?.['everyone'], (moves as Record<string, string[]>)['closed']]).toEqual(['urgent', []]);
});

test('files are sent, named in a reply, and downloaded by who sees the ticket: saved, never shown as a page', async () => {
  const [anna, rita] = await Promise.all([house.signIn('anna'), house.signIn('rita')]);
  const made = await bodyOf(anna.post('/api/tickets', { ...WISH, queue: 'sales' }));
  const send = (name: string, content: string | Uint8Array<ArrayBuffer>, type = 'application/octet-stream') =>
    fetch(`${house.api.url}/api/tickets/${made.id}/files?name=${encodeURIComponent(name)}`, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}`, 'content-type': type }, body: content });
  const sent = (await bodyOf(send('网页 (1).html', '<script>alert(1)</script>'))) as unknown as { file: { id: string; sha256: string }; ticket: Json };
  expect(sent).toMatchObject({ file: { name: '网页 (1).html', type: 'text/html', bytes: 25, scan: 'unscanned' }, ticket: { version: 2, files: [{ id: sent.file.id }] } });
  const down = await anna.get(`/api/tickets/${made.id}/files/${sent.file.id}?show=picture`);
  expect(await down.text()).toBe('<script>alert(1)</script>');
  expect(Object.fromEntries(['content-type', 'content-disposition', 'x-content-type-options', 'content-security-policy'].map((name) => [name, down.headers.get(name)]))).toEqual({
    'content-type': 'application/octet-stream',
    'content-disposition': "attachment; filename=\"__ (1).html\"; filename*=UTF-8''%E7%BD%91%E9%A1%B5%20%281%29.html",
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  const picture = (await bodyOf(send('a.png', Buffer.from('89504e470d0a1a0a00', 'hex')))) as unknown as { file: { id: string } };
  const shown = await anna.get(`/api/tickets/${made.id}/files/${picture.file.id}?show=picture`);
  expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')?.split(';')[0]]).toEqual(['image/png', 'inline']);
  expect(await bodyOf(anna.post(`/api/tickets/${made.id}/reply`, { text: 'See there.', files: [sent.file.id] }))).toMatchObject({ version: 5 });
  const { events } = (await bodyOf(anna.get(`/api/tickets/${made.id}/history?after=3`))) as unknown as { events: { type: string; data: { files: { name: string }[] } }[] };
  expect(events[0]).toMatchObject({ type: 'replied', data: { text: 'See there.', files: [{ name: '网页 (1).html' }] } });
  expect([await codeOf(anna.post(`/api/tickets/${made.id}/note`, { text: 'x', files: ['none'] })), await codeOf(anna.get(`/api/tickets/${made.id}/files/none`)), (await rita.get(`/api/tickets/${made.id}/files/${sent.file.id}`)).status]).toEqual(['422 tickets.unknown-file', '404 tickets.unknown-file', 403]);
  expect([await codeOf(send('a.exe', 'x')), await codeOf(send('a.txt', '')), await codeOf(send('a.txt', 'x'.repeat(1_001))), await codeOf(send('a.txt', '{}', 'application/json'))]).toEqual(['422 tickets.file-type', '422 tickets.file-empty', '413 tickets.file-too-large', '400 api.bad-request']);
  expect(await bodyOf(anna.get('/api/ticket-files'))).toEqual({ mostBytes: 1_000, endings: ['txt', 'html', 'png'] });
});

test('words and orders go to the search, with what the asker may see; views are kept for oneself, shared by supervisors', async () => {
  const [anna, sue, adam] = await Promise.all([house.signIn('anna'), house.signIn('sue'), house.signIn('adam')]);
  const made = await bodyOf(adam.post('/api/tickets', { ...WISH, queue: 'sales' }));
  searches.answer = [made.id];
  const page = await bodyOf(anna.get('/api/tickets?q=light&sort=priority&state=new,open&assignee=me,none&updatedFrom=5&limit=7'));
  expect((page['tickets'] as Json[]).map(({ id }) => id)).toEqual([made.id]);
  expect(searches.asked.at(-1)).toMatchObject({ filter: { text: 'light', states: ['new', 'open'], assignees: ['me', 'none'], updatedFrom: 5 }, sort: 'priority', limit: 7, me: 'anna', seenBy: { agent: 'anna' } });
  expect([await codeOf(anna.get('/api/tickets?sort=size')), await codeOf(anna.get('/api/tickets?priority=huge'))]).toEqual(['400 api.bad-request', '400 api.bad-request']);
  const own = await bodyOf(anna.post('/api/ticket-views', { name: ' Light ', filter: { text: 'light' }, sort: 'updated' }));
  expect(own).toMatchObject({ name: 'Light', own: true, shared: false });
  expect(await codeOf(anna.post('/api/ticket-views', { name: 'x', filter: {}, shared: true }))).toBe('403 api.forbidden');
  const shared = await bodyOf(sue.post('/api/ticket-views', { name: 'Ours', filter: { states: ['open'] }, shared: true }));
  const { views, standard } = (await bodyOf(anna.get('/api/ticket-views'))) as unknown as Record<'views' | 'standard', { id: string; own: boolean; count: number }[]>;
  expect(views?.map(({ id, own: mine, count }) => [id, mine, count])).toEqual([[own.id, true, 7], [shared.id, false, 7]]);
  expect(standard?.map(({ id }) => id)).toEqual(['mine', 'unassigned', 'working', 'urgent', 'pending', 'resolved', 'all']);
  const at = (id: string) => `/api/ticket-views/${id}`;
  expect([await codeOf(anna.post(at(shared.id), { name: 'x', filter: {} })), await codeOf(sue.post(at(own.id), { name: 'x', filter: {} })), (await adam.post(`${at(shared.id)}/remove`)).status]).toEqual(['403 api.forbidden', '404 tickets.unknown-view', 200]);
  expect(await bodyOf(anna.post(at(own.id), { name: 'Lamp', filter: {}, sort: 'newest' }))).toMatchObject({ id: own.id, name: 'Lamp' });
});

test('the same change for many: done for each that allows it', async () => {
  const [anna, adam] = await Promise.all([house.signIn('anna'), house.signIn('adam')]);
  const [one, two] = [await bodyOf(anna.post('/api/tickets', WISH)), await bodyOf(anna.post('/api/tickets', WISH))];
  const other = await bodyOf(adam.post('/api/tickets', { ...WISH, queue: 'support' }));
  const all = [{ id: one.id, version: 1 }, { id: two.id, version: 9 }, { id: other.id }, { id: '4000000000' }];
  expect(await bodyOf(anna.post('/api/ticket-changes', { tickets: all, change: { assign: { assignee: 'anna' } } }))).toMatchObject({
    done: [{ id: one.id, version: 3 }],
    refused: [{ id: two.id, code: 'tickets.changed' }, { id: other.id, code: 'api.forbidden' }, { id: '4000000000', code: 'tickets.unknown' }],
  });
  expect(await bodyOf(anna.post('/api/ticket-changes', { tickets: [{ id: one.id }, { id: two.id }], change: { update: { addTags: ['bulk'], priority: 'urgent' } } }))).toMatchObject({ done: [{ id: one.id }, { id: two.id }], refused: [] });
  expect(await bodyOf(anna.get(`/api/tickets/${two.id}`))).toMatchObject({ tags: ['bulk'], priority: 'urgent', version: 2 });
});

test('tables: GBK and UTF-8 come in, mistakes are told by line and column, the same rows again make nothing twice; what goes out holds no formulas', async () => {
  const [sue, anna] = await Promise.all([house.signIn('sue'), house.signIn('anna')]);
  const send = (query: string, content: Buffer) => fetch(`${house.api.url}/api/ticket-table?${query}`, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/octet-stream' }, body: new Uint8Array(content) });
  const rows = (...lines: string[]) => `主题,模板,严重程度,影响范围,产品,联系方式,标签,颜色\r\n${lines.join('\r\n')}\r\n`;
  const good = ['灯不亮了,fault,major,one,路由器,13800138000,表格; vip,红', '"两行\n的主题",fault,minor,one,路由器,"1,2",表格,', '灯不亮了,fault,major,one,路由器,13800138000,表格; vip,红'];
  const gbk = iconv.encode(rows(...good), 'gbk');
  expect(await bodyOf(send('dry=true', gbk))).toEqual({ rows: 3, made: 3, known: 0, wrong: 0, ignored: ['颜色'], mistakes: [] });
  expect(await bodyOf(send('dry=false', gbk))).toMatchObject({ rows: 3, made: 3, known: 0 });
  expect(await bodyOf(send('dry=false', Buffer.from(`\uFEFF${rows(...good)}`)))).toMatchObject({ rows: 3, made: 0, known: 3 });
  const bad = await bodyOf(send('dry=false&template=fault', Buffer.from(rows('好,,major,one,A,1,,', ',fault,huge,one,,1,,', '好2,fault,minor,one,A,1,,', '"x'))));
  expect(bad).toMatchObject({ rows: 3, made: 2, wrong: 2, mistakes: [{ line: 3, column: 'subject', zh: '请填写主题' }, { line: 3, column: 'severity' }, { line: 3, column: 'product' }, { line: 6, column: '' }] });
  expect([await codeOf(send('', Buffer.from('a,b\r\n1,2\r\n'))), await codeOf(send('colour=red', Buffer.from('')))]).toEqual(['422 tickets.bad-table', '400 api.bad-request']);
  const evil = await bodyOf(sue.post('/api/tickets', { ...WISH, subject: '=HYPERLINK("http://x")', requester: { name: '@王' } }));
  searches.answer = [evil.id];
  const out = await (await sue.get('/api/ticket-table?q=x')).text();
  expect(out).toMatch(/^id,key,template,state/);
  expect(out.split('\r\n')[1]).toContain(`"'=HYPERLINK(""http://x"")",,'@王`);
  expect((await anna.get('/api/ticket-table')).status).toBe(403);
});

test('a visitor writes after some work, little and once; a program that fills in the hidden field is told nothing', async () => {
  const ask = (body: unknown) => fetch(`${house.api.url}/api/ticket-form`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const begin = async () => {
    const { challenge, templates } = (await bodyOf(fetch(`${house.api.url}/api/ticket-form`))) as unknown as { challenge: string; templates: { id: string }[] };
    expect(templates.map(({ id }) => id)).toEqual(['fault']);
    for (let n = 0; ; n++) if (createHash('sha256').update(`${challenge}:${n}`).digest().readUInt16BE(0) === 0) return { ...WISH, name: '王芳', number: '13800138000', challenge, answer: String(n) };
  };
  const wish = await begin();
  expect([await codeOf(ask({ ...wish, answer: 'x' })), await codeOf(ask({ ...wish, fields: {} })), await codeOf(ask({ ...wish, template: 'billing' }))]).toEqual(['422 tickets.form-stale', '422 tickets.invalid', '422 tickets.unknown-template']);
  const [first, again] = [await bodyOf(ask(wish)), await bodyOf(ask(wish))];
  expect(again['number']).toBe(first['number']);
  expect(await desk.get(String(first['number']))).toMatchObject({ queue: 'support', tags: ['web'], createdBy: 'form', requester: { name: '王芳', number: '13800138000' } });
  expect(await bodyOf(ask({ ...(await begin()), website: 'http://x' }))).toEqual({ number: '0000000000' });
  expect(await codeOf(ask(await begin()))).toBe('429 api.too-many-requests');
});
