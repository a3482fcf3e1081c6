import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CipherContext, DtlsClient, DtlsServer, HashAlgorithm, NamedCurveAlgorithm, SignatureAlgorithm } from 'werift';
import { expect, test } from 'vitest';
import { sleep, systemClock } from '#core';
import type { Handshake, HandshakeEvent } from './dtls-library.ts';
import { healClients } from '../testing/patient-client.ts';
import { dtls12 } from './dtls-12.ts';

const hash = { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 } as const;
const identity = () => CipherContext.createSelfSignedCertificateWithKey(hash, NamedCurveAlgorithm.secp256r1_23);

/** Our server and a client of werift, joined by memory; what the server tells. `again`: a busy server reads everything twice, at once. */
async function shake(options: { stolen?: boolean; again?: boolean } = {}) {
  healClients();
  const library = await dtls12(systemClock);
  const [own, other] = [await identity(), await identity()];
  const events: HandshakeEvent[] = [];
  const toClient: Buffer[] = [];
  const toServer: Buffer[] = [];
  const read = (sent: Buffer[]) => {
    for (const data of options.again ? [...sent, ...sent] : sent) server.receive(data);
  };
  const transport = {
    type: 'memory',
    address: { address: '127.0.0.1', port: 1, family: 'IPv4' } as never,
    closed: false,
    onData: (_data: Buffer): void => {},
    send: async (data: Buffer) => {
      if (toServer.push(Buffer.from(data)) === 1) setImmediate(() => read(toServer.splice(0)));
    },
    close: async () => {},
  };
  const server: Handshake = library.start({
    role: 'server',
    send: (data) => {
      const copy = Buffer.from(data);
      toClient.push(copy);
      setImmediate(() => transport.onData(copy));
    },
    tell: (event) => events.push(event),
  });
  const client = new DtlsClient({ cert: own.certPem, key: options.stolen ? other.keyPem : own.keyPem, signatureHash: hash, transport, srtpProfiles: [7, 1], extendedMasterSecret: true });
  void client.connect().catch(() => {});
  for (let i = 0; i < 2_000 && events.length === 0; i++) await sleep(systemClock, 10);
  return { library, server, client, events, toClient };
}

test('a client that owns its certificate gets through, with the keys mirrored and the cheaper profile', async () => {
  const { client, events, library, server } = await shake();
  const [event] = events;
  if (event?.type !== 'connected') throw new Error(`it ${JSON.stringify(event)}`);
  expect(event.keys.profile).toBe('AES_CM_128_HMAC_SHA1_80');
  const keys = client.extractSessionKeys(16, 14);
  expect(Buffer.from(event.keys.remote.key).toString('hex')).toBe(keys.localKey.toString('hex'));
  expect(Buffer.from(event.keys.local.salt).toString('hex')).toBe(keys.remoteSalt.toString('hex'));
  expect(library.matches(event.certificate, library.fingerprint)).toBe(false);
  // A new hello, an open alert and rubbish change nothing any more.
  const hello = Buffer.from('16fefd00000000000000000001', 'hex');
  for (const data of [hello, Buffer.from('15fefd000000000000000900020228', 'hex'), Buffer.alloc(40, 22)]) expect(server.receive(data)).toBe(false);
  expect(events.length).toBe(1);
  const closed = new Promise<void>((resolve) => client.onClose.subscribe(() => resolve()));
  server.close();
  await closed;
});

test('a client that sends everything again before it is answered ends up with the same keys', async () => {
  const { client, events } = await shake({ again: true });
  const [event] = events;
  if (event?.type !== 'connected') throw new Error(`it ${JSON.stringify(event)}`);
  await expect.poll(() => client.connected).toBe(true);
  expect(Buffer.from(event.keys.remote.key).toString('hex')).toBe(client.extractSessionKeys(16, 14).localKey.toString('hex'));
});

test('a client with a certificate that is not its own is refused', async () => {
  const { events } = await shake({ stolen: true });
  expect(events).toEqual([{ type: 'failed', reason: 'the browser did not prove that the certificate is its own' }]);
});

test('a fatal alert ends the handshake at once', async () => {
  const library = await dtls12(systemClock);
  const events: HandshakeEvent[] = [];
  const server = library.start({ role: 'server', send: () => {}, tell: (event) => events.push(event) });
  server.receive(Buffer.from('15fefd000000000000000000020228', 'hex'));
  expect(events).toEqual([{ type: 'failed', reason: 'the browser refused it (DTLS alert)' }]);
});

test('as the client it gets through to a server that says everything twice', async () => {
  const library = await dtls12(systemClock);
  const theirs = await identity();
  const events: HandshakeEvent[] = [];
  const transport = {
    type: 'memory',
    address: { address: '127.0.0.1', port: 1, family: 'IPv4' } as never,
    closed: false,
    onData: (_data: Buffer): void => {},
    send: async (data: Buffer) => {
      const copy = Buffer.from(data);
      setImmediate(() => [copy, copy].map((one) => client.receive(one)));
    },
    close: async () => {},
  };
  const server = new DtlsServer({ cert: theirs.certPem, key: theirs.keyPem, signatureHash: hash, transport, srtpProfiles: [1], extendedMasterSecret: true, certificateRequest: true });
  const client: Handshake = library.start({
    role: 'client',
    send: (data) => {
      const copy = Buffer.from(data);
      setImmediate(() => transport.onData(copy));
    },
    tell: (event) => events.push(event),
  });
  await expect.poll(() => events.map(({ type }) => type)).toEqual(['connected']);
  const [event] = events;
  expect(event?.type === 'connected' && Buffer.from(event.keys.remote.key).toString('hex')).toBe(server.extractSessionKeys(16, 14).localKey.toString('hex'));
  client.close();
});

/** A client that shares nothing with ours or werift's. */
const openssl = spawnSync('openssl', ['version']).status === 0;

// Without openssl on the machine there is nobody to ask.
test.skipIf(!openssl)('openssl gets through, though its first hello is lost and everything comes twice, and has the same keys', async () => {
  const library = await dtls12(systemClock);
  const theirs = await identity();
  const folder = await mkdtemp(join(tmpdir(), 'huawu-dtls-'));
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const events: HandshakeEvent[] = [];
  let server: Handshake | undefined;
  let hellos = 0;
  socket.on('message', (data, { port, address }) => {
    if (hellos++ === 0) return;
    const send = (bytes: Uint8Array) => [bytes, bytes].forEach((one) => socket.send(Buffer.from(one), port, address));
    server ??= library.start({ role: 'server', send, tell: (event) => events.push(event) });
    server.receive(data);
    server.receive(data);
  });
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  await Promise.all([writeFile(cert, theirs.certPem), writeFile(key, theirs.keyPem)]);
  const client = spawn('openssl', ['s_client', '-dtls1_2', '-connect', `127.0.0.1:${socket.address().port}`, '-use_srtp', 'SRTP_AES128_CM_SHA1_80', '-cert', cert, '-key', key, '-keymatexport', 'EXTRACTOR-dtls_srtp', '-keymatexportlen', '60']);
  try {
    let said = '';
    client.stdout.on('data', (text) => (said += String(text)));
    client.stderr.on('data', () => {});
    const material = () => /Keying material: ([0-9A-F]{120})/.exec(said)?.[1]?.toLowerCase();
    await expect.poll(material, { timeout: 60_000 }).toBeTruthy();
    const [event] = events;
    if (event?.type !== 'connected') throw new Error(`it ${JSON.stringify(event)}`);
    const { remote, local } = event.keys;
    expect(Buffer.concat([remote.key, local.key, remote.salt, local.salt]).toString('hex')).toBe(material());
  } finally {
    server?.close();
    client.kill();
    await once(client, 'exit');
    socket.close();
    await rm(folder, { recursive: true });
  }
});
