import { afterEach, describe, expect, it } from 'vitest';
import Srf from 'drachtio-srf';
import { silentLog, sleep, systemClock, systemRandom } from '#core';
import { type SipServer, startSipServer } from './index.ts';
import { openPeer, type Peer } from './testing/udp-peer.ts';

const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 30000 RTP/AVP 0\r\na=sendrecv\r\n';
const open: { close(): unknown }[] = [];

async function startServer(timers: object = {}): Promise<SipServer> {
  const started = await startSipServer({
    control: { port: 0, secret: 'secret' },
    listen: { host: '127.0.0.1' },
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    timers,
  });
  if (!started.ok) throw started.fault;
  open.push(started.value);
  return started.value;
}

async function connectApp(server: SipServer): Promise<Srf> {
  const srf = new Srf();
  srf.connect({ host: '127.0.0.1', port: server.controlPort, secret: 'secret' });
  await new Promise<void>((resolve, reject) => {
    srf.on('connect', (error: Error | null) => (error ? reject(error) : resolve()));
    srf.on('error', () => {});
  });
  open.push({ close: () => srf.disconnect() });
  return srf;
}

async function peerOf(server: SipServer): Promise<Peer> {
  const peer = await openPeer(Number(server.addresses[0]?.split(':')[1]));
  open.push(peer);
  return peer;
}

/** Waits for the route of a verb to arrive: its OK is not visible, so ask until the server knows it. */
const settled = () => sleep(systemClock, 60);

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

describe('the SIP server with drachtio-srf', () => {
  it('carries an incoming call from INVITE to BYE', async () => {
    const server = await startServer();
    const srf = await connectApp(server);
    const ended = new Promise<string>((resolve) => {
      srf.invite((req, res) => {
        void srf.createUAS(req, res, { localSdp: SDP }).then((dialog) => dialog.on('destroy', () => resolve('destroyed')));
      });
    });
    await settled();
    const peer = await peerOf(server);
    const call = peer.request('INVITE', { sdp: SDP });
    expect((await peer.next('SIP/2.0 100')).startLine).toBe('SIP/2.0 100 Trying');
    const answer = await peer.next('SIP/2.0 200');
    expect(answer.body).toBe(SDP);
    expect(answer.header('contact')).toBe(`<sip:127.0.0.1:${peer.serverPort}>`);
    peer.inDialog('ACK', call, answer);
    peer.inDialog('BYE', call, answer);
    expect((await peer.next('SIP/2.0 200')).header('cseq')).toBe('2 BYE');
    expect(await ended).toBe('destroyed');
    expect(server.counts().dialogs).toBe(0);
  });

  it('carries an outgoing call and hangs it up', async () => {
    const server = await startServer();
    const srf = await connectApp(server);
    const peer = await peerOf(server);
    const dialing = srf.createUAC(`sip:bob@127.0.0.1:${peer.port}`, { localSdp: SDP });
    const invite = await peer.next('INVITE');
    peer.reply(invite, 180, 'Ringing');
    peer.reply(invite, 200, 'OK', SDP);
    const dialog = await dialing;
    expect((await peer.next('ACK')).startLine).toBe(`ACK sip:peer@127.0.0.1:${peer.port} SIP/2.0`);
    expect(dialog.remote.sdp).toBe(SDP);
    dialog.destroy();
    peer.reply(await peer.next('BYE'), 200, 'OK');
    await settled();
    expect(server.counts().dialogs).toBe(0);
  });

  it('tells the application of a CANCEL and answers it by itself', async () => {
    const server = await startServer();
    const srf = await connectApp(server);
    const cancelled = new Promise<string>((resolve) => {
      srf.invite((req, res) => {
        req.on('cancel', () => resolve('cancelled'));
        res.send(180);
      });
    });
    await settled();
    const peer = await peerOf(server);
    const call = peer.request('INVITE', { sdp: SDP });
    await peer.next('SIP/2.0 180');
    peer.cancel(call);
    expect((await peer.next('SIP/2.0 200')).header('cseq')).toBe('1 CANCEL');
    expect((await peer.next('SIP/2.0 487')).header('cseq')).toBe('1 INVITE');
    expect(await cancelled).toBe('cancelled');
    expect(server.counts().dialogs).toBe(0);
  });

  it('reports an unreachable phone as 503 long before the timeout', async () => {
    const server = await startServer();
    const srf = await connectApp(server);
    const before = systemClock.now();
    await expect(srf.createUAC('sip:nobody@127.0.0.1:1', { localSdp: SDP })).rejects.toMatchObject({ status: 503 });
    expect(systemClock.now() - before).toBeLessThan(2_000);
  });

  it('says what to do when the port is taken', async () => {
    const server = await startServer();
    const port = Number(server.addresses[0]?.split(':')[1]);
    const second = await startSipServer({
      control: { port: 0, secret: 'x' },
      listen: { host: '127.0.0.1', udpPort: port },
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
    });
    expect(second.ok ? '' : second.fault.code).toBe('sip-server.port-in-use');
  });
});
