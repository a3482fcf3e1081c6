import { describe, expect, test } from 'vitest';
import { ScriptedCaller, flowOf } from '../scripted-caller.ts';

const deciding = flowOf(`
start: set
language: en
variables: { count: { type: number, default: 1 }, name: text }
nodes:
  set: { type: set, values: { count: count + 1, name: text(count) }, language: zh, next: say }
  say: { type: say, text: { zh: '{count} {name} {weekday} {now}', en: none }, next: way }
  way: { type: branch, when: [{ if: count > 5, next: z }, { if: caller.number == '13800000000', next: q }], else: z }
  q: { type: queue, queue: sales }
  z: { type: hangup }
`);

describe('deciding nodes', () => {
  const walk = (script: string) => new ScriptedCaller(deciding).walk(script);

  test('set variables from their old values, switch the language, and branch', () => {
    expect(walk('call heard')).toEqual([
      'call: speak en, at set, speak zh, at say, say “2 1 monday 02:00”',
      'heard: at way, at q, queue sales priority 0',
    ]);
  });
});
