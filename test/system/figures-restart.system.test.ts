/** The server is stopped, or killed, while an agent writes about a call: figures and the wrap-up are there again. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import type { AgentStatistics, Desk, Floor, QueueStatistics } from '#contract';
import { SimPhone } from '#test/simulators/phone/index';
import { freshData } from '#test/simulators/fresh-data';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { eventually, pause } from './parts/eventually.ts';
import { rtpPorts } from './parts/free-port.ts';
import { Page } from './parts/page.ts';

/** States of agents are written within half a second, notes a second after the last key. */
const WRITTEN_MS = 1_600;

const data = freshData('huawu-figures-');
const start = () => startServerProcess({ data, env: { HUAWU_RTP_PORTS: rtpPorts() } });
let server: ServerProcess | undefined;
/** Passwords are told once: the browser stays signed in over the restarts. */
let anna: Page;
afterAll(async () => {
  await server?.stop();
  rmSync(data, { recursive: true, force: true });
});

const deskOf = (page: Page) => page.get<Desk>('/api/desk');
const salesOf = async (page: ServerProcess) => ((await page.get('/api/floor')).body as Floor).queues.find(({ id }) => id === 'sales');

/** A caller is served by the page's phone; then the agent is in wrap-up. */
async function served(running: ServerProcess, page: Page, name: string): Promise<void> {
  const phone = await page.phone(name);
  const now = await deskOf(page);
  if (now.state !== 'ready') expect((await page.post('/api/desk/state', { state: 'ready' })).status).toBe(200);
  const caller = await SimPhone.open(running.sip, '13800138000');
  const calling = caller.call('5001');
  await phone.answer();
  const call = await calling;
  await pause(1_000);
  await call.hangUp();
  await caller.close();
  await eventually('wrap-up', async () => (await deskOf(page)).state === 'wrap-up');
  expect((await page.post('/api/desk/more-time', { seconds: 600 })).status).toBe(200);
}

test('after Ctrl-C the figures are the same, and the agent comes back to the wrap-up with what was typed', async () => {
  server = await start();
  anna = await Page.signIn(server, 'anna');
  await served(server, anna, 'first');
  const hasty = await SimPhone.open(server.sip, '13800138001');
  const givingUp = await hasty.call('5001');
  await eventually('the caller in the queue', async () => (await salesOf(server as ServerProcess))?.waiting === 1);
  await givingUp.hangUp();
  await hasty.close();
  await anna.post('/api/desk/wrap-up', { notes: 'wants a quo' });
  await eventually('the caller who gave up', async () => (await salesOf(server as ServerProcess))?.abandonedToday === 1);
  const [before, sales] = [await deskOf(anna), await salesOf(server)];
  expect(before).toMatchObject({ state: 'wrap-up', today: { calls: 1 } });
  expect(sales).toMatchObject({ answeredToday: 1, abandonedToday: 1, serviceLevel: 1, levelToday: { inTime: 1, offered: 1 } });
  // Reports read the timeline, the floor what it heard: they agree as soon as the timeline is written.
  const span = `from=${Date.now() - 3_600_000}&until=${Date.now() + 60_000}&interval=day`;
  const report = await eventually('the report of both calls', async () => {
    const [row] = ((await (server as ServerProcess).get(`/api/statistics/queues?${span}&id=sales`)).body as QueueStatistics).queues;
    return row?.total.answered === 1 && row.total.abandoned === 1 && row.total.talks === 1 ? row : undefined;
  });
  expect(report.total).toMatchObject({ offered: 2, answered: 1, answeredInTime: 1, abandoned: 1, abandonedInTime: 1, talks: 1, waiting: 0, serviceLevel: 1 });
  const { agents } = (await server.get(`/api/statistics/agents?${span}&id=anna`)).body as AgentStatistics;
  expect(agents.flatMap(({ rows }) => rows.map(({ talks }) => talks)).reduce((a, b) => a + b, 0)).toBe(1);
  expect(await server.stop()).toBe(0);

  server = await start();
  const back = anna.on(server);
  const offline = await deskOf(back);
  expect(offline).toMatchObject({ state: 'offline', today: { calls: 1, talkSeconds: before.today.talkSeconds, missed: 0 } });
  expect(offline.today.handleSeconds).toBeGreaterThanOrEqual(before.today.handleSeconds);
  expect(offline.today.occupancy).toBeCloseTo(before.today.occupancy, 1);
  expect(await salesOf(server)).toEqual({ ...sales, agentsReady: 0 });
  await back.phone('second');
  const again = await deskOf(back);
  expect(again).toMatchObject({ state: 'wrap-up', wrapUp: { callId: before.wrapUp?.callId, notes: 'wants a quo' } });
  expect(Math.abs((again.wrapUp?.until ?? 0) - (before.wrapUp?.until ?? 0))).toBeLessThan(1_000);
  expect((await back.post('/api/desk/finish', { notes: 'wants a quote' })).body).toMatchObject({ code: 'calls.disposition-missing' });
  expect((await back.post('/api/desk/finish', { notes: 'wants a quote', disposition: 'sold' })).status).toBe(200);
  expect(await deskOf(back)).toMatchObject({ state: 'ready' });
});

test('after kill -9 in a wrap-up it goes on, too, and both calls are counted', async () => {
  const killed = server as ServerProcess;
  const page = anna.on(killed);
  await served(killed, page, 'third');
  await page.post('/api/desk/wrap-up', { notes: 'second call' });
  await pause(WRITTEN_MS);
  const before = await deskOf(page);
  killed.process.kill('SIGKILL');
  await once(killed.process, 'exit');

  server = await start();
  const back = anna.on(server);
  await back.phone('fourth');
  const again = await deskOf(back);
  expect(again).toMatchObject({ state: 'wrap-up', wrapUp: { callId: before.wrapUp?.callId, notes: 'second call' }, today: { calls: 2, talkSeconds: before.today.talkSeconds } });
  expect((await back.post('/api/desk/finish', { disposition: 'sold' })).status).toBe(200);
  expect(await salesOf(server)).toMatchObject({ answeredToday: 2, abandonedToday: 1, serviceLevel: 1 });
});
