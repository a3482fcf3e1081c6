import { describe, expect, it } from 'vitest';
import { encode } from '../g711/g711.ts';
import { Lane } from './lane.ts';

/** 20 ms of one value the law can carry exactly. */
const packet = (value: number) => encode('alaw', new Int16Array(160).fill(value));

function put(lane: Lane, value: number, timestamp: number, now: number, marker = false): void {
  lane.place('alaw', packet(value), 0, 160, timestamp >>> 0, now, marker);
}

/** Takes everything up to a position and names the runs of equal values. */
function runs(lane: Lane, from: number, upTo: number): string[] {
  const pcm = new Int16Array(upTo - from);
  lane.take(upTo, pcm, 0);
  const out: string[] = [];
  for (let i = 0, begin = 0; i <= pcm.length; i++) {
    if (i < pcm.length && pcm[i] === pcm[begin]) continue;
    out.push(`${pcm[begin]}×${i - begin}`);
    begin = i;
  }
  return out;
}

describe('a lane', () => {
  it('ends the first packet at the moment it arrived and fills with silence before', () => {
    const lane = new Lane(0);
    put(lane, 1008, 5000, 1000);
    expect(runs(lane, 0, 1100)).toEqual(['0×840', '1008×160', '0×100']);
  });

  it('puts packets where their timestamps say, whatever their order and jitter', () => {
    const lane = new Lane(0);
    put(lane, 1008, 0, 1000);
    put(lane, 2016, 320, 1350);
    put(lane, 4032, 160, 1360);
    expect(runs(lane, 0, 1320)).toEqual(['0×840', '1008×160', '4032×160', '2016×160']);
  });

  it('leaves silence for a lost packet', () => {
    const lane = new Lane(0);
    put(lane, 1008, 0xffff_ff60, 1000);
    put(lane, 2016, 160, 1320);
    expect(runs(lane, 0, 1320)).toEqual(['0×840', '1008×160', '0×160', '2016×160']);
  });

  it('drops what comes after its time was taken', () => {
    const lane = new Lane(0);
    put(lane, 1008, 0, 1000);
    runs(lane, 0, 1240);
    put(lane, 2016, 80, 1300);
    expect(runs(lane, 1240, 1400)).toEqual(['0×160']);
  });

  it('takes a new anchor at a marker when the sender jumped in time', () => {
    const lane = new Lane(0);
    put(lane, 1008, 0, 1000);
    put(lane, 2016, 900_000, 1160, true);
    expect(runs(lane, 0, 1160)).toEqual(['0×840', '1008×160', '2016×160']);
  });

  it('takes a new anchor without a marker when the jump lasts', () => {
    const lane = new Lane(0);
    put(lane, 1008, 0, 1000);
    for (let i = 0; i < 6; i++) put(lane, 2016, 900_000 + 160 * i, 1160 + 160 * i);
    expect(runs(lane, 0, 1960)).toEqual(['0×840', '1008×160', '0×480', '2016×480']);
  });

  it('does not take a burst after a stall for a new clock', () => {
    const lane = new Lane(0);
    put(lane, 1008, 0, 1000);
    for (let i = 1; i <= 15; i++) put(lane, 2016, 160 * i, 3400);
    put(lane, 4032, 160 * 16, 3560);
    expect(runs(lane, 0, 3560)).toEqual(['0×840', '1008×160', '0×640', '2016×1760', '4032×160']);
  });

  it('takes a new anchor when the way became longer and packets keep coming too late', () => {
    const lane = new Lane(0);
    const heard: string[] = [];
    let taken = 0;
    for (let i = 0; i < 20; i++) {
      const now = 1000 + i * 160 + (i >= 10 ? 700 : 0);
      put(lane, 1008, i * 160, now);
      if (now - 640 <= taken) continue;
      heard.push(...runs(lane, taken, now - 640));
      taken = now - 640;
    }
    heard.push(...runs(lane, taken, taken + 640));
    const audible = heard.filter((run) => run.startsWith('1008')).reduce((sum, run) => sum + Number(run.split('×')[1]), 0);
    expect(audible).toBeGreaterThan(20 * 160 - 480);
    expect(audible).toBeLessThan(20 * 160);
  });

  it('never puts audio on audio when the anchor changes', () => {
    const lane = new Lane(0);
    put(lane, 1008, 0, 1000);
    put(lane, 1008, 160, 1010);
    lane.unanchor();
    put(lane, 2016, 77_777, 1020);
    expect(runs(lane, 0, 1320)).toEqual(['0×840', '1008×320', '2016×160']);
  });

  it('follows a sender whose clock is 200 ppm fast for ten minutes without holes or jumps', () => {
    const lane = new Lane(0);
    let taken = 0;
    let silent = 0;
    for (let i = 0; i < 30_000; i++) {
      const now = Math.round(1000 + i * 160 * 0.9998);
      put(lane, 1008, i * 160, now);
      const upTo = Math.max(taken, now - 640);
      const pcm = new Int16Array(upTo - taken);
      lane.take(upTo, pcm, 0);
      if (taken > 1000) silent += pcm.filter((sample) => sample === 0).length;
      taken = upTo;
    }
    expect(silent).toBe(0);
    put(lane, 2016, 30_000 * 160, Math.round(1000 + 30_000 * 160 * 0.9998));
    const rest = runs(lane, taken, taken + 1600);
    const end = Math.round(1000 + 30_000 * 160 * 0.9998) - taken;
    expect(Number(rest[0]?.split('×')[1]) + 160 - end).toBeLessThanOrEqual(240);
  });

  it('follows a slow sender likewise, without holes', () => {
    const lane = new Lane(0);
    let taken = 0;
    let silent = 0;
    for (let i = 0; i < 30_000; i++) {
      const now = Math.round(1000 + i * 160 * 1.0002);
      put(lane, 1008, i * 160, now);
      const upTo = Math.max(taken, now - 640);
      const pcm = new Int16Array(upTo - taken);
      lane.take(upTo, pcm, 0);
      if (taken > 1000) silent += pcm.filter((sample) => sample === 0).length;
      taken = upTo;
    }
    expect(silent).toBe(0);
  });
});
