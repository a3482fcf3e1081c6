/** Tickets offered to agents beside calls, at desks and phones: accepted, declined, run out, interrupted by a call, and after a kill -9. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Desk, LiveNews } from '#contract';
import { SimPhone } from '#test/simulators/phone/index';
import { freshData } from '#test/simulators/fresh-data';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { agent, writeCompany } from './parts/company.ts';
import { eventually } from './parts/eventually.ts';
import { rtpPorts } from './parts/free-port.ts';
import { Floor } from './parts/phones/floor.ts';

const PASSWORD = 'correct horse battery staple';
const FIELDS = { severity: 'major', impact: 'one', product: 'Router', contact: '13800138000' };
const data = freshData('huawu-offers-');
const company = writeCompany({
  agents: [agent('anna', '1001'), agent('bo', '1002')],
  queues: [{ id: 'sales', number: '5001' }],
  tickets: { push: { enabled: true, capacity: 2, offerSeconds: 8, restSeconds: 1, missedSeconds: 2 } },
});
const start = () => startServerProcess({ config: company.file, data, env: { HUAWU_RTP_PORTS: rtpPorts() } });
let server: ServerProcess;
let floor: Floor;
const pages: WebSocket[] = [];
beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  for (const page of pages) page.close();
  for (const phone of floor.phones) phone.vanish();
  await server.stop();
  for (const folder of [data, company.folder]) rmSync(folder, { recursive: true, force: true });
});

const send = (path: string, body: object, headers: Record<string, string> = { authorization: `Bearer ${server.token}` }) =>
  fetch(`${server.url}/api/${path}`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json', connection: 'close' }, body: JSON.stringify(body) });

async function ticket(subject: string): Promise<void> {
  expect((await send('tickets', { template: 'fault', subject, queue: 'sales', fields: FIELDS })).status).toBe(200);
}

/** What this agent's desk is told, and what is ordered there. */
async function deskOf(login: string) {
  const answer = await send('sign-in', { login, password: PASSWORD }, { origin: server.url });
  const { csrf } = (await answer.json()) as { csrf: string };
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`, { headers: { cookie, origin: server.url } });
  pages.push(socket);
  let desk: Desk | undefined;
  socket.on('message', (text) => {
    const news = JSON.parse(String(text)) as LiveNews;
    if (news.type === 'desk') desk = news.desk;
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'subscribe', topic: 'desk' }));
  const tickets = () => desk?.tickets;
  return {
    order: (path: string, body: object = {}) => send(path, body, { cookie, origin: server.url, 'x-huawu-csrf': csrf }),
    state: () => desk?.state,
    held: () => tickets()?.held.map(({ subject }) => subject).toSorted(),
    offer: () => tickets()?.offer,
    rests: () => tickets()?.restsUntil !== undefined,
    offered: (subject: string) => eventually(`${login} is offered ${subject}`, () => (tickets()?.offer?.subject === subject ? tickets()?.offer : undefined), 60_000),
  };
}

/** Phones first anna, then bo: who came first is asked first. */
async function come(): Promise<readonly Awaited<ReturnType<typeof deskOf>>[]> {
  floor = new Floor(server);
  const desks = [await deskOf('anna'), await deskOf('bo')];
  for (const [index, extension] of ['1001', '1002'].entries()) {
    await floor.seat(extension);
    await eventually('ready', () => desks[index]?.state() === 'ready', 30_000);
  }
  return desks;
}

test('offers go from desk to desk; calls come first; a kill loses and doubles nothing', async () => {
  for (const login of ['anna', 'bo']) await send('people', { login, name: login, role: 'agent', agent: login, password: PASSWORD });
  const [anna, bo] = await come();
  if (!anna || !bo) throw new Error('nobody came');

  await ticket('one');
  const { id: one, until } = await anna.offered('one');
  expect(until).toBeGreaterThan(Date.now() - 5_000);
  expect((await bo.order(`tickets/${one}/accept`)).status).toBe(409);
  expect((await anna.order(`tickets/${one}/decline`)).status).toBe(200);
  await bo.offered('one');
  expect((await bo.order(`tickets/${one}/accept`)).status).toBe(200);
  await expect.poll(bo.held, { timeout: 30_000 }).toEqual(['one']);
  expect([anna.offer(), bo.state()]).toEqual([undefined, 'ready']);

  // Anna lets it run out; bo, who has one already, is next. A call takes the offer away and leaves what he has.
  await expect.poll(anna.rests, { timeout: 30_000 }).toBe(false);
  await ticket('two');
  await anna.offered('two');
  await bo.offered('two');
  await anna.order('desk/state', { state: 'not-ready', reason: 'lunch' });
  const caller = await SimPhone.open(server.sip, '13500135001');
  const call = await caller.call('5001');
  await expect.poll(bo.state, { timeout: 30_000 }).toBe('busy');
  expect([bo.offer(), bo.held()]).toEqual([undefined, ['one']]);
  await call.hangUp();
  const { id: two } = await bo.offered('two');
  expect((await bo.order(`tickets/${two}/accept`)).status).toBe(200);

  const gone = once(server.process, 'exit');
  server.process.kill('SIGKILL');
  await gone;
  for (const phone of [caller, ...floor.phones]) phone.vanish();
  server = await start();
  const [annaAgain, boAgain] = await come();
  await expect.poll(() => boAgain?.held(), { timeout: 30_000 }).toEqual(['one', 'two']);
  await ticket('three');
  const three = await annaAgain?.offered('three');
  expect([boAgain?.offer(), (await annaAgain?.order(`tickets/${three?.id}/accept`))?.status]).toEqual([undefined, 200]);
});
