import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Wire, openControl, openUdpPeer } from './replay/wire.ts';
import { readSip, splitFrame } from './replay/sip-text.ts';
import { type ServerUnderTest, startOwnServer } from './server-under-test.ts';

/** The end of recording 28, which only has notes of it: the real server wedges the connection above 12 228 bytes. */
describe('An app frame', () => {
  let server: ServerUnderTest;
  let app: Wire;
  let peer: Wire;
  const frames: string[] = [];
  const messages: string[] = [];

  beforeAll(async () => {
    server = await startOwnServer(1);
    app = await openControl(server.controlPort, (payload) => frames.push(payload));
    peer = await openUdpPeer(server.sipPort, (message) => messages.push(message));
    app.send(`sign-in|authenticate|${server.secret}|`);
    await vi.waitUntil(() => frames.length > 0, 20_000);
  });

  afterAll(async () => {
    app.close();
    peer.close();
    await server.close();
  });

  const message = (id: string, bytes: number) =>
    [
      `${id}|sip||`,
      `MESSAGE sip:bob@127.0.0.1:${peer.port} SIP/2.0`,
      'Content-Type: text/plain',
      `Content-Length: ${bytes}`,
      '',
      'x'.repeat(bytes),
    ].join('\r\n');
  const replyTo = (id: string) => frames.map((frame) => splitFrame(frame).tokens).find((tokens) => tokens[2] === id);

  for (const bytes of [9000, 12_000, 13_000, 20_000, 60_000]) {
    test(`with a body of ${bytes} bytes is sent and answered`, async () => {
      app.send(message(`size-${bytes}`, bytes));
      await expect.poll(() => replyTo(`size-${bytes}`)?.[3]).toBe('OK');
      await expect.poll(() => messages.some((text) => readSip(text).body.length === bytes)).toBe(true);
    });
  }

  test('beyond 256 kB ends that connection, and only that', async () => {
    const other = await openControl(server.controlPort, (payload) => frames.push(payload));
    other.send(`again|authenticate|${server.secret}|`);
    await expect.poll(() => replyTo('again')?.[3]).toBe('OK');
    other.send(message('too-much', 300_000));
    await other.closed;
    expect(replyTo('too-much')?.[3]).not.toBe('OK');
    app.send('still|ping');
    await expect.poll(() => replyTo('still')).toEqual([expect.any(String), 'response', 'still', 'OK', 'pong']);
  });
});
