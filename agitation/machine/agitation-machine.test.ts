import { describe, expect, test } from 'vitest';
import { type Random, seededRandom } from '#core';
import type { AgitationAlert, AgitationPolicy, SpeechWindow, SpokenTurn } from '../model.ts';
import { curveOf } from '../measure.ts';
import { type AgitationInput, calm, follow } from './agitation-machine.ts';
import { firstPersistence, persist } from './persistence.ts';
import { UNTRAINED } from './untrained-weights.ts';

const POLICY: AgitationPolicy = { baselineSeconds: 12, smoothing: 0.5, weights: UNTRAINED, alerts: { speakers: ['caller'], severity: 'warn', from: 0.6, windows: 3, cooldownSeconds: 60 } };
const USUAL = [2, 4, 0, -9, 650, 0.1, 16, 6, -28, -22, 4.5, 0.1, 0];
/** Everything `raised` spreads above what is usual, in the direction of effort. */
const window = (index: number, raised: number, speaker: 'caller' | 'agent' = 'caller'): SpeechWindow => ({
  speaker, from: index * 5, to: index * 5 + 3.5,
  features: USUAL.map((value, i) => value + raised * Math.sign(UNTRAINED.weights[i] ?? 0) * [1.2, 1.6, 1.2, 2, 90, 0.03, 2, 1.2, 2, 2, 0.7, 0, 0.5][i]!),
});
const CALM = [0, 0, 0, 0, 0, 0];
const run = (raised: readonly number[], policy = POLICY, turns: readonly SpokenTurn[] = []) => curveOf({ from: 0, until: 600, agent: 'anna' }, raised.map((each, i) => window(i, each)), turns, policy);

describe('the curve', () => {
  test('is low while somebody speaks as usual and rises with the voice', () => {
    const { curve, alerts } = run([...CALM, 0.2, -0.3, 2.5, 2.5, 2.5, 2.5]);
    expect(curve.points.slice(0, 4).map(({ prosody }) => prosody)).toEqual([undefined, undefined, undefined, undefined]);
    expect(curve.points.slice(4, 8).every(({ value }) => value < 0.15)).toBe(true);
    expect(curve.points.at(-1)?.value).toBeGreaterThan(0.8);
    expect(alerts.map(({ at, windows, by }) => [at, windows, by])).toEqual([[58.5, 3, 'prosody']]);
  });
  test('rises with words alone, before anything is known of the voice', () => {
    const { curve } = run([0, 0, 0], POLICY, [{ speaker: 'caller', at: 3.5, texts: ['this', 'is', 'ridiculous'] }]);
    expect(curve.points[0]).toMatchObject({ words: 0.7, raw: 0.63, by: 'words' });
    expect(curve.points[2]?.words).toBeLessThan(0.4);
  });
  test('keeps the speakers apart', () => {
    const windows = Array.from({ length: 12 }, (_, i) => [window(i, 0), window(i, i > 6 ? 3 : 0, 'agent')]).flat();
    const { curve, alerts } = curveOf({ from: 0, until: 60, agent: 'anna' }, windows, [], { ...POLICY, alerts: { ...POLICY.alerts!, speakers: ['caller'] } });
    expect(Math.max(...curve.points.filter(({ speaker }) => speaker === 'caller').map(({ value }) => value))).toBeLessThan(0.15);
    expect(curve.points.findLast(({ speaker }) => speaker === 'agent')?.value).toBeGreaterThan(0.7);
    expect(alerts).toEqual([]);
  });
});

describe('an alert', () => {
  test('does not come of one peak, however high', () => expect(run([...CALM, 0, 9, 0, 0, 0, 9, 0, 0]).alerts).toEqual([]));
  test('comes once while it stays high, and after the cool-down when it rises again', () => {
    const high = [3, 3, 3, 3, 3, 3];
    expect(run([...CALM, ...high]).alerts.length).toBe(1);
    const twice = run([...CALM, ...high, 0, 0, 0, 0, ...high, 0, 0, 0, 0, ...high, ...high]).alerts;
    expect(twice.length).toBeGreaterThanOrEqual(2);
  });
  test('says that voice and words agreed', () => {
    const turns = [8, 9, 10].map((i) => ({ speaker: 'caller' as const, at: i * 5 + 3.5, texts: ['unacceptable'] }));
    expect(run([...CALM, 0, 0, 2.5, 2.5, 2.5, 2.5], POLICY, turns).alerts.map(({ by }) => by)).toEqual(['both']);
  });
});

/** Calls of chance: windows of both speakers, words, in any order. */
function randomCall(random: Random): { inputs: AgitationInput[]; policy: AgitationPolicy } {
  const windows = Array.from({ length: 10 + random.int(50) }, (_, i) => window(i, random.int(3) === 0 ? random.int(500) / 100 : random.int(60) / 100, random.int(4) === 0 ? 'agent' : 'caller'));
  const texts = [['terrible'], ['fine'], ['不', '生气'], ['太', '过分', '了']];
  const turns = Array.from({ length: random.int(12) }, (): SpokenTurn => ({ speaker: 'caller', at: random.int(250), texts: texts[random.int(4)]! }));
  const alerts = { speakers: ['caller', 'agent'] as const, severity: 'warn' as const, from: 0.3 + random.int(60) / 100, windows: 2 + random.int(4), cooldownSeconds: random.int(90) };
  return { inputs: [...windows.map((each) => ({ type: 'window' as const, ...each })), ...turns.map((each) => ({ type: 'words' as const, ...each }))], policy: { ...POLICY, smoothing: (1 + random.int(10)) / 10, alerts } };
}

function follows(inputs: readonly AgitationInput[], until: (input: AgitationInput) => number, policy: AgitationPolicy) {
  let state = calm;
  const points = [];
  const alerts: AgitationAlert[] = [];
  for (const input of [...inputs, { type: 'tick' as const }]) {
    const step = follow(state, input, input.type === 'tick' ? Infinity : until(input), policy);
    state = step.state;
    points.push(...step.points);
    alerts.push(...step.alerts);
  }
  return { points, alerts };
}

const end = (input: AgitationInput) => (input.type === 'window' ? input.to : input.type === 'words' ? input.at : 0);

describe('whatever happens in a call', () => {
  const cases = Array.from({ length: 200 }, (_, seed) => randomCall(seededRandom(seed + 1)));
  test('some of these calls have alerts and some have none', () => {
    const counts = cases.map(({ inputs, policy }) => follows(inputs, () => -Infinity, policy).alerts.length);
    expect([counts.some((count) => count > 0), counts.includes(0)]).toEqual([true, true]);
  });
  test('values stay within 0 and 1', () => {
    for (const { inputs, policy } of cases) for (const { value, raw, words, prosody = 0 } of follows(inputs, () => -Infinity, policy).points) for (const each of [value, raw, words, prosody]) expect(each >= 0 && each <= 1).toBe(true);
  });
  test('the order of arrival changes nothing, live or after the call', () => {
    for (const { inputs, policy } of cases) {
      const after = follows(inputs, () => -Infinity, policy);
      expect(follows(inputs.toReversed(), () => -Infinity, policy)).toEqual(after);
      // Live: in the order of time, judged two and a half seconds behind; words come up to two seconds late.
      const live = inputs.toSorted((a, b) => end(a) + (a.type === 'words' ? 1.9 : 0) - end(b) - (b.type === 'words' ? 1.9 : 0));
      expect(follows(live, (input) => end(input) + (input.type === 'words' ? 1.9 : 0) - 2.5, policy)).toEqual(after);
    }
  });
  test('each alert has its windows behind it: in a row at or above the bound, two of them high by themselves', () => {
    for (const { inputs, policy } of cases) {
      const { points, alerts } = follows(inputs, () => -Infinity, policy);
      for (const alert of alerts) {
        const own = points.filter(({ speaker, to }) => speaker === alert.speaker && to <= alert.at).slice(-policy.alerts!.windows);
        expect(own.length).toBe(policy.alerts!.windows);
        expect(own.every(({ value }) => value >= policy.alerts!.from)).toBe(true);
        expect(points.filter(({ speaker, from, to, raw }) => speaker === alert.speaker && from >= alert.from && to <= alert.at && raw >= policy.alerts!.from).length).toBeGreaterThanOrEqual(2);
      }
    }
  });
  test('two alerts of a speaker are a cool-down apart, and the curve was below the bound between them', () => {
    for (const { inputs, policy } of cases) {
      const { points, alerts } = follows(inputs, () => -Infinity, policy);
      for (const speaker of ['caller', 'agent'] as const) {
        const own = alerts.filter((each) => each.speaker === speaker);
        own.slice(1).forEach(({ at }, i) => {
          expect(at - own[i]!.at).toBeGreaterThanOrEqual(policy.alerts!.cooldownSeconds);
          expect(points.some((point) => point.speaker === speaker && point.to > own[i]!.at && point.to < at && point.value < policy.alerts!.from)).toBe(true);
        });
      }
    }
  });
});

test('no policy makes an alert of a single high window', () => {
  for (const smoothing of [0.1, 0.5, 1]) {
    for (const from of [0.05, 0.3, 0.6]) {
      const policy = { ...POLICY, smoothing, alerts: { ...POLICY.alerts!, from, windows: 1 } };
      let state = firstPersistence;
      for (const [i, raw] of [0, 0.04, 1, 0.04, 0.04, 0.04, 0].entries()) {
        const step = persist(state, { from: i * 4, to: i * 4 + 3, raw, by: 'prosody' }, policy);
        state = step.state;
        expect(step.alert).toBeUndefined();
      }
    }
  }
});
