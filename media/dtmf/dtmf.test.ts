import { describe, expect, it } from 'vitest';
import { DtmfReceiver } from './dtmf-receiver.ts';
import { DtmfSender } from './dtmf-sender.ts';
import { eventOf, parseEvent, writeEvent } from './event-packet.ts';

const key = (event: number, duration: number, end = false) => ({ event, duration, end });

describe('keys from the phone', () => {
  it('are told once, at their end, however often it is repeated', () => {
    const r = new DtmfReceiver();
    const told = [key(5, 160), key(5, 320), key(5, 800, true), key(5, 800, true), key(5, 800, true)].map((p, i) => r.hear(1000, p, i * 20));
    expect(told).toEqual([[], [], [{ digit: '5', durationMs: 100 }], [], []]);
  });

  it('are two when the same key is pressed twice', () => {
    const r = new DtmfReceiver();
    expect(r.hear(1000, key(11, 800, true), 0)).toEqual([{ digit: '#', durationMs: 100 }]);
    expect(r.hear(3000, key(11, 400, true), 250)).toEqual([{ digit: '#', durationMs: 50 }]);
  });

  it('end by themselves 200 ms after the last packet when the end was lost', () => {
    const r = new DtmfReceiver();
    r.hear(1000, key(1, 640), 80);
    expect(r.expire(279)).toEqual([]);
    expect(r.expire(280)).toEqual([{ digit: '1', durationMs: 80 }]);
    expect(r.hear(1000, key(1, 800, true), 300)).toEqual([]);
  });

  it('end when the next begins', () => {
    const r = new DtmfReceiver();
    r.hear(1000, key(1, 640), 0);
    expect(r.hear(2000, key(2, 160), 100)).toEqual([{ digit: '1', durationMs: 80 }]);
  });

  it('are not told again by packets that were overtaken', () => {
    const r = new DtmfReceiver();
    r.hear(1000, key(1, 800, true), 0);
    r.hear(3000, key(2, 160), 200);
    expect(r.hear(1000, key(1, 640), 210)).toEqual([]);
    expect(r.hear(3000, key(2, 800, true), 300)).toEqual([{ digit: '2', durationMs: 100 }]);
  });

  it('are heard again after the phone set its clock back', () => {
    const r = new DtmfReceiver();
    r.hear(5_000_000, key(1, 800, true), 0);
    expect(r.hear(1000, key(2, 800, true), 200)).toEqual([{ digit: '2', durationMs: 100 }]);
  });

  it('held longer than eight seconds are still one', () => {
    const r = new DtmfReceiver();
    r.hear(0xffff_0000, key(9, 0xffff), 0);
    expect(r.hear(0xffff_ffff, key(9, 800), 100)).toEqual([]);
    expect(r.hear(0xffff_ffff, key(9, 1600, true), 200)).toEqual([{ digit: '9', durationMs: 8392 }]);
  });

  it('are not told for codes that are no keys', () => {
    expect(new DtmfReceiver().hear(1000, key(16, 800, true), 0)).toEqual([]);
  });
});

describe('keys to the phone', () => {
  it('are 100 ms long with three ends and begin 180 ms apart', () => {
    const s = new DtmfSender();
    s.add('1x#');
    const steps = Array.from({ length: 20 }, () => s.step());
    const drawn = steps.map((p) => (p ? `${p.payload.event}:${p.payload.duration}${p.payload.end ? 'E' : ''}${p.marker ? 'M' : ''}` : '-'));
    expect(drawn.slice(0, 9)).toEqual(['1:160M', '1:320', '1:480', '1:640', '1:800E', '1:800E', '1:800E', '-', '-']);
    expect(drawn.slice(9)).toEqual(['11:160M', '11:320', '11:480', '11:640', '11:800E', '11:800E', '11:800E', '-', '-', '-', '-']);
    expect(steps.slice(0, 7).map((p) => p?.offset)).toEqual([0, 160, 320, 480, 640, 800, 960]);
    expect(s.idle).toBe(true);
  });
});

describe('telephone-event payloads', () => {
  it('are read as they were written', () => {
    const bytes = new Uint8Array(6);
    writeEvent(bytes, 1, key(10, 0x1234, true));
    expect([...bytes]).toEqual([0, 10, 0x8a, 0x12, 0x34, 0]);
    expect(parseEvent(bytes, 1, 5)).toEqual({ event: 10, end: true, duration: 0x1234 });
    expect(parseEvent(bytes, 1, 4)).toBeUndefined();
  });

  it('know the sixteen keys', () => {
    expect([...'0*#d'].map(eventOf)).toEqual([0, 10, 11, 15]);
    expect(eventOf('x')).toBeUndefined();
    expect(eventOf('')).toBeUndefined();
  });
});
