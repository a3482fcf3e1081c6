import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core';
import { ScriptedCaller, flowOf } from './scripted-caller.ts';
import { flowEnded } from './step-flow.ts';

describe('opening hours in a flow', () => {
  const flow = flowOf(`
start: hours
nodes:
  hours:
    type: hours
    timeZone: Asia/Shanghai
    week: { weekdays: ['09:00-18:00'] }
    holidays: ['2026-01-01..2026-01-03']
    specialDays: { '2026-01-04': ['09:00-12:00'] }
    open: q
    closed: z
  q: { type: queue, queue: sales }
  z: { type: hangup, cause: closed, prompts: [closed, goodbye] }
`);
  test.each([
    ['a Monday morning in Shanghai', '2026-01-05T09:00:00+08:00', 'note hours open, at q, queue sales priority 0'],
    ['a Monday evening', '2026-01-05T18:00:00+08:00', 'note hours closed, at z, say closed + goodbye'],
    ['a holiday', '2026-01-02T10:00:00+08:00', 'note hours closed, at z, say closed + goodbye'],
    ['a working Sunday', '2026-01-04T10:00:00+08:00', 'note hours open, at q, queue sales priority 0'],
  ])('%s', (_name, arrival, outcome) => {
    expect(new ScriptedCaller(flow, Date.parse(arrival)).walk('call')).toEqual([`call: speak zh, at hours, ${outcome}`]);
  });
});

describe('skills of a queue', () => {
  const queue = (head: string, skills: string) =>
    new ScriptedCaller(flowOf(`${head}\nstart: q\nnodes:\n  q: { type: queue, queue: sales, skills: ${skills} }`)).walk('call')[0];

  test('the language stands for the skill of its name', () => {
    expect(queue('language: en', '{ $language: 4 }')).toBe('call: speak en, at q, queue sales en≥4 priority 0');
  });

  test('or for the one the flow names', () => {
    expect(queue('languageSkills: { zh: mandarin }', '{ $language: 4 }')).toBe('call: speak zh, at q, queue sales mandarin≥4 priority 0');
  });

  test('a skill asked for twice counts with the higher level', () => {
    expect(queue('', '{ zh: 2, $language: 6, billing: 1 }')).toBe('call: speak zh, at q, queue sales zh≥6 billing≥1 priority 0');
    expect(queue('', '{ zh: 8, $language: 6 }')).toBe('call: speak zh, at q, queue sales zh≥8 priority 0');
  });
});

test('a flow made without the loader whose target is missing hangs up with a fault', () => {
  const flow = flowOf('start: a\nnodes:\n  a: { type: hangup }');
  expect(new ScriptedCaller({ ...flow, start: 'toString' }).walk('call')).toEqual(['call: speak zh, hang up fault']);
});

describe('whatever a caller does', () => {
  const flow = flowOf(`
start: a
nodes:
  a: { type: language, prompts: a, choices: { 1: { language: zh, next: b }, 2: { language: en, next: c } }, giveUp: b }
  b: { type: play, prompts: b, bargeIn: true, next: c }
  c: { type: menu, prompts: c, choices: { 1: a, 2: d, 3: q, '*': c }, noInput: [x, y, z], giveUp: d }
  d: { type: menu, prompts: d, bargeIn: false, choices: { 1: a, 9: e }, maxTries: 2, noMatch: [x, y], giveUp: e }
  e: { type: hangup, prompts: e }
  q: { type: queue, queue: sales }
`);

  test('ids grow, sounds and timers never overlap, and nothing follows the end', () => {
    const random = seededRandom(7);
    let ended = 0;
    for (let call = 0; call < 200; call += 1) {
      const caller = new ScriptedCaller(flow);
      let last = 0;
      caller.send({ type: 'start' });
      for (let step = 0; step < 60; step += 1) {
        const over = flowEnded(caller.state);
        const id = random.int(4) === 0 ? random.int(60) : random.int(2) === 0 ? caller.play : caller.timer;
        const inputs = [{ type: 'key', digit: '1239*7'.charAt(random.int(6)) }, { type: 'play-ended', id }, { type: 'timer', id }] as const;
        const effects = caller.send(inputs[random.int(3)] ?? inputs[0]);
        if (over) expect(effects).toEqual([]);
        const started = effects.flatMap((e) => (e.type === 'play' || e.type === 'timer' ? [e.id] : []));
        expect(started.length).toBeLessThanOrEqual(1);
        for (const fresh of started) expect(fresh).toBeGreaterThan(last);
        last = started[0] ?? last;
      }
      if (flowEnded(caller.state)) ended += 1;
    }
    expect(ended).toBeGreaterThan(100);
  });

  test('one who presses nothing comes to an end by himself', () => {
    const caller = new ScriptedCaller(flow);
    const lines = caller.walk(`call${' heard silence'.repeat(12)}`).filter((line) => !line.endsWith(': nothing'));
    expect(lines.at(-1)).toBe('heard: hang up normal');
    expect(flowEnded(caller.state)).toBe(true);
  });
});
