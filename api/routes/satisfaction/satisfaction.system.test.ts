import { Scope, silentLog, systemClock, systemRandom } from '#core';
import { IncidentDesk, MOVES, MemorySatisfaction, MemoryTickets, MergeDesk, STANDARD_TEMPLATES, SatisfactionDesk, SimilarDesk, TicketDesk, memoryTexts, priorityTable } from '#tickets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SatisfactionPort, TicketPort } from '../../index.ts';
import { fakeRooms } from '../../testing/fake-rooms.ts';
import { TOKEN, openHouse } from '../../testing/open-house.ts';

const DAY = 86_400_000;
const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'sales', queues: ['sales', 'support'], agents: ['anna', 'bo', 'cy'] });
const scope = new Scope();
const tables = new MemoryTickets();
const desk = new TicketDesk({ records: tables, world, clock: systemClock, random: systemRandom });
const records = new MemorySatisfaction();
let sue = '';
const satisfactionDesk = new SatisfactionDesk({ desk, records, policy: () => ({ ask: true, validMs: 14 * DAY, dueMs: DAY }), key: 'k', responsible: async () => [sue], clock: systemClock, log: silentLog }, scope);
const tickets: TicketPort = {
  create: (wish, given) => desk.create(wish, given),
  change: (id, change, given) => desk.change(id, change, given),
  get: (id) => desk.get(id),
  find: (query) => desk.find(query),
  history: (id, after, limit) => desk.history(id, after, limit),
  merging: new MergeDesk(desk),
  incidents: new IncidentDesk(desk, systemRandom),
  similar: new SimilarDesk({ desk, texts: memoryTexts(tables), clock: systemClock, log: silentLog }),
  choices: () => ({ templates: STANDARD_TEMPLATES, priorities: priorityTable(), moves: MOVES }),
};
const satisfaction: SatisfactionPort = {
  open: (token) => satisfactionDesk.open(token), answer: (token, answer) => satisfactionDesk.answer(token, answer), ofTicket: (id) => satisfactionDesk.ofTicket(id), urlOf: (survey) => satisfactionDesk.urlOf(survey),
  changeTask: (id, change, given) => satisfactionDesk.changeTask(id, change, given), responsible: (queue) => satisfactionDesk.responsible(queue),
  list: (query) => records.list(query), figures: (query, by, zone) => satisfactionDesk.figures(query, by, zone), tasks: (query) => records.tasks(query), task: (id) => records.task(id),
  timeZone: () => 'Asia/Shanghai', company: () => 'A & B',
};
let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse({ ports: { ...fakeRooms().ports, tickets, satisfaction } });
  sue = (await house.signIn('sue')).me.person.id;
});
afterAll(async () => {
  scope.end('done');
  await house.close();
});

type Json = Record<string, unknown> & { id: string; version: number };
const bodyOf = async (response: Response | Promise<Response>) => (await (await response).json()) as Json;
const codeOf = async (response: Response | Promise<Response>) => `${(await response).status} ${String((await bodyOf(response))['code'] ?? '')}`;
const program = (path: string, body?: unknown) => fetch(`${house.api.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
const FIELDS = { severity: 'minor', impact: 'one', product: 'Router', contact: '1' };
const made = async (more: object = {}) => (await bodyOf(program('/api/tickets', { template: 'consultation', subject: '路由器指示灯不亮 <b>', fields: FIELDS, ...more }))).id;
async function resolved(more: object = {}) {
  const id = await made(more);
  await program(`/api/tickets/${id}/move`, { version: 1, to: 'resolved' });
  const { surveys } = (await bodyOf(program(`/api/tickets/${id}/surveys`))) as unknown as { surveys: { url?: string }[] };
  return { id, url: surveys[0]?.url ?? '' };
}
const form = (url: string, said: Record<string, string>) => fetch(`${house.api.url}${url}`, { method: 'POST', body: new URLSearchParams(said) });

test('a customer answers by the page of the link, once, in either language, without a script', async () => {
  const { id, url } = await resolved();
  const page = await fetch(`${house.api.url}${url}`);
  const html = await page.text();
  expect([page.status, page.headers.get('content-type'), page.headers.get('content-security-policy')]).toEqual([200, 'text/html; charset=utf-8', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"]);
  expect([page.headers.get('referrer-policy'), page.headers.get('cache-control')]).toEqual(['no-referrer', 'no-store']);
  expect(html).toContain('<html lang="zh-CN">');
  for (const text of ['A &amp; B', id, '路由器指示灯不亮 &lt;b&gt;', '非常满意']) expect(html).toContain(text);
  expect(await (await fetch(`${house.api.url}${url}?lang=en`)).text()).toContain('Very satisfied');
  const none = await form(`${url}?lang=en`, { comment: 'x' });
  expect([none.status, (await none.text()).includes('A score from 1 to 5 is required')]).toEqual([422, true]);
  const done = await form(`${url}?lang=zh`, { score: '2', nps: '4', comment: '  等太久\r\n了 ' });
  expect([done.status, (await done.text()).includes('感谢您的评价')]).toEqual([200, true]);
  expect([(await form(url, { score: '5' })).status, await codeOf(fetch(`${house.api.url}/api${url}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"score":5}' }))]).toEqual([409, '409 tickets.survey-answered']);
  expect(await bodyOf(program(`/api/tickets/${id}/surveys`))).toMatchObject({ surveys: [{ score: 2, nps: 4, comment: '等太久\n了' }] });
  expect([(await fetch(`${house.api.url}/survey/none`)).status, await codeOf(fetch(`${house.api.url}/api/survey/none`))]).toEqual([404, '404 tickets.survey-unknown']);
  // A form goes nowhere else in the API.
  expect((await fetch(`${house.api.url}/api/tickets`, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}` }, body: new URLSearchParams({ subject: 'x' }) })).status).toBe(415);
});

test('a supervisor sees the figures of own queues, what they count, and closes the task of a bad answer', async () => {
  const [susan, anna] = await Promise.all([house.signIn('sue'), house.signIn('anna')]);
  const { url } = await resolved({ queue: 'support' });
  await form(url, { score: '5' });
  const now = Date.now();
  const period = `from=${now - DAY}&until=${now + DAY}`;
  const figures = await bodyOf(susan.get(`/api/satisfaction/figures?${period}&by=queue`));
  expect(figures).toMatchObject({ by: 'queue', timeZone: 'Asia/Shanghai', rows: [{ key: 'sales', asked: 1, answered: 1, csat: 0, low: 1, fcr: 1, responseRate: 1, averageScore: 2, nps: -100 }] });
  expect((await bodyOf(program(`/api/satisfaction/figures?${period}`)))['total']).toMatchObject({ asked: 2, scored: 2, csat: 0.5 });
  expect(await codeOf(susan.get(`/api/satisfaction/figures?${period}&queue=support`))).toBe('403 api.forbidden');
  expect(await codeOf(anna.get(`/api/satisfaction/figures?${period}`))).toBe('403 api.forbidden');
  const { surveys } = (await bodyOf(susan.get(`/api/satisfaction/surveys?${period}&as=low`))) as unknown as { surveys: { subject: string }[] };
  expect(surveys.length).toBe(1);
  const { tasks } = (await bodyOf(susan.get('/api/improvements?state=open&assignee=me'))) as unknown as { tasks: Json[] };
  const [task] = tasks;
  expect(task).toMatchObject({ subject: surveys[0]?.subject, assigneeName: 'sue', score: 2, overdue: false });
  const at = `/api/improvements/${task?.id}`;
  expect(await bodyOf(susan.get(`${at}/people`))).toEqual({ people: [{ id: sue, name: 'sue' }] });
  expect(await codeOf(susan.post(`${at}/change`, { type: 'assign', version: 1, assignee: anna.me.person.id }))).toBe('422 tickets.task-person');
  expect(await codeOf(susan.post(`${at}/change`, { type: 'close', version: 1, cause: 'x', measure: ' ' }))).toBe('422 tickets.invalid');
  expect(await bodyOf(susan.post(`${at}/change`, { type: 'close', version: 1, cause: '排班', measure: '加人' }))).toMatchObject({ state: 'done', steps: [{ did: 'opened' }, { did: 'assigned' }, { did: 'closed', byName: 'sue' }] });
  expect(await codeOf(susan.post(`${at}/change`, { type: 'start', version: 2 }))).toBe('409 tickets.task-done');
  expect(await codeOf(anna.get(at))).toBe('403 api.forbidden');
  expect(await codeOf(susan.get('/api/improvements/none'))).toBe('404 tickets.task-unknown');
});

test('duplicates are suggested, merged, read as one and parted; many under one cause are answered and solved at once', async () => {
  const anna = await house.signIn('anna');
  const SUBJECT = '宽带无法拨号，错误代码691';
  const [one, other, foreign] = await Promise.all([made({ subject: SUBJECT, requester: { number: '10086' } }), made({ subject: '宽带拨号失败，错误691', requester: { number: '10086' } }), made({ subject: SUBJECT, queue: 'support' })]);
  const { similar } = (await bodyOf(anna.get(`/api/tickets/${one}/similar`))) as unknown as { similar: { ticket: { id: string }; sameCustomer: boolean; duplicate: boolean }[] };
  // Of another queue, which she does not serve, she hears nothing.
  expect(similar.map(({ ticket }) => ticket.id)).not.toContain(foreign);
  expect(similar[0]).toMatchObject({ ticket: { id: other }, sameCustomer: true, duplicate: true });
  expect(await bodyOf(program('/api/tickets/similar', { subject: SUBJECT, limit: 1 }))).toMatchObject({ similar: [{ duplicate: true }] });
  expect(await codeOf(anna.post(`/api/tickets/${one}/merge`, { into: foreign }))).toBe('403 api.forbidden');
  expect(await bodyOf(anna.post(`/api/tickets/${other}/merge`, { into: one, version: 1 }))).toMatchObject({ ticket: { state: 'closed', mergedInto: one }, into: { absorbed: [{ ticket: other }] } });
  expect(await codeOf(anna.post(`/api/tickets/${other}/reply`, { text: 'x' }))).toBe('409 tickets.merged');
  expect(await bodyOf(anna.post(`/api/tickets/${other}/reply`, { text: '还没好', from: 'customer' }))).toMatchObject({ mergedInto: one });
  const story = await bodyOf(anna.get(`/api/tickets/${one}/timeline?limit=4`));
  expect(story['tickets']).toEqual([one, other]);
  const rest = (await bodyOf(anna.get(`/api/tickets/${one}/timeline?cursor=${String(story['next'])}`)))['events'] as Json[];
  // What happens in the same millisecond is in the order of the numbers of tickets.
  expect([...(story['events'] as Json[]), ...rest].map(({ ticket, type }) => `${ticket === one ? 'one' : 'other'} ${String(type)}`).toSorted()).toEqual(['one absorbed', 'one created', 'one heard', 'other created', 'other merged', 'other replied']);
  expect(await bodyOf(anna.post(`/api/tickets/${other}/unmerge`, {}))).toMatchObject({ ticket: { id: other, state: 'new' }, into: { id: one } });
  expect(await bodyOf(anna.post(`/api/tickets/${one}/incident/attach`, { tickets: [other] }))).toMatchObject({ done: 1, refused: [] });
  expect(await codeOf(anna.post(`/api/tickets/${one}/incident/attach`, { tickets: [foreign] }))).toBe('403 api.forbidden');
  expect(await codeOf(anna.post(`/api/tickets/${one}/incident/answer`, { text: '{{nmae}}' }))).toBe('422 tickets.invalid');
  expect(await bodyOf(anna.post(`/api/tickets/${one}/incident/resolve`, { text: { zh: '{{name}}您好，线路已修复。', en: 'Fixed.' } }))).toMatchObject({ done: 1, incident: { id: one, state: 'resolved' } });
  expect((await desk.history(other, 0, 50)).findLast(({ type }) => type === 'replied')?.data['text']).toBe('客户您好，线路已修复。');
});
