import { afterEach, describe, expect, it } from 'vitest';
import { silentLog, systemClock, systemRandom } from '#core';
import { startSipServer } from './index.ts';
import { portOf, Rig, SDP, until } from './testing/rig.ts';

const rig = new Rig();
afterEach(() => rig.closeAll());

describe('the SIP server with drachtio-srf', () => {
  it('carries an incoming call from INVITE to BYE', async () => {
    const server = await rig.server();
    const ended: string[] = [];
    await rig.app(server, (srf) => {
      srf.invite((req, res) => {
        void srf.createUAS(req, res, { localSdp: SDP }).then((dialog) => dialog.on('destroy', () => ended.push('destroyed')));
      });
    });
    const peer = await rig.peer(server);
    const call = peer.request('INVITE', { sdp: SDP });
    expect((await peer.next('SIP/2.0 100')).startLine).toBe('SIP/2.0 100 Trying');
    const answer = await peer.next('SIP/2.0 200');
    expect(answer.body).toBe(SDP);
    expect(answer.header('contact')).toBe(`<sip:127.0.0.1:${peer.serverPort}>`);
    peer.inDialog('ACK', call, answer);
    peer.inDialog('BYE', call, answer);
    expect((await peer.next('SIP/2.0 200')).header('cseq')).toBe('2 BYE');
    await until(() => ended.length === 1);
    expect(server.counts().dialogs).toBe(0);
  });

  it('carries an outgoing call and hangs it up', async () => {
    const server = await rig.server();
    const srf = await rig.app(server);
    const peer = await rig.peer(server);
    const dialing = srf.createUAC(`sip:bob@127.0.0.1:${peer.port}`, { localSdp: SDP });
    const invite = await peer.next('INVITE');
    peer.reply(invite, 180, 'Ringing');
    peer.reply(invite, 200, 'OK', SDP);
    const dialog = await dialing;
    expect((await peer.next('ACK')).startLine).toBe(`ACK sip:peer@127.0.0.1:${peer.port} SIP/2.0`);
    expect(dialog.remote.sdp).toBe(SDP);
    dialog.destroy();
    peer.reply(await peer.next('BYE'), 200, 'OK');
    await until(() => server.counts().dialogs === 0);
  });

  it('tells the application of a CANCEL and answers it by itself', async () => {
    const server = await rig.server();
    const heard: string[] = [];
    await rig.app(server, (srf) => {
      srf.invite((req, res) => {
        req.on('cancel', () => heard.push('cancelled'));
        res.send(180);
      });
    });
    const peer = await rig.peer(server);
    const call = peer.request('INVITE', { sdp: SDP });
    await peer.next('SIP/2.0 180');
    peer.cancel(call);
    expect((await peer.next('SIP/2.0 200')).header('cseq')).toBe('1 CANCEL');
    expect((await peer.next('SIP/2.0 487')).header('cseq')).toBe('1 INVITE');
    await until(() => heard.length === 1);
    expect(server.counts().dialogs).toBe(0);
  });

  it('lets a phone register and be asked for credentials', async () => {
    const server = await rig.server();
    await rig.app(server, (srf) => {
      srf.use('register', (req, res) => {
        if (req.has('Authorization')) res.send(200, { headers: { Contact: req.get('Contact') } });
        else res.send(401, { headers: { 'WWW-Authenticate': 'Digest realm="r",nonce="n",algorithm=MD5,qop="auth"' } });
      });
    });
    const peer = await rig.peer(server);
    peer.request('REGISTER');
    const challenge = await peer.next('SIP/2.0 401');
    expect(challenge.header('www-authenticate')).toBe('Digest realm="r", nonce="n", algorithm=MD5, qop="auth"');
    peer.request('REGISTER', { headers: 'Authorization: Digest username="a"' });
    expect((await peer.next('SIP/2.0 200')).header('contact')).toBe(`<sip:peer@127.0.0.1:${peer.port}>`);
  });

  it('reports an unreachable phone as 503 long before the timeout', async () => {
    const server = await rig.server();
    const srf = await rig.app(server);
    const before = systemClock.now();
    await expect(srf.createUAC('sip:nobody@127.0.0.1:1', { localSdp: SDP })).rejects.toMatchObject({ status: 503 });
    expect(systemClock.now() - before).toBeLessThan(8_000);
    await expect(srf.createUAC('sip:nobody@127.0.0.1:1;transport=tcp', { localSdp: SDP })).rejects.toMatchObject({ status: 503 });
  });

  it('says what to do when a port is taken', async () => {
    const server = await rig.server();
    const start = (controlPort: number, udpPort: number) =>
      startSipServer({
        control: { port: controlPort, secret: 'x' },
        listen: { host: '127.0.0.1', udpPort },
        clock: systemClock,
        random: systemRandom,
        log: silentLog,
      });
    const sip = await start(0, portOf(server));
    expect(sip.ok ? '' : sip.fault.code).toBe('sip-server.port-in-use');
    const control = await start(server.controlPort, 0);
    expect(control.ok ? '' : control.fault.message).toBe(
      `Cannot listen for applications (control port) on 127.0.0.1 port ${server.controlPort}: the port is in use. Stop the other program or choose another port.`,
    );
  });

  it('leaves nothing behind after fifty calls that end in every way', async () => {
    // RFC timers 25 times as fast: 64·T1 is over in 1.3 s.
    const server = await rig.server({ timers: { t1: 20, t2: 160, t4: 200 } });
    await rig.app(server, (srf) => {
      srf.invite((req, res) => {
        if (req.uri.includes('busy')) return res.send(486);
        if (req.uri.includes('ring')) return res.send(180);
        return void srf.createUAS(req, res, { localSdp: SDP }).catch(() => {});
      });
    });
    const peer = await rig.peer(server);
    for (let i = 0; i < 10; i++) {
      const answered = peer.request('INVITE', { sdp: SDP });
      const answer = await peer.next('SIP/2.0 200');
      peer.inDialog('ACK', answered, answer);
      peer.inDialog('BYE', answered, answer);
      await peer.next('SIP/2.0 200');
      const ringing = peer.request('INVITE', { sdp: SDP, user: 'ring' });
      await peer.next('SIP/2.0 180');
      peer.cancel(ringing);
      await peer.next('SIP/2.0 487');
      peer.request('INVITE', { sdp: SDP, user: 'busy' });
      await peer.next('SIP/2.0 486');
      // Never acknowledged: the server hangs up by itself.
      peer.request('INVITE', { sdp: SDP });
      await peer.next('SIP/2.0 200');
      peer.send('INVITE nonsense\r\n\r\n');
    }
    await until(() => {
      const { transactions, dialogs, timers } = server.counts();
      return transactions + dialogs + timers === 0;
    });
    expect(server.counts()).toEqual({ transactions: 0, dialogs: 0, connections: 0, timers: 0, apps: 1 });
  });
});
