import { describe, expect, it } from 'vitest';
import { ManualClock, seededRandom } from '#core';
import { eventOf, writeEvent } from '../dtmf/event-packet.ts';
import { shareSound } from '../playback/sound.ts';
import { emptyHeader, parseRtp, writeRtpHeader } from '../rtp/rtp-packet.ts';
import type { MediaSession } from '../sdp/media-session.ts';
import { MemoryNetwork } from '../socket/memory-network.ts';
import { Engine } from './engine.ts';
import type { Report } from './orders.ts';

const PHONE = { a: { address: '198.51.100.1', port: 5004 }, b: { address: '198.51.100.2', port: 6004 } };
const PORT = { a: 40_000, b: 40_002 };
type Side = 'a' | 'b';

const session = (side: Side, changes: Partial<MediaSession> = {}): MediaSession => ({
  law: 'ulaw',
  payload: 0,
  eventPayload: 101,
  receive: [[0, 'ulaw'], [8, 'alaw'], [101, 'event'], [13, 'comfort']],
  remote: PHONE[side],
  remoteRtcp: { ...PHONE[side], port: PHONE[side].port + 1 },
  rtcpMux: false,
  packetSamples: 160,
  packetAsked: false,
  sends: true,
  hears: true,
  ...changes,
});

/** An engine with two legs on a manual clock and a network in memory. */
async function engine(changes: { a?: Partial<MediaSession>; b?: Partial<MediaSession> } = {}) {
  const clock = new ManualClock();
  const network = new MemoryNetwork();
  const reports: Report[] = [];
  const storage = { create: async () => Promise.reject(new Error('no disk')) };
  const it = new Engine({ clock, random: seededRandom(1), network, storage, dtls: async () => Promise.reject(new Error('no browsers')), silenceMs: 10_000, report: (report) => reports.push(report) });
  const leg = { a: 1, b: 2 } as const;
  for (const side of ['a', 'b'] as const) {
    it.handle({ type: 'open', leg: leg[side], address: '192.0.2.1', port: PORT[side] });
    await settle();
    it.handle({ type: 'session', leg: leg[side], session: session(side, changes[side]) });
  }
  const speak = (side: Side, n: number, options: { length?: number; byte?: number; payload?: number; ssrc?: number } = {}) => {
    const { length = 160, byte = 0x11, payload = 0, ssrc = 9 } = options;
    const data = new Uint8Array(12 + length).fill(byte, 12);
    writeRtpHeader(data, 0, { marker: false, payload, sequence: 65_530 + n, timestamp: (n * length) >>> 0, ssrc });
    network.deliver(PORT[side], data, PHONE[side]);
  };
  const press = (side: Side, sequence: number, timestamp: number, duration: number, end: boolean) => {
    const data = new Uint8Array(16);
    writeRtpHeader(data, 0, { marker: false, payload: 101, sequence, timestamp, ssrc: 9 });
    writeEvent(data, 12, { event: eventOf('#') ?? 0, duration, end });
    network.deliver(PORT[side], data, PHONE[side]);
  };
  /** RTP sent to a phone since the last call of this. */
  const sentTo = (side: Side) => {
    const out = network.sent.filter((d) => d.to.port === PHONE[side].port && d.to.address === PHONE[side].address);
    network.sent.length = 0;
    return out.map(({ data }) => {
      const header = emptyHeader();
      parseRtp(data, header);
      return { ...header, bytes: [...data.subarray(header.start)] };
    });
  };
  return { it, clock, network, reports, leg, speak, press, sentTo, bridge: () => it.handle({ type: 'bridge', a: 1, b: 2 }) };
}

const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};
const marked = (packets: readonly { marker: boolean }[]) => packets.map((p) => (p.marker ? 'M' : '-')).join('');

describe('a leg with nothing to say', () => {
  it('sends silence every 20 ms, the first packet marked', async () => {
    const { clock, sentTo } = await engine();
    clock.advance(100);
    const packets = sentTo('a');
    expect(packets.map((p) => p.bytes[0])).toEqual([255, 255, 255, 255, 255]);
    expect(marked(packets)).toBe('M----');
  });

  it('packs as long as the phone asked', async () => {
    const { clock, sentTo } = await engine({ a: { packetSamples: 240 } });
    clock.advance(300);
    const packets = sentTo('a');
    expect(packets.map((p) => p.bytes.length)).toEqual(Array(10).fill(240));
    expect(((packets[9]?.timestamp ?? 0) - (packets[0]?.timestamp ?? 0)) >>> 0).toBe(9 * 240);
  });

  it('sends nothing to a phone that holds, and goes on with a marker and the right time after it', async () => {
    const { it, clock, sentTo, leg } = await engine();
    clock.advance(100);
    const before = sentTo('a').at(-1);
    it.handle({ type: 'session', leg: leg.a, session: session('a', { sends: false }) });
    clock.advance(1000);
    expect(sentTo('a')).toEqual([]);
    it.handle({ type: 'session', leg: leg.a, session: session('a') });
    clock.advance(40);
    const after = sentTo('a');
    expect(marked(after)).toBe('M-');
    expect(((after[0]?.timestamp ?? 0) - (before?.timestamp ?? 0)) >>> 0).toBe(8160);
    expect(((after[0]?.sequence ?? 0) - (before?.sequence ?? 0)) & 0xffff).toBe(1);
  });

  it('sends nothing before anything was agreed', async () => {
    const { it, clock, network, sentTo } = await engine();
    it.handle({ type: 'open', leg: 3, address: '192.0.2.1', port: 40_010 });
    await settle();
    clock.advance(1000);
    expect(network.sent.filter((d) => d.from === 40_010)).toEqual([]);
    sentTo('a');
  });
});

describe('a prompt', () => {
  it('runs on while the phone holds, and ends', async () => {
    const { it, clock, reports, leg } = await engine({ a: { sends: false } });
    it.handle({ type: 'play', leg: leg.a, play: 5, sounds: [shareSound(new Int16Array(800))], loop: false });
    clock.advance(100);
    expect(reports.filter((r) => r.type === 'played')).toEqual([]);
    clock.advance(20);
    expect(reports.filter((r) => r.type === 'played')).toEqual([{ type: 'played', leg: 1, play: 5, end: 'finished' }]);
  });

  it('ends when its leg is closed, and the ports are free', async () => {
    const { it, reports, network, leg } = await engine();
    it.handle({ type: 'play', leg: leg.a, play: 5, sounds: [shareSound(new Int16Array(800))], loop: true });
    it.handle({ type: 'close-leg', leg: leg.a });
    await settle();
    expect(reports.slice(-2)).toEqual([{ type: 'played', leg: 1, play: 5, end: 'leg-closed' }, { type: 'leg-closed', leg: 1 }]);
    expect(network.sockets).toBe(2);
  });
});

describe('a bridge', () => {
  it('passes packets on as they come, in the numbering of the stream before', async () => {
    const { clock, speak, sentTo, bridge } = await engine();
    clock.advance(100);
    const before = sentTo('b').at(-1);
    bridge();
    for (let n = 0; n < 10; n++) {
      clock.advance(n === 0 ? 7 : 20);
      speak('a', n);
    }
    const packets = sentTo('b');
    expect(packets.map((p) => p.bytes[0])).toEqual(Array(10).fill(0x11));
    expect(packets.map((p) => (p.sequence - (before?.sequence ?? 0)) & 0xffff)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(packets.map((p) => (p.timestamp - (before?.timestamp ?? 0)) >>> 0)).toEqual(Array.from({ length: 10 }, (_, n) => (n + 1) * 160));
    expect(new Set(packets.map((p) => p.ssrc))).toEqual(new Set([before?.ssrc]));
  });

  it('lets the phone see losses and reordering, but no duplicates', async () => {
    const { speak, sentTo, bridge, clock } = await engine();
    bridge();
    clock.advance(1);
    for (const n of [0, 1, 4, 3, 3, 5]) speak('a', n);
    const packets = sentTo('b');
    const first = packets[0]?.sequence ?? 0;
    expect(packets.map((p) => (p.sequence - first) & 0xffff)).toEqual([0, 1, 4, 3, 5]);
  });

  it('translates between the laws', async () => {
    const { speak, sentTo, bridge } = await engine({ b: { law: 'alaw', payload: 8 } });
    bridge();
    speak('a', 0, { byte: 0x80 });
    expect(sentTo('b').map((p) => [p.payload, p.bytes[0]])).toEqual([[8, 0xaa]]);
  });

  it('cuts packets to the length the phone asked for', async () => {
    const { speak, sentTo, bridge, clock } = await engine({ b: { packetSamples: 240, packetAsked: true } });
    bridge();
    for (let n = 0; n < 6; n++) {
      speak('a', n, { byte: n });
      clock.advance(20);
    }
    const packets = sentTo('b');
    expect(packets.map((p) => p.bytes.length)).toEqual([240, 240, 240, 240]);
    expect([packets[0]?.bytes[159], packets[0]?.bytes[160], packets[1]?.bytes[0], packets[1]?.bytes[80]]).toEqual([0, 1, 1, 2]);
    expect(((packets[3]?.timestamp ?? 0) - (packets[0]?.timestamp ?? 0)) >>> 0).toBe(720);
  });

  it('passes keys on under the payload type of the phone, and tells them once', async () => {
    const { press, sentTo, bridge, reports } = await engine({ b: { eventPayload: 96 } });
    bridge();
    press('a', 10, 1000, 160, false);
    press('a', 11, 1000, 800, true);
    press('a', 12, 1000, 800, true);
    const packets = sentTo('b');
    expect(packets.map((p) => [p.payload, p.bytes[0], p.bytes[3]])).toEqual([[96, 11, 160], [96, 11, 32], [96, 11, 32]]);
    expect(new Set(packets.map((p) => p.timestamp)).size).toBe(1);
    expect(reports.filter((r) => r.type === 'key')).toEqual([{ type: 'key', leg: 1, key: { digit: '#', durationMs: 100 } }]);
  });

  it('fills up with silence when the other side stops, so that the stream never pauses', async () => {
    const { speak, sentTo, bridge, clock } = await engine();
    bridge();
    speak('a', 0);
    clock.advance(200);
    const packets = sentTo('b');
    expect(packets.map((p) => p.bytes[0])).toEqual([0x11, 255, 255, 255, 255, 255, 255]);
  });

  it('carries nothing of a muted side but its keys; the other hears silence without a gap', async () => {
    const { it: own, clock, bridge, speak, press, sentTo } = await engine();
    bridge();
    own.handle({ type: 'mute', leg: 1, on: true });
    for (let n = 0; n < 10; n++) {
      speak('a', n);
      clock.advance(20);
    }
    expect(new Set(sentTo('b').map(({ bytes }) => bytes[0]))).toEqual(new Set([255]));
    press('a', 65_540, 1_600, 160, true);
    expect(sentTo('b').map(({ payload }) => payload)).toEqual([101]);
    own.handle({ type: 'mute', leg: 1, on: false });
    speak('a', 12);
    expect(sentTo('b').map(({ bytes }) => bytes[0])).toEqual([0x11]);
  });

  it('gives way to music and comes back when it ends', async () => {
    const { it, speak, sentTo, bridge, clock, leg } = await engine();
    bridge();
    it.handle({ type: 'music', leg: leg.b, name: 'm', sound: shareSound(new Int16Array(8000).fill(32_124)) });
    for (let n = 0; n < 3; n++) {
      speak('a', n);
      clock.advance(20);
    }
    expect(sentTo('b').map((p) => p.bytes[0])).toEqual([0x80, 0x80, 0x80]);
    it.handle({ type: 'music', leg: leg.b });
    for (let n = 3; n < 6; n++) {
      speak('a', n);
      clock.advance(20);
    }
    expect(sentTo('b').map((p) => p.bytes[0])).toEqual([0x11, 0x11, 0x11]);
  });

  it('ends with either leg', async () => {
    const { it, speak, sentTo, bridge, leg } = await engine();
    bridge();
    it.handle({ type: 'close-leg', leg: leg.a });
    it.handle({ type: 'bridge', a: leg.a, b: leg.b });
    await settle();
    sentTo('b');
    speak('a', 0);
    expect(sentTo('b')).toEqual([]);
  });
});

describe('the watch for phones that vanished', () => {
  it('does not fire while the phone holds or is not to send', async () => {
    const { it, clock, reports, leg } = await engine();
    clock.advance(9_980);
    it.handle({ type: 'session', leg: leg.a, session: session('a', { hears: false }) });
    clock.advance(30_000);
    expect(reports.filter((r) => r.type === 'silent' && r.leg === 1)).toEqual([]);
    it.handle({ type: 'session', leg: leg.a, session: session('a') });
    clock.advance(9_980);
    expect(reports.filter((r) => r.type === 'silent' && r.leg === 1)).toEqual([]);
    clock.advance(120);
    expect(reports.filter((r) => r.type === 'silent' && r.leg === 1)).toEqual([{ type: 'silent', leg: 1, span: 10_000 }]);
  });
});

describe('orders for things that are gone', () => {
  it('are ignored', async () => {
    const { it, reports } = await engine();
    const before = reports.length;
    it.handle({ type: 'play', leg: 77, play: 1, sounds: [], loop: false });
    it.handle({ type: 'close-leg', leg: 77 });
    it.handle({ type: 'close-audio', audio: 77 });
    it.handle({ type: 'attach', audio: 77, speaker: 'caller', leg: 1 });
    it.handle({ type: 'unbridge', a: 1, b: 77 });
    await settle();
    expect(reports.length).toBe(before);
  });
});

describe('a recording that cannot be opened', () => {
  it('fails once and leaves the tap running', async () => {
    const { it, clock, reports } = await engine();
    it.handle({ type: 'audio', audio: 8, file: '/nowhere/a.wav', tap: true });
    await settle();
    clock.advance(500);
    expect(reports.filter((r) => r.type === 'recording-failed')).toEqual([{ type: 'recording-failed', audio: 8, reason: 'no disk' }]);
    expect(reports.filter((r) => r.type === 'frames').length).toBeGreaterThanOrEqual(4);
  });
});
