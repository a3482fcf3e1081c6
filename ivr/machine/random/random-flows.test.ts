import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core';
import { LANGUAGES } from '../../language/prompt-reference.ts';
import { mistakeLine } from '../../loader/problem.ts';
import { readFlow } from '../../loader/load-flow.ts';
import { flowEnded } from '../step-flow.ts';
import { type RandomFlow, SUB_FLOW, randomFlow } from './random-flow.ts';
import { RandomWorld } from './random-world.ts';

/** More than any way through 12 nodes and a sub-flow takes; a loop would never end. */
const MOST_STEPS = 400;

const load = (flow: RandomFlow) =>
  readFlow(JSON.stringify(flow), 'random.yaml', {
    queues: ['sales', 'support'],
    skills: [...LANGUAGES],
    promptExists: () => true,
    readFile: () => SUB_FLOW,
  });

/** Flows as the loader read them, each with the seed it came from. */
const readings = (orderly: boolean) => Array.from({ length: 150 }, (_, seed) => ({ seed, ...load(randomFlow(seededRandom(seed), orderly)) }));
const orderly = readings(true);
const wild = readings(false);

describe('random flows', () => {
  test('whose silent ways lead forward are all taken by the loader', () => {
    expect(orderly.flatMap(({ mistakes }) => mistakes).map(mistakeLine)).toEqual([]);
  });

  test('whose ways lead anywhere are taken sometimes, and the others are refused for loops', () => {
    const refused = wild.filter(({ flow }) => !flow);
    expect(wild.length - refused.length).toBeGreaterThan(10);
    expect(refused.flatMap(({ mistakes }) => mistakes).filter(({ text }) => !text.startsWith('endless loop')).map(mistakeLine)).toEqual([]);
  });

  test.each([['forward', orderly], ['anywhere', wild]])('that lead %s and were checked come to an end for a caller who does nothing', (_name, flows) => {
    for (const { seed, flow } of flows) {
      if (!flow) continue;
      const world = new RandomWorld(flow, seededRandom(seed));
      world.send({ type: 'start' });
      let steps = 0;
      while (!flowEnded(world.state) && steps < MOST_STEPS) {
        expect(world.awaited.length, `seed ${seed}: nothing is awaited in ${JSON.stringify(world.state.phase)}`).toBeGreaterThan(0);
        world.send(world.silently());
        steps += 1;
      }
      expect({ seed, ended: flowEnded(world.state) }).toEqual({ seed, ended: true });
    }
  });

  test('never throw, use no id twice, and let late events change nothing', () => {
    for (const { seed, flow } of [...orderly, ...wild]) {
      if (!flow) continue;
      const random = seededRandom(seed * 7);
      const world = new RandomWorld(flow, random);
      world.send({ type: 'start' });
      for (let step = 0; step < 120; step += 1) {
        const input = world.anything();
        const late = 'id' in input && !world.awaited.includes(input.id);
        const over = flowEnded(world.state);
        const before = world.state;
        const effects = world.send(input);
        if (late || over) {
          expect(effects, `seed ${seed}, step ${step}: ${JSON.stringify(input)}`).toEqual([]);
          expect(world.state).toBe(before);
        }
      }
      expect(new Set(world.seen).size).toBe(world.seen.length);
    }
  });
});
