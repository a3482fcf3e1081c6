import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom, sleep, systemClock } from '#core';
import { type WorkerThread, spawnWorker } from './room/worker-link.ts';
import { parseRtcp } from './rtcp/rtcp-packet.ts';
import { TestPhone } from './testing/test-phone.ts';
import { type TestRoom, type TestRoomOptions, startTestRoom } from './testing/test-room.ts';
import { until } from './testing/until.ts';
import { tone, toneShare } from './wav/tone.ts';

const wait = (ms: number) => sleep(systemClock, ms);

let room: TestRoom;
let phones: TestPhone[] = [];
const start = async (options?: TestRoomOptions) => (room = await startTestRoom(options));
const phone = async () => {
  const opened = await TestPhone.open();
  phones.push(opened);
  return opened;
};
afterEach(async () => {
  await Promise.all(phones.map((p) => p.close()));
  phones = [];
  await room.close();
});

const NOTHING = { legs: 0, sockets: 0, recordings: 0, taps: 0 };

describe('the media room', () => {
  it('is not disturbed by a flood of malformed RTP', async () => {
    await start({ sounds: { hello: tone(500, 1500) } });
    const caller = await phone();
    const stranger = await phone();
    const leg = await room.call(caller);
    caller.say(tone(400, 1000), leg.local.port);
    const end = leg.play([{ name: 'hello', language: 'en' }]);
    const random = seededRandom(7);
    for (let burst = 0; burst < 40; burst++) {
      for (let i = 0; i < 50; i++) {
        const bytes = Buffer.from(random.hex(random.int(60)), 'hex');
        if (i % 2 && bytes.length > 0) bytes[0] = 0x80 | random.int(64);
        (i % 3 ? caller : stranger).throw(bytes, leg.local.port + (i % 5 === 0 ? 1 : 0));
      }
      await wait(10);
    }
    expect(await end).toBe('finished');
    expect(toneShare(caller.audio().subarray(800, 11_000), 500)).toBeGreaterThan(0.95);
    const stats = await leg.stats();
    expect(stats.refused).toBeGreaterThan(500);
    expect(stats.packetsReceived).toBeGreaterThan(50);
    expect(stranger.heard).toEqual([]);
  });

  // A machine that leaves no core for a tenth of a second loses datagrams by itself.
  it("loses none of a phone's audio to a stranger who sends fifty times as much to the same port", { retry: 2 }, async () => {
    await start();
    const [caller, agent, stranger] = [await phone(), await phone(), await phone()];
    const [a, b] = [await room.call(caller), await room.call(agent)];
    room.media.bridge(a, b);
    caller.say(tone(400, 1000), a.local.port);
    await wait(200);
    const before = agent.heard.length;
    for (let burst = 0; burst < 100; burst++) {
      for (let i = 0; i < 25; i++) stranger.throw(Buffer.from('x'), a.local.port);
      await wait(10);
    }
    expect(toneShare(agent.audio(before), 400)).toBeGreaterThan(0.95);
    expect((await a.stats()).packetsLost).toBe(0);
  });

  it('sends nothing in circles when the phones of a bridge name our own ports as theirs', async () => {
    await start({ sounds: { hello: tone(500, 200) } });
    const [caller, agent] = [await phone(), await phone()];
    const [a, b] = [await room.call(caller), await room.call(agent)];
    const named = (leg: typeof a) => caller.sdp().replace(String(caller.port), String(leg.local.port));
    expect([a.answer(named(b)).ok, b.answer(named(a)).ok]).toEqual([true, true]);
    room.media.bridge(a, b);
    await wait(300);
    expect([(await a.stats()).packetsReceived, (await b.stats()).packetsReceived]).toEqual([0, 0]);
  });

  it('keeps a stranger out of a stream that flows', async () => {
    await start();
    const caller = await phone();
    const stranger = await phone();
    const leg = await room.call(caller);
    caller.say(tone(400, 1000), leg.local.port);
    await wait(200);
    stranger.say(tone(900, 1000), leg.local.port);
    await wait(500);
    expect(stranger.heard.length).toBe(0);
    expect((await leg.stats()).refused).toBeGreaterThan(15);
  });

  it('follows a phone behind a router that sends from elsewhere', async () => {
    await start();
    const described = await phone();
    const real = await phone();
    const leg = await room.call(described);
    real.say(tone(400, 1000), leg.local.port);
    await until('its audio there', () => real.heard.length > 12);
  });

  it('reports by RTCP within eight seconds and says good-bye when the leg is closed', async () => {
    await start();
    const caller = await phone();
    const leg = await room.call(caller);
    caller.say(tone(400, 1000), leg.local.port);
    for (let i = 0; i < 80 && caller.reports.length === 0; i++) await wait(100);
    const report = parseRtcp(caller.reports[0] ?? new Uint8Array(0));
    expect(report?.sender?.packets).toBeGreaterThan(50);
    expect(report?.blocks[0]).toMatchObject({ ssrc: 0x1234_5678, lost: 0 });
    expect(report?.ssrc).toBe(caller.heard[0]?.ssrc);
    await leg.close();
    await until('a good-bye', () => parseRtcp(caller.reports.at(-1) ?? new Uint8Array(0))?.bye === true);
  });

  it('tells of phones that vanished, again and again', async () => {
    await start({ silenceMs: 1_000 });
    const caller = await phone();
    const leg = await room.call(caller);
    const spans: number[] = [];
    leg.silent.on((span) => spans.push(span));
    caller.say(tone(400, 1000), leg.local.port);
    await wait(1_300);
    expect(spans).toEqual([]);
    caller.hush();
    await until('two words of silence', () => spans.length >= 2);
    expect(spans.slice(0, 2)).toEqual([1_000, 1_000]);
  });

  it('has a clear fault when its ports are used up, passes over ports of others, and uses freed ones again', async () => {
    const other = createSocket('udp4');
    other.bind(0, '127.0.0.1');
    await once(other, 'listening');
    const taken = other.address().port & ~1;
    await start({ rtpPorts: { from: taken, to: taken + 5 } });
    const open = () => room.media.open({ id: 'x', group: 'call', address: '127.0.0.1' });
    const legs = [await open(), await open()];
    expect(legs.map((leg) => leg.ok && leg.value.local.port)).toEqual([taken + 2, taken + 4]);
    const third = await open();
    expect(third.ok ? '' : third.fault.code).toBe('media.no-port');
    const [first] = legs;
    if (first?.ok) await first.value.close();
    const again = await open();
    expect(again.ok && again.value.local.port).toBe(taken + 2);
    other.close();
  });

  it('holds nothing when idle', async () => {
    await start();
    const caller = await phone();
    const leg = await room.call(caller);
    const audio = room.media.audio('call', { tap: true });
    audio.attach('caller', leg);
    const end = leg.play([], { loop: true });
    expect(await end).toBe('finished');
    expect(await room.media.counts()).toEqual({ legs: 1, sockets: 2, recordings: 0, taps: 1 });
    await Promise.all([leg.close(), leg.close(), audio.close()]);
    expect(await room.media.counts()).toEqual(NOTHING);
    expect(await leg.play([{ name: 'x', language: 'en' }])).toBe('leg-closed');
  });

  it('survives a worker that dies: its calls are told, its recording is whole, new calls are served', async () => {
    const threads: WorkerThread[] = [];
    await start({
      sounds: { hello: tone(500, 3000) },
      spawn: (silenceMs) => {
        const thread = spawnWorker(silenceMs);
        threads.push(thread);
        return thread;
      },
    });
    const caller = await phone();
    const leg = await room.call(caller);
    caller.say(tone(400, 1000), leg.local.port);
    const file = join(room.folder, 'call.wav');
    const audio = room.media.audio('call', { file, tap: false });
    audio.attach('caller', leg);
    const told: string[] = [];
    leg.lost.on((fault) => told.push(fault.code));
    leg.silent.on((span) => told.push(`silent ${span}`));
    audio.recordingFailed.on(() => told.push('recording failed'));
    const end = leg.play([{ name: 'hello', language: 'en' }]);
    await wait(1200);
    await threads[0]?.terminate();
    expect(await end).toBe('leg-closed');
    await leg.close();
    expect(told).toEqual(['recording failed', 'media.worker-died', 'silent 30000']);
    expect((await audio.close())?.samples).toBeGreaterThan(1600);
    const next = await room.call(await phone());
    expect(await room.media.counts()).toEqual({ ...NOTHING, legs: 1, sockets: 2 });
    expect((await next.stats()).packetsSent).toBeGreaterThanOrEqual(0);
    expect(threads.length).toBe(2);
  });

  it('says why a sound cannot be played and goes on without it', async () => {
    await start({ sounds: { fine: tone(500, 250) } });
    await writeFile(join(room.folder, 'broken.wav'), 'not a sound');
    const ref = (name: string) => ({ name, language: 'zh' as const });
    const missing = room.media.missing([ref('fine'), ref('broken'), ref('none'), ref('../../etc/passwd')]);
    expect(missing.map(({ prompt, reason }) => `${prompt.name}: ${reason}`)).toEqual([
      expect.stringContaining('broken: This WAV file cannot be played'),
      expect.stringContaining('none: The sound "none" is not in'),
      expect.stringContaining('is no name of a sound'),
    ]);
    expect(room.media.durationOf(ref('fine'))).toBe(250);
    const leg = await room.call(await phone());
    expect(await leg.play([ref('broken'), ref('fine')])).toBe('finished');
  });
});
