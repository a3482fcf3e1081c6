/** An agent with nothing but a browser, on the real server: answers, holds, reloads in mid-call, writes, finishes. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Desk, EarlierContacts } from '#contract';
import { toneShare, tone } from '#media';
import { SimPhone, toneUlaw } from '#test/simulators/phone/index';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { eventually } from './parts/eventually.ts';
import { rtpPorts } from './parts/free-port.ts';
import { headerOf } from '../../sip/testing/raw-peer.ts';
import { Page } from './parts/page.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess({ env: { HUAWU_RTP_PORTS: rtpPorts() } });
});
afterAll(() => server.stop());

const [CALLER_HZ, AGENT_HZ] = [620, 440];

test('a page answers, holds, is loaded anew in mid-call and has the caller again within 3 s', async () => {
  const anna = await Page.signIn(server, 'anna');
  const desk = () => anna.get<Desk>('/api/desk');
  const first = await anna.phone('first');
  expect(await desk()).toMatchObject({ state: 'not-ready', reason: 'signed-in', phone: 'browser' });
  expect((await anna.post('/api/desk/state', { state: 'ready' })).status).toBe(200);
  const caller = await SimPhone.open(server.sip, '13800138000');
  onTestFinished(() => caller.close());
  const call = await caller.call('5001');
  call.audio.say(toneUlaw(CALLER_HZ), { loop: true });
  const invite = await first.answer();
  expect(headerOf(invite, 'X-Huawu-Queue')).toBe('sales');
  first.media.say(tone(AGENT_HZ, 1_000));
  const callerHears = () => toneShare(call.audio.heard().slice(-4_000), AGENT_HZ);
  await eventually('the agent at the caller', () => callerHears() > 0.8);
  await eventually('the caller at the agent', () => toneShare(first.media.audio().slice(-4_000), CALLER_HZ) > 0.8);
  expect(await desk()).toMatchObject({ state: 'busy', call: { queueName: 'Sales', caller: { number: '13800138000' }, connected: true, held: false } });

  await anna.post('/api/desk/hold', { on: true });
  await eventually('music at the caller', () => callerHears() < 0.1);
  await anna.post('/api/desk/hold', { on: false });
  await eventually('the agent at the caller', () => callerHears() > 0.8);

  await first.vanish();
  const reloaded = performance.now();
  const second = await anna.phone('second');
  const again = await second.answer();
  expect(headerOf(again, 'X-Huawu-Resume')).toBe(headerOf(invite, 'X-Huawu-Call'));
  const heardBefore = call.audio.heard().length;
  second.media.say(tone(AGENT_HZ, 1_000));
  await eventually('the agent at the caller again', () => toneShare(call.audio.heard().slice(heardBefore).slice(-1_600), AGENT_HZ) > 0.8);
  // Busy machines get twice the time.
  expect(performance.now() - reloaded).toBeLessThan(6_000);
  await eventually('the caller at the new page', () => toneShare(second.media.audio().slice(-1_600), CALLER_HZ) > 0.8);
  expect((await desk()).call?.connected).toBe(true);

  second.hangUp(again);
  await call.ended;
  await eventually('wrap-up', async () => (await desk()).state === 'wrap-up');
  expect((await desk()).today.calls).toBe(1);
  expect((await anna.post<{ code: string }>('/api/desk/finish', { notes: 'wants two' }))).toMatchObject({ status: 409, body: { code: 'calls.disposition-missing' } });
  expect((await anna.post('/api/desk/finish', { disposition: 'sold', notes: 'wants two' })).status).toBe(200);
  expect((await desk()).state).toBe('ready');

  const told = async () => {
    const { body } = (await server.get(`/api/calls/${headerOf(invite, 'X-Huawu-Call')}`)) as { body: { events: { type: string }[] } };
    return body.events.map(({ type }) => type).filter((type) => /agent\.|held|resumed|wrap|ended/.test(type));
  };
  // The last words are still being recognised while the agent writes: these two come in either order.
  const last = ['call.ended', 'wrap-up.saved'];
  const types = await eventually('the last lines on the timeline', async () => {
    const all = await told();
    return last.every((type) => all.includes(type)) && all;
  });
  expect(types.filter((type) => !last.includes(type))).toEqual(['agent.connected', 'call.held', 'call.resumed', 'agent.away', 'agent.back', 'agent.left']);

  // The customer calls once more: what was written lies on the desk.
  const later = caller.call('5001');
  const third = await second.peer.next(/^INVITE /);
  const { contacts } = await anna.get<EarlierContacts>('/api/desk/earlier');
  expect(contacts).toMatchObject([{ disposition: 'sold', notes: 'wants two', agentName: 'Anna', queueName: 'Sales' }]);
  second.peer.respond(third, '486 Busy Here');
  await (await later).hangUp();
  await second.vanish();
});
