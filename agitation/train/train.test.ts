import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core';
import { FEATURES } from '../model.ts';
import { probability } from '../machine/untrained-weights.ts';
import { figuresOf } from './figures.ts';
import { readManifest } from './manifest.ts';
import { train, type Sample } from './train.ts';
import { loadWeights, writeWeights } from './weights-file.ts';

/** Ten people whose pitch and loudness rise when agitated, with noise on everything. */
function samples(seed: number): Sample[] {
  const random = seededRandom(seed);
  const noise = () => (random.int(2_001) + random.int(2_001) + random.int(2_001) - 3_000) / 1_000;
  return Array.from({ length: 300 }, (_, i) => {
    const y = random.int(3) === 0;
    return { y, person: `p${i % 10}`, x: FEATURES.map((feature) => noise() + (y && ['pitchMean', 'loudness'].includes(feature) ? 1.2 : 0)) };
  });
}

describe('training', () => {
  const report = train(samples(5));
  if (!report.ok) throw report.fault;
  test('finds what was put into the calls, on people it did not hear', () => {
    expect(report.value.heldOut.auc).toBeGreaterThan(0.85);
    expect(report.value.heldOut.brier).toBeLessThan(report.value.heldOut.brierOfRate * 0.75);
    expect(report.value.heldOut.calibrationError).toBeLessThan(0.1);
    const [pitch, pauses] = ['pitchMean', 'pauses'].map((name) => report.value.weights.weights[FEATURES.findIndex((feature) => feature === name)] ?? 0);
    expect(pitch).toBeGreaterThan(0.5);
    expect(Math.abs(pauses ?? 1)).toBeLessThan(0.4);
  });
  test('gives the same weights each time, which the file gives back', () => {
    const text = writeWeights(report.value.weights);
    expect(train(samples(5))).toEqual(report);
    const loaded = loadWeights(text, 'w.json');
    expect(loaded).toMatchObject({ ok: true, value: { bias: report.value.weights.bias, weights: report.value.weights.weights } });
    expect(loaded.ok && loaded.value.version).toMatch(/^trained-[0-9a-f]{8}$/);
    expect(loaded.ok && probability(loaded.value, FEATURES.map(() => 2))).toBeGreaterThan(0.5);
  });
  test('of labels that mean nothing finds nothing', () => {
    const random = seededRandom(9);
    const shuffled = train(samples(5).map((each) => ({ ...each, y: random.int(2) === 0 })));
    expect(shuffled.ok && Math.abs(shuffled.value.heldOut.auc - 0.5)).toBeLessThan(0.12);
  });
  test('of too few people is refused', () => {
    const refused = train(samples(5).map((each) => ({ ...each, person: 'one' })));
    expect(refused).toMatchObject({ ok: false, fault: { code: 'agitation.too-little' } });
  });
});

test('figures of known guesses', () => {
  const { auc, brier, bounds } = figuresOf([{ p: 0.9, y: true }, { p: 0.8, y: false }, { p: 0.6, y: true }, { p: 0.1, y: false }]);
  expect([auc, Number(brier.toFixed(3))]).toEqual([0.75, 0.205]);
  expect(bounds.find(({ bound }) => bound === 0.5)).toEqual({ bound: 0.5, precision: 2 / 3, recall: 1, falseShare: 0.5 });
});

describe('a manifest', () => {
  test('names spans of recordings', () => {
    expect(readManifest('file,channel,from,to,label,person\n"a, b.wav",agent,1,2.5,agitated,anna\nc.wav,,0,9,0,\n', 'm.csv')).toEqual({ ok: true, value: [
      { file: 'a, b.wav', channel: 'agent', from: 1, to: 2.5, agitated: true, person: 'anna' },
      { file: 'c.wav', channel: 'caller', from: 0, to: 9, agitated: false, person: 'c.wav' },
    ] });
  });
  test.each([
    ['file,from,to\n', 'm.csv:1  the column "label" is missing'],
    ['file,from,to,label,mood\n', 'm.csv:1  "mood" is no column; allowed: file, channel, from, to, label, person'],
    ['file,from,to,label\na.wav,3,2,calm\n', 'm.csv:2  ends (2) before it begins (3)'],
    ['file,from,to,label\na.wav,3,5,angry\n', 'm.csv:2  label "angry" is neither agitated (1) nor calm (0)'],
    ['file,from,to,label\na.wav,x,5,calm\n', 'm.csv:2  from "x" is no number of seconds'],
    ['file,from,to,label\n', 'm.csv: has no labelled spans'],
  ])('tells what is wrong in %j', (text, told) => {
    const read = readManifest(text, 'm.csv');
    expect(read.ok ? '' : read.fault.message).toBe(told);
  });
});

test('a weights file tells what is wrong in it', () => {
  const told = (text: string) => { const read = loadWeights(text, 'w.json'); return read.ok ? '' : read.fault.message; };
  expect(told('{')).toContain('w.json: is no JSON');
  expect(told('{"kind": "other"}')).toContain('has no "kind"');
  const good = JSON.parse(writeWeights({ bias: 0, weights: FEATURES.map(() => 0) })) as { weights: Record<string, unknown> };
  expect(told(JSON.stringify({ ...good, weights: { ...good.weights, pitch: 1 } }))).toContain('weights.pitch is no feature');
  expect(told(JSON.stringify({ ...good, weights: { ...good.weights, flux: 'x' } }))).toContain('weights.flux is not a number');
});
