import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sleep, systemClock } from '#core';
import { fastClock, portOf, Rig, SDP, until } from './testing/rig.ts';

const rig = new Rig();
afterEach(() => rig.closeAll());

/** A server with one outgoing call on its way to a scripted phone. */
async function dialling(timers: object = {}) {
  const server = await rig.server({ timers });
  const srf = await rig.app(server);
  const peer = await rig.peer(server);
  return { server, srf, peer, to: `sip:bob@127.0.0.1:${peer.port}` };
}

/** Dials so that the call can be cancelled. drachtio-srf hands `(error, request)` to cbRequest; its types say otherwise. */
function dial(srf: Awaited<ReturnType<Rig['app']>>, to: string) {
  let sent: { cancel(): void } | undefined;
  const cbRequest = (...args: unknown[]) => void (sent = args[1] as typeof sent);
  const dialing = srf.createUAC(to, { localSdp: SDP }, { cbRequest });
  dialing.catch(() => {});
  return { dialing, cancel: () => sent?.cancel() };
}

/** A server with one answered incoming call. */
async function answeredCall(options: Parameters<Rig['server']>[0] = {}, headers?: string) {
  const server = await rig.server(options);
  const ended: string[] = [];
  const srf = await rig.app(server, (app) => {
    app.invite((req, res) => {
      void app.createUAS(req, res, { localSdp: SDP }).then((dialog) => {
        dialog.on('destroy', (...args: unknown[]) => ended.push(String(args[1])));
      });
    });
  });
  const peer = await rig.peer(server);
  const call = peer.request('INVITE', { sdp: SDP, ...(headers === undefined ? {} : { headers }) });
  const answer = await peer.next('SIP/2.0 200');
  peer.inDialog('ACK', call, answer);
  await until(() => server.counts().dialogs === 1);
  return { server, srf, peer, call, answer, ended };
}

describe('an outgoing call', () => {
  it('that two branches answer keeps the first and hangs up the second', async () => {
    const { server, srf, peer, to } = await dialling();
    const dialing = srf.createUAC(to, { localSdp: SDP });
    const invite = await peer.next('INVITE');
    peer.reply(invite, 200, 'OK', SDP);
    await dialing;
    await peer.next('ACK');
    peer.send(peer.replyText(invite, 200, 'OK', SDP).replace(/;tag=peer\d+/, ';tag=fork2'));
    expect((await peer.next('ACK')).header('to')).toContain('tag=fork2');
    const bye = await peer.next('BYE');
    expect(bye.header('to')).toContain('tag=fork2');
    peer.reply(bye, 200, 'OK');
    expect(server.counts().dialogs).toBe(1);
  });

  it('whose CANCEL crosses the 200 is acknowledged and hung up', async () => {
    const { srf, peer, to } = await dialling();
    const { dialing, cancel } = dial(srf, to);
    const invite = await peer.next('INVITE');
    peer.reply(invite, 180, 'Ringing');
    await sleep(systemClock, 50);
    cancel();
    await peer.next('CANCEL');
    peer.reply(invite, 200, 'OK', SDP);
    await dialing;
    await peer.next('ACK');
    expect((await peer.next('BYE')).header('reason')).toBe('SIP;cause=200;text="ACK-BYE due to cancel race condition"');
  });

  it('holds its CANCEL until the first provisional response', async () => {
    const { srf, peer, to } = await dialling();
    const { dialing, cancel } = dial(srf, to);
    const invite = await peer.next('INVITE');
    await sleep(systemClock, 50);
    cancel();
    await sleep(systemClock, 100);
    expect(peer.waiting.some((seen) => seen.startLine.startsWith('CANCEL'))).toBe(false);
    peer.reply(invite, 180, 'Ringing');
    peer.reply(await peer.next('CANCEL'), 200, 'OK');
    peer.reply(invite, 487, 'Request Terminated');
    await expect(dialing).rejects.toMatchObject({ status: 487 });
  });

  it('that answers neither CANCEL nor INVITE ends with a made-up 487', async () => {
    const { server, srf, peer, to } = await dialling({ t1: 10, t2: 80, t4: 100 });
    const { dialing, cancel } = dial(srf, to);
    peer.reply(await peer.next('INVITE'), 180, 'Ringing');
    await sleep(systemClock, 50);
    cancel();
    await expect(dialing).rejects.toMatchObject({ status: 487 });
    expect(server.counts().dialogs).toBe(0);
  });
});

describe('an answered call', () => {
  it('is not disturbed by a late CANCEL (RFC 3261 §9.2)', async () => {
    const { server, peer, call, ended } = await answeredCall();
    peer.cancel(call);
    expect((await peer.next('SIP/2.0 200')).header('cseq')).toBe('1 CANCEL');
    await sleep(systemClock, 100);
    expect([server.counts().dialogs, ended]).toEqual([1, []]);
  });

  it('gets 481 when its application is gone, and is hung up if that does not come back', async () => {
    const { server, srf, peer, call, answer } = await answeredCall({ timers: { orphan: 300 } });
    srf.disconnect();
    await until(() => server.counts().apps === 0);
    peer.inDialog('INFO', call, answer);
    await peer.next('SIP/2.0 481');
    const bye = await peer.next('BYE');
    expect(bye.header('reason')).toBe('SIP;cause=200;text="application gone"');
    expect(server.counts().dialogs).toBe(0);
  });

  it('refuses a second re-INVITE while the first is open, and one with too short a session', async () => {
    const { peer, call, answer } = await answeredCall();
    peer.inDialog('INVITE', call, answer, { cseq: 2, sdp: SDP, headers: 'Session-Expires: 10' });
    expect((await peer.next('SIP/2.0 422')).header('min-se')).toBe('90');
    peer.inDialog('INVITE', call, answer, { cseq: 3, sdp: SDP });
    await peer.next('SIP/2.0 200');
    // Not acknowledged yet.
    peer.inDialog('INVITE', call, answer, { cseq: 4, sdp: SDP });
    await peer.next('SIP/2.0 491');
  });

  it('is refreshed by the server when the caller asked for that, without the application noticing', async () => {
    const timer = 'Supported: timer\r\nSession-Expires: 90;refresher=uas';
    const { server, peer, answer, ended } = await answeredCall({ clock: fastClock(30) }, timer);
    expect(answer.header('session-expires')).toBe('90;refresher=uas');
    const refresh = await peer.next('INVITE');
    expect([refresh.body, refresh.header('session-expires')]).toEqual([SDP, '90;refresher=uac']);
    peer.reply(refresh, 200, 'OK', SDP, 'Session-Expires: 90;refresher=uac');
    await peer.next('ACK');
    // On a fast clock a request not answered at once is soon sent again.
    await peer.next('INVITE', 20_000, (seen) => seen.header('cseq') === '3 INVITE');
    expect([server.counts().dialogs, ended]).toEqual([1, []]);
  });

  it('ends when the caller promised to refresh and does not', async () => {
    const timer = 'Supported: timer\r\nSession-Expires: 90;refresher=uac';
    const { server, peer, ended } = await answeredCall({ clock: fastClock(100) }, timer);
    expect((await peer.next('BYE')).header('reason')).toBe('SIP;cause=200;text="Session timer expired"');
    await until(() => ended.length === 1);
    expect([server.counts().dialogs, ended]).toEqual([0, ['Session timer expired']]);
  });
});

describe('an unanswered call', () => {
  const ringing = async (timers: object = {}, headers?: string) => {
    const server = await rig.server({ timers });
    const heard: string[] = [];
    await rig.app(server, (app) => {
      app.invite((req, res) => {
        req.on('cancel', () => heard.push('cancelled'));
        if (req.uri.includes('silent')) return;
        res.send(183, { headers: headers === undefined ? {} : { Require: headers } });
      });
    });
    return { server, heard, peer: await rig.peer(server) };
  };

  it('ends with its TCP connection', async () => {
    const { server, heard, peer } = await ringing();
    const socket = connect(portOf(server), '127.0.0.1');
    socket.write(peer.requestText('INVITE', { sdp: SDP }).replace('SIP/2.0/UDP', 'SIP/2.0/TCP'));
    await until(() => server.counts().dialogs === 1);
    socket.destroy();
    await until(() => heard.length === 1);
    expect([server.counts().dialogs, heard]).toEqual([0, ['cancelled']]);
  });

  it('ends with a BYE in its early dialog', async () => {
    const { server, heard, peer } = await ringing();
    const call = peer.request('INVITE', { sdp: SDP });
    const ring = await peer.next('SIP/2.0 183');
    peer.inDialog('BYE', call, ring);
    await peer.next('SIP/2.0 487');
    await peer.next('SIP/2.0 200');
    await until(() => heard.length === 1);
    expect(server.counts().dialogs).toBe(0);
  });

  it('is refused when nobody acknowledges its reliable provisional response', async () => {
    const { server, heard, peer } = await ringing({ t1: 10, t2: 80, t4: 100 }, '100rel');
    peer.request('INVITE', { sdp: SDP, headers: 'Supported: 100rel' });
    const first = await peer.next('SIP/2.0 183');
    expect((await peer.next('SIP/2.0 183')).header('rseq')).toBe(first.header('rseq'));
    await peer.next('SIP/2.0 504');
    await until(() => heard.length === 1);
    expect(server.counts().dialogs).toBe(0);
  });

  it('is refused when the application does not even let it ring', async () => {
    const { peer } = await ringing({ inviteAnswer: 100 });
    peer.request('INVITE', { sdp: SDP, user: 'silent' });
    await peer.next('SIP/2.0 480');
  });

  it('is answered at the port its Via names when the caller knows no rport (RFC 3261 §18.2.2)', async () => {
    const { server, peer } = await ringing();
    const other = await rig.peer(server);
    other.send(peer.requestText('INVITE', { sdp: SDP }).replace(';rport', ''));
    await peer.next('SIP/2.0 183');
  });
});

describe('an outgoing call over TCP', () => {
  it('uses the connection a phone registered on', async () => {
    const server = await rig.server();
    const srf = await rig.app(server, (app) => app.use('register', (_req, res) => res.send(200)));
    const peer = await rig.peer(server);
    const socket = connect(portOf(server), '127.0.0.1');
    let heard = '';
    socket.on('data', (data) => (heard += data.toString()));
    const register = peer.requestText('REGISTER').replace('SIP/2.0/UDP', 'SIP/2.0/TCP');
    socket.write(register.replace(/Contact: .*/, 'Contact: <sip:bob@192.0.2.99:5999;transport=tcp>'));
    await until(() => heard.includes('SIP/2.0 200'));
    srf.createUAC('sip:bob@192.0.2.99:5999;transport=tcp', { localSdp: SDP }).catch(() => {});
    await until(() => heard.includes('INVITE sip:bob@192.0.2.99:5999;transport=tcp SIP/2.0'));
    expect(heard).toMatch(/\r\nVia: SIP\/2\.0\/TCP 127\.0\.0\.1:\d+;branch=z9hG4bK\w+\r\n/);
    socket.destroy();
  });
});

describe('bad input', () => {
  it('is answered, and the next call works', async () => {
    const { server, peer } = await answeredCall();
    const bad = peer.requestText('OPTIONS').replace(/To: .*\r\n/, '');
    peer.send(bad);
    expect((await peer.next('SIP/2.0 400')).header('cseq')).toBe('1 OPTIONS');
    peer.send(peer.requestText('OPTIONS').replace('SIP/2.0\r\n', 'SIP/3.0\r\n'));
    await peer.next('SIP/2.0 505');
    peer.send(peer.requestText('OPTIONS').replace(/^OPTIONS \S+/, 'OPTIONS soap:x'));
    await peer.next('SIP/2.0 416');
    peer.request('OPTIONS', { to: '<sip:a@b>;tag=unknown' });
    await peer.next('SIP/2.0 481');
    peer.request('INVITE', { sdp: SDP });
    await peer.next('SIP/2.0 200');
    expect(server.counts().apps).toBe(1);
  });

  it('on a TCP stream gets an answer and ends only that connection', async () => {
    const server = await rig.server();
    const reply = await talk(portOf(server), [
      'OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\n',
      'Call-ID: 1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 99999999\r\n\r\n',
    ]);
    expect(reply.split('\r\n')[0]).toBe('SIP/2.0 413 Request Entity Too Large');
    expect(await talk(portOf(server), ['x'.repeat(70_000)])).toBe('');
    expect(server.counts().connections).toBe(0);
  });

  it('on the control port ends that connection: nothing works before the secret was shown', async () => {
    const server = await rig.server();
    expect(await talk(server.controlPort, ['14#a|route|invite'])).toContain('|response|a|NO|authentication required');
    expect(await talk(server.controlPort, ['22#a|authenticate|wrong|x'])).toContain('NO|incorrect secret');
    expect(await talk(server.controlPort, ['hello#'])).toBe('');
  });
});

/** Sends the parts one after the other and returns what came back until the other side closed. */
function talk(port: number, parts: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    socket.on('data', (data) => (heard += data.toString()));
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
    socket.setTimeout(5_000, () => reject(new Error('the server did not close the connection')));
  });
}
