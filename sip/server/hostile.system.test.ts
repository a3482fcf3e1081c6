import type Srf from 'drachtio-srf';
import { afterEach, expect, it } from 'vitest';
import { sleep, systemClock } from '#core';
import { Rig, SDP, until } from './testing/rig.ts';

const rig = new Rig();
afterEach(() => rig.closeAll());

it('large requests that wait for their answer fill the memory of transactions only up to a bound; beyond it they are refused without a trace', async () => {
  const server = await rig.server({ limits: { requestBytes: 100_000 }, timers: { t1: 20, t2: 160, t4: 200 } });
  const open: Srf.SrfResponse[] = [];
  await rig.app(server, (srf) => srf.invite((_, res) => void open.push(res)));
  const peer = await rig.peer(server);
  const large = { headers: `Subject: ${'x'.repeat(30_000)}` };
  for (let i = 1; i <= 4; i++) {
    peer.request('INVITE', large);
    await until(() => open.length === i);
  }
  for (const method of ['OPTIONS', 'CANCEL', 'INVITE']) {
    peer.request(method, large);
    expect((await peer.next('SIP/2.0 503')).header('retry-after')).toBe('5');
  }
  expect(server.counts().transactions).toBe(4);
  for (const res of open) res.send(486);
  for (let i = 0; i < 4; i++) await peer.next('SIP/2.0 486');
  await until(() => server.counts().transactions === 0);
  peer.request('INVITE', large);
  await until(() => open.length === 5);
});

it('a request that was answered takes no more memory than its answer, however long its transaction is remembered', async () => {
  const server = await rig.server({ limits: { requestBytes: 50_000 } });
  const peer = await rig.peer(server);
  const large = { headers: `Subject: ${'x'.repeat(30_000)}` };
  for (let i = 0; i < 4; i++) {
    peer.request('OPTIONS', large);
    // Nobody is there to answer it: refused by the server itself, but not for want of memory.
    expect((await peer.next('SIP/2.0 503')).header('retry-after')).toBeUndefined();
  }
  expect(server.counts().transactions).toBe(4);
});

it('one address cannot fill that memory: large requests use up its rate, and others are still served', async () => {
  const server = await rig.server({ limits: { requestsPerSecond: 10, requestBurst: 100 } });
  const peer = await rig.peer(server);
  for (let i = 0; i < 5; i++) peer.request('OPTIONS', { headers: `Subject: ${'x'.repeat(30_000)}` });
  for (let i = 0; i < 3; i++) await peer.next('SIP/2.0 503');
  await sleep(systemClock, 200);
  expect([peer.waiting.length, server.counts().transactions]).toEqual([0, 3]);
  peer.request('OPTIONS');
  await peer.next('SIP/2.0 503');
});

it('a flood of REGISTER uses up the rate of its address five times as fast', async () => {
  const server = await rig.server({ limits: { requestsPerSecond: 1, requestBurst: 20 } });
  const peer = await rig.peer(server);
  for (let i = 0; i < 6; i++) peer.request('REGISTER');
  for (let i = 0; i < 4; i++) await peer.next('SIP/2.0 503');
  await sleep(systemClock, 200);
  expect([peer.waiting.length, server.counts().transactions]).toEqual([0, 4]);
});

it('an INVITE of ours that somebody sends back to us is a loop', async () => {
  const server = await rig.server();
  const calls: string[] = [];
  const srf = await rig.app(server, (app) => {
    app.invite((req, res) => {
      calls.push(req.callId);
      void app.createUAS(req, res, { localSdp: SDP });
    });
  });
  const peer = await rig.peer(server);
  const dialing = srf.createUAC(`sip:bob@127.0.0.1:${peer.port}`, { localSdp: SDP });
  const invite = await peer.next('INVITE');
  const back = `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bKback;rport\r\n`;
  peer.send(invite.text.replace(/^Via/m, `${back}Via`));
  await peer.next('SIP/2.0 482');
  peer.reply(invite, 180, 'Ringing');
  peer.send(invite.text.replace(/^Via/m, `${back.replace('back', 'again')}Via`));
  await peer.next('SIP/2.0 482');
  peer.reply(invite, 200, 'OK', SDP);
  await dialing;
  expect([calls, server.counts().dialogs]).toEqual([[], 1]);
});
