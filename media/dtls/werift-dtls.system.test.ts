import { CipherContext, DtlsClient, HashAlgorithm, NamedCurveAlgorithm, SignatureAlgorithm } from 'werift';
import { expect, test } from 'vitest';
import { sleep, systemClock } from '#core';
import type { Handshake, HandshakeEvent } from './dtls-library.ts';
import { weriftDtls } from './werift-dtls.ts';

const hash = { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 } as const;
const identity = () => CipherContext.createSelfSignedCertificateWithKey(hash, NamedCurveAlgorithm.secp256r1_23);

/** Our server and a client of werift, joined by memory; what the server tells. `again`: a busy server reads everything twice, at once. */
async function shake(options: { stolen?: boolean; again?: boolean } = {}) {
  const library = await weriftDtls();
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
  for (let i = 0; i < 300 && events.length === 0; i++) await sleep(systemClock, 10);
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
  await expect.poll(() => client.connected, { timeout: 10_000 }).toBe(true);
  expect(Buffer.from(event.keys.remote.key).toString('hex')).toBe(client.extractSessionKeys(16, 14).localKey.toString('hex'));
});

test('a client with a certificate that is not its own is refused', async () => {
  const { events } = await shake({ stolen: true });
  expect(events).toEqual([{ type: 'failed', reason: 'the browser did not prove that the certificate is its own' }]);
});

test('a fatal alert ends the handshake at once', async () => {
  const library = await weriftDtls();
  const events: HandshakeEvent[] = [];
  const server = library.start({ role: 'server', send: () => {}, tell: (event) => events.push(event) });
  server.receive(Buffer.from('15fefd000000000000000000020228', 'hex'));
  expect(events).toEqual([{ type: 'failed', reason: 'the browser refused it (DTLS alert)' }]);
});
