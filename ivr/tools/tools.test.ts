import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Flow } from '../language/flow-schema.ts';
import { flowOf } from '../machine/scripted-caller.ts';
import { caseReport } from './case-report.ts';
import { loadFlowTests } from './load-tests.ts';
import { runCase } from './run-case.ts';
import { flowTestJsonSchema } from './test-schema.ts';
import { type Words, eventText } from './walk-text.ts';

const english: Words = (en) => en;
const BANK = flowOf(`
start: hello
language: en
variables: { card: { type: text, secret: true }, balance: number }
nodes:
  hello: { type: play, prompts: welcome, next: menu }
  menu:
    type: menu
    prompts: main-menu
    choices: { 1: ask-card, 2: sales, 3: message }
    speech: { words: { 2: { zh: [销售], en: [sales] } } }
    giveUp: bye
  ask-card: { type: gather, prompts: card, into: card, min: 4, max: 4, next: look, giveUp: bye }
  look: { type: http, url: 'https://bank.example/{card}', take: { balance: balance }, next: tell, failed: sales }
  tell: { type: say, text: { en: 'You have {balance} yuan.' }, next: bye }
  sales: { type: queue, queue: sales, skills: { $language: 5 }, priority: 7, outcomes: { done: bye, nobody: message } }
  message: { type: voicemail, queue: sales, next: bye, failed: bye }
  bye: { type: hangup, prompts: goodbye }
`);

function cases(yaml: string) {
  const loaded = loadFlowTests(`flow: f.yaml\ncases:\n${yaml.split('\n').map((line) => `  ${line}`).join('\n')}`, 'f.test.yaml');
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

/** The differences of the one case, `as expected` without any. */
function outcome(yaml: string, flow: Flow = BANK): string {
  const file = cases(yaml);
  const results = file.cases.map((each) => runCase(flow, file, each));
  return results.flatMap(({ differences }) => differences.map(({ what, was }) => `${what}: ${String(was)}`)).join('; ') || 'as expected';
}

describe('a case of a test file', () => {
  test.each([
    ['keys lead along a path', "- { name: n, does: [heard, 1, 1234], expect: { path: [hello, menu, ask-card, look, sales], end: { queue: sales, skills: { en: 5 }, priority: 7 } } }"],
    ['nodes may be left out', "- { name: n, does: [heard, 2], expect: { path: [..., sales] } }"],
    ['words are heard', "- { name: n, does: [heard, { say: sales please }], expect: { path: [hello, menu, sales] } }"],
    ['the world answers a node', "- { name: n, world: { look: { status: 200, body: { balance: 42 } } }, does: [heard, 1, 1234], expect: { hears: [..., You have 42 yuan, goodbye], asks: [http], end: { hangup: normal } } }"],
    ['or a kind of question', "- { name: n, world: { http: { outcome: failed, after: 2 } }, does: [heard, 1, 1234], expect: { path: [..., look, sales] } }"],
    ['a list answers one time after the other', "- { name: n, world: { queue: [{ outcome: nobody, after: 60 }] }, does: [heard, 2], expect: { path: [..., sales, message, bye], within: 80 } }"],
    ['answers by hand', "- { name: n, does: [heard, 2, { answer: answered }, { answer: done }], expect: { end: { hangup: normal } } }"],
    ['silence', "- { name: n, does: [], expect: { notes: [no-input, no-input, no-input], end: { hangup: normal } } }"],
    ['silent is one time-out', "- { name: n, does: [heard, silent, 2], expect: { notes: [no-input, choice], end: { queue: sales } } }"],
    ['the caller leaves', "- { name: n, does: [heard, hang-up], expect: { end: caller } }"],
    ['the virtual clock', "- { name: n, does: [{ wait: 60 }], expect: { end: { hangup: normal }, within: 60 } }"],
  ])('%s', (_name, yaml) => expect(outcome(yaml)).toBe('as expected'));

  test.each([
    ['path', "- { name: n, does: [heard, 2], expect: { path: [hello, sales] } }", 'path: hello,menu,sales'],
    ['sounds', "- { name: n, does: [heard, 2], expect: { hears: [welcome] } }", 'hears: welcome,main-menu'],
    ['end', "- { name: n, does: [heard, 2], expect: { end: { queue: support } } }", 'end: queue sales'],
    ['level', "- { name: n, does: [heard, 2], expect: { end: { queue: sales, skills: { en: 6 } } } }", 'end: queue sales en≥5'],
    ['priority', "- { name: n, does: [heard, 2], expect: { end: { queue: sales, priority: 6 } } }", 'end: queue sales priority 7'],
    ['time', "- { name: n, does: [heard, silent, 2], expect: { within: 3 } }", 'within: 9 s'],
    ['language', "- { name: n, expect: { language: zh } }", 'language: en'],
    ['an answer nobody asked for', "- { name: n, does: [{ answer: done }], expect: { language: en } }", 'step: none at hello'],
  ])('another %s than expected is told', (_name, yaml, was) => expect(outcome(yaml)).toBe(was));

  test('secrets are in no event', () => {
    const file = cases("- { name: n, does: [heard, 1, 1234], expect: { language: en } }");
    const result = file.cases.map((each) => runCase(BANK, file, each))[0];
    const told = result?.events.map((event) => eventText(event, english)).join('\n');
    expect(told).toContain('GET •••');
    expect(told).toContain('caller presses •');
    expect(told).not.toContain('1234');
  });
});

test('a report shows what differs, line by line, and what happened', () => {
  const file = cases("- { name: n, does: [heard, 2], expect: { path: [hello, menu, message, ...], end: { hangup: normal } } }");
  const [result] = file.cases.map((each) => runCase(BANK, file, each));
  expect(result && caseReport(result, english)).toEqual([
    '  path (- expected, + was):',
    '      hello',
    '      menu',
    '    - message',
    '      sales',
    '  end:',
    '    - hang-up normal',
    '    + queue sales',
    '  what happened:',
    '      0.0 s    · language en',
    '      0.0 s  ● hello',
    '      0.0 s    ♪ welcome',
    '      2.0 s  ● menu',
    '      2.0 s    ? listens for 1, 2/sales, 3 (en)',
    '      2.0 s    ♪ main-menu',
    '      2.0 s  » caller presses 2',
    '      2.0 s    ♪ cut off',
    '      2.0 s    · choice digit=2',
    '      2.0 s  ● sales',
    '      2.0 s    ? waits in queue sales',
  ]);
});

describe('a mistake in a test file is told with its place', () => {
  const mistake = (yaml: string) => {
    const loaded = loadFlowTests(yaml, 't.yaml');
    return loaded.ok ? 'none' : loaded.fault.message.split('\n');
  };
  test.each([
    ['no flow', 'cases: [{ name: n, expect: { end: open } }]', ['t.yaml:1:1: flow: is missing; it must be text']],
    ['no case', 'flow: f\ncases: []', ['t.yaml:2:8: cases: must have at least one case']],
    ['a misspelt key', 'flow: f\ncases: [{ name: n, doe: [1], expect: { end: open } }]', [expect.stringContaining('t.yaml:2:20: cases.0.doe: is not known here; allowed: name, ')]],
    ['an unknown step', 'flow: f\ncases: [{ name: n, does: [jump], expect: { end: open } }]', [expect.stringContaining('t.yaml:2:27: cases.0.does.0: must be keys such as "12#"')]],
    ['nothing expected', 'flow: f\ncases: [{ name: n, expect: {} }]', [expect.stringContaining('cases.0.expect: must expect something')]],
    ['an unknown end', 'flow: f\ncases: [{ name: n, expect: { end: never } }]', [expect.stringContaining('cases.0.expect.end: must be')]],
    ['no YAML', 'a: b: c', [expect.stringMatching(/^t\.yaml:1:\d+: this is not YAML: /)]],
  ])('%s', (_name, yaml, lines) => expect(mistake(yaml)).toEqual(lines));
});

test('docs/flow-test.schema.json is fresh (else: node scripts/run.mjs scripts/make-flow-schema.ts)', () => {
  expect(JSON.parse(readFileSync(new URL('../../docs/flow-test.schema.json', import.meta.url), 'utf8'))).toEqual(flowTestJsonSchema());
});
