import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLog, sleep, systemClock, systemRandom } from '#core';
import { type SipServer, startSipServer } from './index.ts';
import { fastClock, Rig, SDP, until } from './testing/rig.ts';
import { TEST_CERTIFICATE, TEST_KEY } from './testing/test-certificate.ts';

const rig = new Rig();
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await rig.closeAll();
});

const listen = { host: '127.0.0.1', wsPort: 0 };
const placeOf = (server: SipServer, protocol: string) => server.addresses.find((one) => one.startsWith(`${protocol}/`))?.slice(protocol.length + 1);

interface Client {
  readonly socket: WebSocket;
  readonly heard: string[];
  readonly closed: { code: number } | undefined;
}

async function open(url: string, options: ClientOptions = {}, protocols: string[] = ['sip']): Promise<Client> {
  const socket = new WebSocket(url, protocols, options);
  const client = { socket, heard: [] as string[], closed: undefined as { code: number } | undefined };
  socket.on('message', (data: Buffer) => client.heard.push(data.toString('latin1')));
  socket.on('close', (code) => (client.closed = { code }));
  socket.on('error', () => {});
  sockets.push(socket);
  await new Promise<void>((resolve) => socket.once('open', resolve).once('close', () => resolve()));
  return client;
}

let count = 0;
function message(method: string, uri = 'sip:4000@huawu', body = '', more = ''): string {
  count += 1;
  return (
    `${method} ${uri} SIP/2.0\r\nVia: SIP/2.0/WS page.invalid;branch=z9hG4bK${count}\r\nMax-Forwards: 70\r\nFrom: <sip:page@huawu>;tag=t\r\n` +
    `To: <${uri}>\r\nCall-ID: c${count}\r\nCSeq: 1 ${method}\r\nContact: <sip:page@page.invalid;transport=ws>\r\n${more}` +
    `${body === '' ? '' : 'Content-Type: application/sdp\r\n'}Content-Length: ${body.length}\r\n\r\n${body}`
  );
}

/** An application that answers OPTIONS, and tells where they came from. */
async function answering(server: SipServer): Promise<string[]> {
  const sources: string[] = [];
  await rig.app(server, (srf) => {
    srf.use('options', (req, res) => {
      sources.push(`${req.protocol} ${req.source_address} ${req.get('Subject') ?? ''}`);
      res.send(200, { headers: { Subject: req.get('Subject') ?? 'none' } });
    });
  });
  return sources;
}

const answered = ({ heard }: Client, status = 200) => heard.some((text) => text.startsWith(`SIP/2.0 ${status} `));

describe('SIP over WebSocket', () => {
  it('takes one message per frame, text or binary, and answers on the same connection in kind', async () => {
    const server = await rig.server({ listen });
    const sources = await answering(server);
    const client = await open(`ws://${placeOf(server, 'ws')}`);
    expect(client.socket.protocol).toBe('sip');
    client.socket.send(Buffer.from(message('OPTIONS', 'sip:x@huawu', '', 'Subject: 号\r\n')), { binary: false });
    await until(() => answered(client));
    client.socket.send(Buffer.from(message('OPTIONS', 'sip:x@huawu', '', 'Subject: \xff\r\n'), 'latin1'), { binary: true });
    await until(() => client.heard.length === 2);
    expect(sources[0]).toBe('ws 127.0.0.1 号');
    expect(client.closed).toBeUndefined();
  });

  it('lets nobody in who does not speak sip, and tells a web browser what this is', async () => {
    const server = await rig.server({ listen });
    const place = placeOf(server, 'ws');
    const stranger = await open(`ws://${place}`, {}, ['chat']);
    expect(stranger.closed).toEqual({ code: 1006 });
    const response = await new Promise<number>((resolve) => get(`http://${place}/`, (res) => resolve(res.resume().statusCode ?? 0)));
    expect([response, server.counts().connections]).toEqual([426, 0]);
  });

  it('answers a double CRLF with a single one, and ignores other blanks', async () => {
    const server = await rig.server({ listen });
    const client = await open(`ws://${placeOf(server, 'ws')}`);
    client.socket.send('\r\n');
    client.socket.send('\r\n\r\n');
    await until(() => client.heard.length > 0);
    expect(client.heard).toEqual(['\r\n']);
  });

  it('is spoken over TLS, too', async () => {
    const server = await rig.server({ listen: { host: '127.0.0.1', wss: { port: 0, certificate: TEST_CERTIFICATE, key: TEST_KEY } } });
    const sources = await answering(server);
    const client = await open(`wss://localhost:${placeOf(server, 'wss')?.split(':')[1]}`, { ca: TEST_CERTIFICATE });
    client.socket.send(message('OPTIONS'));
    await until(() => answered(client));
    expect(sources).toEqual(['wss 127.0.0.1 ']);
  });

  it('does not start with a certificate that is none', async () => {
    const started = await startSipServer({
      control: { port: 0, secret: 'secret' },
      listen: { host: '127.0.0.1', wss: { port: 0, certificate: 'none', key: TEST_KEY } },
      clock: systemClock, random: systemRandom, log: silentLog,
    });
    expect(started.ok ? '' : started.fault.code).toBe('sip-server.bad-certificate');
  });

  it('a port that is taken is told', async () => {
    const server = await rig.server({ listen });
    const wsPort = Number(placeOf(server, 'ws')?.split(':')[1]);
    const started = await startSipServer({
      control: { port: 0, secret: 'secret' }, listen: { host: '127.0.0.1', wsPort }, clock: systemClock, random: systemRandom, log: silentLog,
    });
    expect(started.ok ? '' : started.fault.code).toBe('sip-server.port-in-use');
  });
});

describe('the listener for our web server', () => {
  it('believes its X-Forwarded-For, the last of them, and is not announced', async () => {
    const server = await rig.server({ listen: { host: '127.0.0.1', pipe: { port: 0 } } });
    const sources = await answering(server);
    expect(server.addresses.map((one) => one.split('/')[0])).toEqual(['udp', 'tcp']);
    const client = await open(`ws://127.0.0.1:${server.pipePort}`, { headers: { 'X-Forwarded-For': '10.9.9.9, 203.0.113.9' } });
    client.socket.send(message('OPTIONS'));
    await until(() => answered(client));
    expect(sources).toEqual(['ws 203.0.113.9 ']);
  });

  it('counts connections by the address of the browser', async () => {
    const server = await rig.server({ listen: { host: '127.0.0.1', pipe: { port: 0 } }, limits: { connectionsPerSource: 2 } });
    const from = (address: string) => open(`ws://127.0.0.1:${server.pipePort}`, { headers: { 'X-Forwarded-For': address } });
    const crowd = [await from('203.0.113.9'), await from('203.0.113.9'), await from('203.0.113.9'), await from('203.0.113.10')];
    expect(crowd.map(({ closed }) => closed === undefined)).toEqual([true, true, false, true]);
  });

  it('the public one believes nothing of the kind', async () => {
    const server = await rig.server({ listen });
    const sources = await answering(server);
    const client = await open(`ws://${placeOf(server, 'ws')}`, { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    client.socket.send(message('OPTIONS'));
    await until(() => answered(client));
    expect(sources).toEqual(['ws 127.0.0.1 ']);
  });
});

describe('bad company on WebSockets', () => {
  it('garbage is refused, a message beyond the limit closes its connection, and others are served', async () => {
    const server = await rig.server({ listen, limits: { headBytes: 4_096, bodyBytes: 4_096 } });
    await answering(server);
    const url = `ws://${placeOf(server, 'ws')}`;
    const [bad, large, good] = [await open(url), await open(url), await open(url)];
    bad.socket.send(message('OPTIONS').replace('Max-Forwards: 70', 'Max-Forwards: many'));
    bad.socket.send(Buffer.from(Array.from({ length: 500 }, (_, i) => i % 256)));
    large.socket.send('x'.repeat(9_000));
    good.socket.send(message('OPTIONS'));
    await until(() => answered(good) && large.closed !== undefined);
    expect([answered(bad, 400), bad.closed, large.closed]).toEqual([true, undefined, { code: 1009 }]);
  });

  it('a text frame that is no UTF-8 closes its connection', async () => {
    const server = await rig.server({ listen });
    const client = await open(`ws://${placeOf(server, 'ws')}`);
    client.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    await until(() => client.closed !== undefined);
    expect(client.closed).toEqual({ code: 1007 });
  });

  it('one that never becomes a WebSocket, says nothing or stops answering pings is closed', async () => {
    const server = await rig.server({ listen, clock: fastClock(100) });
    await answering(server);
    const [host = '', port] = (placeOf(server, 'ws') ?? '').split(':');
    const raw: Socket = connect(Number(port), host);
    let rawClosed = false;
    raw.on('close', () => (rawClosed = true)).on('error', () => {}).resume();
    raw.write('GET / HTTP/1.1\r\nX-Slow: ');
    const silent = await open(`ws://${host}:${port}`);
    const deaf = await open(`ws://${host}:${port}`, { autoPong: false });
    const fine = await open(`ws://${host}:${port}`);
    for (const one of [deaf, fine]) one.socket.send(message('OPTIONS'));
    await until(() => rawClosed && silent.closed !== undefined && deaf.closed !== undefined);
    await sleep(systemClock, 600);
    expect([fine.closed, server.counts().connections]).toEqual([undefined, 1]);
  });

  it('more connections from one address than allowed are refused', async () => {
    const server = await rig.server({ listen, limits: { connectionsPerSource: 2 } });
    const url = `ws://${placeOf(server, 'ws')}`;
    const crowd = [await open(url), await open(url), await open(url)];
    expect(crowd.map(({ closed }) => closed === undefined)).toEqual([true, true, false]);
    crowd[0]?.socket.close();
    await until(() => server.counts().connections === 1);
    expect((await open(url)).closed).toBeUndefined();
  });
});

describe('a browser that is gone', () => {
  it('cannot be connected to: a request to it fails at once', async () => {
    const server = await rig.server({ listen });
    const srf = await rig.app(server);
    const before = systemClock.now();
    const proxy = 'sip:127.0.0.1:9;transport=ws';
    await expect(srf.createUAC('sip:page@page.invalid;transport=ws', { proxy, localSdp: SDP })).rejects.toMatchObject({ status: 503 });
    await expect(srf.createUAC('sip:page@page.invalid;transport=ws', { localSdp: SDP })).rejects.toMatchObject({ status: 503 });
    expect(systemClock.now() - before).toBeLessThan(5_000);
  });

  it('takes its unanswered call with it', async () => {
    const server = await rig.server({ listen });
    const heard: string[] = [];
    await rig.app(server, (srf) => {
      srf.invite((req, res) => {
        req.on('cancel', () => heard.push('cancelled'));
        res.send(180);
      });
    });
    const client = await open(`ws://${placeOf(server, 'ws')}`);
    client.socket.send(message('INVITE', 'sip:4000@huawu', SDP));
    await until(() => answered(client, 180));
    client.socket.terminate();
    await until(() => heard.length === 1 && server.counts().dialogs === 0);
  });

  it('is told to the application when it was registered', async () => {
    const server = await rig.server({ listen });
    const heard: string[] = [];
    await rig.app(server, (srf) => {
      srf.use('register', (req, res) => {
        heard.push(`${req.source} ${req.protocol} ${req.source_port}`);
        res.send(200);
      });
    });
    const client = await open(`ws://${placeOf(server, 'ws')}`);
    client.socket.send(message('REGISTER', 'sip:huawu'));
    await until(() => answered(client));
    client.socket.terminate();
    await until(() => heard.length === 2);
    expect(heard[1]).toBe(heard[0]?.replace('network', 'application'));
  });
});
