import { describe, expect, test } from 'vitest';
import { erlangA } from './erlang-a.ts';
import { erlangB, erlangC } from './erlang-c.ts';
import { staffFor } from './staffing.ts';

describe('Erlang B', () => {
  // Published tables of the formula.
  test.each([
    [1, 1, 0.5],
    [2, 5, 0.0367],
    [10, 10, 0.2146],
    [20, 30, 0.0085],
    [100, 100, 0.0757],
  ])('%d Erlang on %d lines: %d are turned away', (load, agents, blocked) => {
    expect(erlangB(load, agents)).toBeCloseTo(blocked, 4);
  });
});

describe('Erlang C', () => {
  test('one agent is M/M/1: mean wait ρ/(1−ρ) handling times, the wait exponential', () => {
    const { meanWaitSeconds, waitProbability, serviceLevel } = erlangC({ arrivalsPerHour: 12, handleSeconds: 240, agents: 1 });
    expect(waitProbability).toBeCloseTo(0.8, 10);
    expect(meanWaitSeconds).toBeCloseTo(960, 6);
    expect(serviceLevel(20)).toBeCloseTo(1 - 0.8 * Math.exp((-0.2 * 20) / 240), 10);
  });

  test('the school example: 100 calls in half an hour of 3 minutes, 14 agents', () => {
    const figures = erlangC({ arrivalsPerHour: 200, handleSeconds: 180, agents: 14 });
    expect(figures.load).toBe(10);
    expect(figures.waitProbability).toBeCloseTo(0.1741, 4);
    expect(figures.meanWaitSeconds).toBeCloseTo(7.8, 1);
    expect(figures.serviceLevel(20)).toBeCloseTo(0.888, 3);
  });

  test('as much work as agents: nobody is answered in time', () => {
    const { meanWaitSeconds, serviceLevel, occupancy } = erlangC({ arrivalsPerHour: 60, handleSeconds: 180, agents: 3 });
    expect([meanWaitSeconds, serviceLevel(3_600), occupancy]).toEqual([Infinity, 0, 1]);
  });
});

describe('Erlang A', () => {
  test('with endless patience is Erlang C', () => {
    const given = { arrivalsPerHour: 200, handleSeconds: 180, agents: 14 };
    const [patient, c] = [erlangA({ ...given, patienceSeconds: 1e7 }), erlangC(given)];
    expect(patient.meanWaitSeconds).toBeCloseTo(c.meanWaitSeconds, 2);
    expect(patient.serviceLevel(20)).toBeCloseTo(c.serviceLevel(20), 4);
    expect(patient.abandoned).toBeLessThan(1e-5);
  });

  test('patience as long as handling: who is served or leaves, leaves alike, so the number present is Poisson', () => {
    // c agents, θ = μ: the system is M/M/∞ with mean 10; P(wait) = P(N ≥ 10), mean line = Σ (n − 10) p(n).
    const { waitProbability, meanWaitSeconds, abandoned } = erlangA({ arrivalsPerHour: 200, handleSeconds: 180, agents: 10, patienceSeconds: 180 });
    let [p, busy, line] = [Math.exp(-10), 0, 0];
    for (let n = 0; n < 200; n++) {
      if (n >= 10) [busy, line] = [busy + p, line + (n - 10) * p];
      p *= 10 / (n + 1);
    }
    expect(waitProbability).toBeCloseTo(busy, 10);
    expect(meanWaitSeconds).toBeCloseTo((line / 200) * 3_600, 8);
    expect(abandoned).toBeCloseTo(line / 10, 8);
  });

  test('the distribution of the wait agrees with the sums: everybody is answered at once, later, or gives up', () => {
    const figures = erlangA({ arrivalsPerHour: 300, handleSeconds: 180, agents: 12, patienceSeconds: 60 });
    expect(figures.serviceLevel(3_000)).toBeCloseTo(1 - figures.abandoned, 6);
    expect(figures.serviceLevel(0)).toBeCloseTo(1 - figures.waitProbability, 10);
    expect(figures.serviceLevelOfPatient(20)).toBeGreaterThan(figures.serviceLevel(20));
    // Mean over all = mean of the answered and of those who gave up.
    expect(figures.meanWaitAnsweredSeconds).toBeLessThan(60);
    expect(figures.occupancy).toBeCloseTo((15 * (1 - figures.abandoned)) / 12, 10);
  });
});

test('overload with long patience: so many give up that the rest is what the agents can do', () => {
  const figures = erlangA({ arrivalsPerHour: 300, handleSeconds: 180, agents: 12, patienceSeconds: 1e6 });
  expect(figures.abandoned).toBeCloseTo(0.2, 4);
  expect(figures.occupancy).toBeCloseTo(1, 4);
  expect(figures.serviceLevel(1e7)).toBeCloseTo(0.8, 3);
});

test.each([0.5, 5, 100, 3_000, 1e5])('patience of %d s: answered and gave up are everybody, whatever the load', (patienceSeconds) => {
  for (const agents of [1, 4, 12, 40]) {
    for (const arrivalsPerHour of [1, 60, 300, 900]) {
      const figures = erlangA({ arrivalsPerHour, handleSeconds: 180, agents, patienceSeconds });
      expect(figures.serviceLevel(1e9)).toBeCloseTo(1 - figures.abandoned, 5);
    }
  }
});

describe('staff for a target', () => {
  const question = { arrivalsPerHour: 200, handleSeconds: 180 };

  test('80 % in 20 seconds needs 14 agents, 13 do not do', () => {
    const target = { serviceLevel: { share: 0.8, seconds: 20 } };
    expect(staffFor({ ...question, target })?.agents).toBe(14);
    expect(erlangC({ ...question, agents: 13 }).serviceLevel(20)).toBeLessThan(0.8);
  });

  test('callers who give up need fewer, and shrinkage needs more on the plan', () => {
    const target = { serviceLevel: { share: 0.8, seconds: 20 } };
    const answer = staffFor({ ...question, target, patienceSeconds: 90, shrinkage: 0.3 });
    expect(answer?.agents).toBeLessThan(14);
    expect(answer?.scheduled).toBe(Math.ceil((answer?.agents ?? 0) / 0.7));
  });

  test('every limit must hold', () => {
    expect(staffFor({ ...question, target: { serviceLevel: { share: 0.8, seconds: 20 }, occupancy: 0.6 } })?.agents).toBe(17);
    expect(staffFor({ ...question, target: { abandoned: 0.01 }, patienceSeconds: 60 })?.figures).toMatchObject({ load: 10 });
  });

  test('a target beyond reach is told as such', () => {
    expect(staffFor({ ...question, target: { serviceLevel: { share: 1.1, seconds: 20 } } })).toBeUndefined();
  });

  test('nobody calls: one agent will do', () => {
    expect(staffFor({ arrivalsPerHour: 0, handleSeconds: 180, target: { serviceLevel: { share: 1, seconds: 0 } } })?.agents).toBe(1);
  });
});
