import { expect, test } from 'vitest';
import { decode, encode } from '../g711/g711.ts';
import { emptyHeader, parseRtp, writeRtpHeader } from '../rtp/rtp-packet.ts';
import { tone, toneShare } from '../wav/tone.ts';
import { OpusTranslator } from './opus-translator.ts';

const WIDE = { payload: 111, eventPayload: 110, sends: true };
const packet = (payload: number, sequence: number, timestamp: number, body: Uint8Array) => {
  const data = new Uint8Array(12 + body.length);
  writeRtpHeader(data, 0, { marker: false, payload, sequence, timestamp: timestamp >>> 0, ssrc: 7 });
  data.set(body, 12);
  return data;
};
const header = (data: Uint8Array) => {
  const into = emptyHeader();
  if (!parseRtp(data, into)) throw new Error('no RTP');
  return into;
};

test('a tone goes to Opus at 48 kHz and back to mu-law at 8 kHz, over the wrap of the timestamps', () => {
  const [ours, theirs] = [new OpusTranslator().use(WIDE), new OpusTranslator().use(WIDE)];
  const sound = encode('ulaw', tone(1000, 1000));
  const heard: number[] = [];
  const times: number[] = [];
  for (let n = 0; n < 50; n++) {
    const data = packet(111, n, 715_827_000 + n * 160, sound.subarray(n * 160, n * 160 + 160));
    const wide = ours.toWide(data, 0, data.length)?.slice();
    if (!wide) throw new Error('not translated');
    expect(header(wide).timestamp).toBe(((715_827_000 + n * 160) * 6) % 2 ** 32);
    const narrow = theirs.toNarrow(wide);
    if (!narrow) throw new Error('not understood');
    expect(header(narrow)).toMatchObject({ sequence: n, payload: 111, end: 172 });
    times.push(header(narrow).timestamp);
    heard.push(...decode('ulaw', narrow.subarray(12)));
  }
  expect(new Set(times.slice(1).map((at, i) => at - (times[i] ?? 0)))).toEqual(new Set([160]));
  expect(toneShare(Int16Array.from(heard.slice(1600)), 1000)).toBeGreaterThan(0.95);
  ours.close();
  theirs.close();
});

test('keys keep their length in time', () => {
  const it = new OpusTranslator().use(WIDE);
  const wide = it.toWide(packet(110, 1, 8000, Uint8Array.of(5, 10, 800 >> 8, 800 & 255)), 0, 16)?.slice() ?? new Uint8Array();
  expect([header(wide).timestamp, ...wide.subarray(12)]).toEqual([48_000, 5, 10, 4800 >> 8, 4800 & 255]);
  const narrow = it.toNarrow(wide) ?? new Uint8Array();
  expect([header(narrow).timestamp, ...narrow.subarray(12)]).toEqual([8000, 5, 10, 800 >> 8, 800 & 255]);
});

test('other payload types pass as they are; damage is told', () => {
  const it = new OpusTranslator().use(WIDE);
  const g711 = packet(0, 1, 0, new Uint8Array(160));
  expect(it.toNarrow(g711)).toBe(g711);
  expect(it.toWide(g711, 0, g711.length)).toBeUndefined();
  expect(it.toNarrow(packet(111, 1, 0, new Uint8Array(0)))).toBeUndefined();
  expect(it.toNarrow(packet(111, 1, 0, new Uint8Array(3).fill(0xff)))).toBeUndefined();
  expect(it.toNarrow(packet(110, 1, 0, new Uint8Array(3)))).toBeUndefined();
  it.close();
});
