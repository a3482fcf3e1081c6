import { describe, expect, test } from 'vitest';
import { queuesAhead } from '../queues-ahead.ts';
import { ScriptedCaller, flowOf } from '../scripted-caller.ts';

const VERIFY = `
start: ask
variables: { number: text, account: text, tries: { type: number, default: 2 } }
nodes:
  ask: { type: gather, prompts: account, into: account, max: 3, next: choose, giveUp: refuse }
  choose: { type: language, prompts: which, choices: { 2: { language: en, next: done } }, giveUp: done }
  done: { type: return, outcome: verified }
  refuse: { type: call, flow: deeper, returns: { back: refused } }
  refused: { type: return, outcome: refused }
flows: { deeper: deeper.yaml }
`;
const DEEPER = 'start: a\nnodes:\n  a: { type: menu, prompts: a, choices: { 1: q }, giveUp: b }\n  b: { type: return, outcome: back }\n  q: { type: queue, queue: support }\n';
const files = { 'parts/verify.yaml': VERIFY, 'parts/deeper.yaml': DEEPER };
const flow = flowOf(
  `
start: v
flows: { verify: parts/verify.yaml }
languageSkills: { en: billing }
variables: { account: { type: text, default: none }, tries: { type: number, default: 9 } }
nodes:
  v: { type: call, flow: verify, with: { number: caller.number, tries: tries - 8 }, take: { account: account }, returns: { verified: s, refused: z } }
  s: { type: say, text: 'Account {account}, tries {tries}', next: q }
  q: { type: queue, queue: sales, skills: { $language: 3 } }
  z: { type: hangup, cause: rejected }
`,
  files,
);
const walk = (script: string) => new ScriptedCaller(flow).walk(script);

describe('a sub-flow', () => {
  test('has variables of its own, gives some back, and keeps the language the caller chose', () => {
    expect(walk('call 1 2 3 2 heard')).toEqual([
      'call: speak zh, at v, at verify/ask, say account',
      '1: be quiet, wait 3000 ms',
      '2: wait no more, wait 3000 ms',
      '3: wait no more, note gathered account 3 123, at verify/choose, say which',
      '2: be quiet, note choice 2, speak en, at verify/done, note return verified, at s, say “Account 123, tries 9”',
      'heard: at q, queue sales billing≥3 priority 0',
    ]);
  });

  test('may call another one', () => {
    expect(walk(`call${' heard silence'.repeat(6)}`).slice(-3)).toEqual([
      'silence: note no-input 2 3, say a',
      'heard: wait 5000 ms',
      'silence: note no-input 3 3, at verify/deeper/b, note return back, at verify/refused, note return refused, at z, hang up rejected',
    ]);
  });

  test('counts among the queues ahead, its own and those behind it', () => {
    expect(queuesAhead(flow)).toEqual(['support', 'sales']);
    expect(queuesAhead(flow, 'verify/choose')).toEqual(['sales']);
    expect(queuesAhead(flow, 'verify/deeper/a')).toEqual(['support', 'sales']);
    expect(queuesAhead(flow, 's')).toEqual(['sales']);
  });
});
