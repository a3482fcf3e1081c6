import { describe, expect, test } from 'vitest';
import type { FlowSurroundings } from '../draft.ts';
import { readFlow } from '../load-flow.ts';
import { inBothLanguages } from '../mistakes-of.ts';
import { mistakeLine } from '../problem.ts';

const HEAD = `start: a
variables:
  account: text
  pin: { type: text, secret: true }
  count: { type: number, default: 1 }
  day: date
flows: { sub: parts/sub.yaml }
nodes:
`;
const USED = "  u: { type: call, flow: sub, take: { account: name }, returns: { ok: w } }\n  w: { type: branch, when: [{ if: known(pin) and known(count) and known(day), next: z }], else: z }\n  z: { type: hangup }\n";
const SUB = 'start: s\nvariables: { name: text, code: { type: text, secret: true }, number: number }\nnodes:\n  s: { type: branch, when: [{ if: known(name) and known(code) and known(number), next: r }], else: r }\n  r: { type: return, outcome: ok }\n';

function read(text: string, files: Readonly<Record<string, string>> = { 'parts/sub.yaml': SUB }, more: Partial<FlowSurroundings> = {}) {
  return inBothLanguages(readFlow(text, 'f.yaml', {
    queues: ['sales'],
    skills: ['zh', 'en'],
    agents: ['anna'],
    hooks: ['sms'],
    tickets: [{ id: 'question', fields: [{ id: 'colour', type: 'text', required: true }] }, { id: 'fault', fields: FAULT }],
    promptExists: () => true,
    readFile: (path) => files[path],
    ...more,
  }));
}

const FAULT = [
  { id: 'product', type: 'text' as const, required: true },
  { id: 'severity', type: 'choice' as const, required: true, options: [{ id: 'major' }, { id: 'minor' }] },
  { id: 'since', type: 'date' as const, required: false },
  { id: 'contact', type: 'text' as const, required: true, byCall: 'caller' },
];

/** The mistakes of node `a`, which leads to the rest; the mark ▸ is where the first one is. */
function wrong(marked: string): string[] {
  const text = `${HEAD}  a: ${marked.replace('▸', '')}\n${USED}`;
  const lines = read(text).mistakes.map(mistakeLine);
  const before = `${HEAD}  a: ${marked}`.split('▸')[0]?.split('\n') ?? [];
  const place = `f.yaml:${before.length}:${(before.at(-1) ?? '').length + 1}: nodes.a.`;
  return lines.map((line) => (line.startsWith(place) ? line.slice(place.length) : line));
}

describe('mistakes in a node', () => {
  test.each([
    ['{ type: branch, when: [{ if: ▸count, next: u }], else: u }', 'when.0.if: must be a boolean, this is a number'],
    ['{ type: branch, when: [{ if: count > ▸cuont, next: u }], else: u }', /^when\.0\.if: there is no variable “cuont”; variables: account, pin, count, day; always there:/],
    ['{ type: branch, when: [{ if: "count > 1 ▸&& true", next: u }], else: u }', 'when.0.if: “&&” is not known in expressions; write “and”'],
    ["{ type: branch, when: [{ if: queue(▸'sails').waiting > 1, next: u }], else: u }", 'when.0.if: there is no queue “sails”; did you mean “sales”? queues: sales'],
    ["{ type: branch, when: [{ if: holiday(▸'de'), next: u }], else: u }", 'when.0.if: there is no calendar “de”; calendars: cn'],
    ['{ type: set, values: { count: ▸account }, next: u }', 'values.count: must be a number, this is a text'],
    ['{ type: set, values: { account: ▸now }, next: u }', 'values.account: must be a text, this is a time; text(…) makes a text of it'],
    ["{ type: set, values: { day: '01.10▸.2026' }, next: u }", 'values.day: “.” is not expected here'],
    ['{ type: set, values: { ▸cuont: 1 }, next: u }', 'values.cuont: there is no variable “cuont”; did you mean “count”? variables: account, pin, count, day'],
    ['{ type: set, values: { account: ▸pin }, next: u }', 'values.account: “pin” is secret; make “account” secret too'],
    ["{ type: say, text: 'You have {▸cont} points.', next: u }", /^text: there is no variable “cont”/],
    ["{ type: say, text: 'You are {▸known(count)}.', next: u }", 'text: true or false is no text: choose the words by a branch'],
    ['{ type: say, text: ▸{ en: Hello }, next: u }', 'text: has no text in zh, which callers can have chosen here'],
    ['{ type: play, prompts: [a, ▸{ say: { en: Hello } }], next: u }', 'prompts.1: has no text in zh, which callers can have chosen here'],
    ['{ type: gather, prompts: a, into: ▸acount, next: u, giveUp: z }', 'into: there is no variable “acount”; did you mean “account”? variables: account, pin, count, day'],
    ['{ type: gather, prompts: a, into: ▸count, is: card, next: u, giveUp: z }', 'into: “count” is a number; here it must be a text'],
    ['{ type: gather, prompts: a, into: count, max: ▸16, next: u, giveUp: z }', 'max: a number keeps 15 digits at most, and no zeros at its begin: make “count” a text'],
    ['{ type: gather, prompts: a, into: account, min: ▸9, max: 8, next: u, giveUp: z }', 'min: must not be more than max (8)'],
    ['{ type: gather, prompts: a, into: day, is: ▸date, max: 6, next: u, giveUp: z }', 'is: a date has 8 digits (YYYYMMDD): min and max must allow them'],
    ['{ type: gather, prompts: a, into: count, is: amount, terminator: ▸"*", next: u, giveUp: z }', 'terminator: must not be * in an amount, where * is the point'],
    ['{ type: gather, prompts: a, into: account, pattern: ▸"(", next: u, giveUp: z }', 'pattern: is no pattern: something is missing at an end, beside “|” or in “()”'],
    ['{ type: gather, prompts: a, into: account, confirm: ▸{ prompts: a, yes: 1, no: 1 }, next: u, giveUp: z }', 'confirm: must have different keys for yes and no'],
    ['{ type: survey, prompts: a, question: mark, from: 5, to: ▸1, next: u }', 'to: must not be less than from (5)'],
    ['{ type: menu, prompts: a, choices: { 1: u }, speech: { words: { ▸2: { zh: [好] } } }, giveUp: z }', 'speech.words.2: is no choice of this node; choices: 1'],
    ['{ type: http, url: ▸"{account}/x", next: u, failed: z }', 'url: must begin with http:// or https:// and the name of the other system, written out, before any {…}'],
    ['{ type: http, url: ▸"https://{account}.example/", next: u, failed: z }', 'url: must begin with http:// or https:// and the name of the other system, written out, before any {…}'],
    ['{ type: http, url: "https://x.example/", take: { account: ▸"a[0]" }, next: u, failed: z }', 'take.account: must be a way into the answer such as “accounts.0.balance”'],
    ['{ type: ticket, subject: "PIN {▸pin}", next: u }', 'subject: “pin” is secret and must not be kept in a ticket'],
    ['{ type: ticket, subject: a, fields: { colour: "{▸pin}" }, next: u }', 'fields.colour: “pin” is secret and must not be kept in a ticket'],
    ['{ type: ticket, template: ▸falt, subject: a, next: u }', 'template: there is no template “falt”; did you mean “fault”? templates: question, fault'],
    ['{ type: ticket, template: ▸fault, subject: a, fields: { colour: red }, next: u }', 'template: the template “fault” requires product, severity; give them under fields'],
    ['{ type: ticket, template: ▸fault, subject: a, fields: { severity: major }, next: u }', 'template: the template “fault” requires product; give it under fields'],
    ['{ type: ticket, template: fault, subject: a, fields: { severity: ▸mayor, product: x }, next: u }', 'fields.severity: must be one of major, minor'],
    ['{ type: ticket, template: fault, subject: a, fields: { severity: "{account}", ▸prodct: x, product: x }, next: u }', 'fields.prodct: the template “fault” has no such field; did you mean “product”? fields: product, severity, since, contact'],
    ['{ type: ticket, template: fault, subject: a, fields: { severity: major, product: x, since: ▸today }, next: u }', 'fields.since: must be a day such as 2026-10-01'],
    ['{ type: ticket, subject: a, fields: { ▸since: today }, next: u }', 'fields.since: the template “question” has no such field; fields: colour'],
    ['{ type: hook, hook: ▸smss, next: u }', 'hook: there is no hook “smss”; did you mean “sms”? hooks: sms'],
    ['{ type: transfer, to: { agent: ▸ana }, failed: u }', 'to.agent: there is no agent “ana”; did you mean “anna”? agents: anna'],
    ['{ type: transfer, to: { queue: ▸sails }, failed: u }', 'to.queue: there is no queue “sails”; did you mean “sales”? queues: sales'],
    ['{ type: transfer, to: ▸{ queue: sales, agent: anna }, failed: u }', 'to: must name one of number, agent, queue'],
    ['{ type: voicemail, queue: ▸sails, next: u, failed: z }', 'queue: there is no queue “sails”; did you mean “sales”? queues: sales'],
    ['{ type: queue, queue: sales, outcomes: { ▸finished: u } }', 'outcomes.finished: is not known here; allowed: done, full, overflow, nobody, closed, failed'],
    ['{ type: call, flow: ▸subb, returns: { ok: u } }', 'flow: there is no flow “subb”; did you mean “sub”? flows: sub'],
    ['{ type: call, flow: sub, returns: { ok: u, ▸no: u } }', 'returns.no: “sub” never returns “no”; outcomes: ok'],
    ['{ type: call, flow: sub, with: { ▸nme: account }, returns: { ok: u } }', 'with.nme: “sub” has no variable “nme”; did you mean “name”? variables: name, code, number'],
    ['{ type: call, flow: sub, with: { number: ▸account }, returns: { ok: u } }', 'with.number: must be a number, this is a text'],
    ['{ type: call, flow: sub, with: { name: ▸pin }, returns: { ok: u } }', 'with.name: “pin” is secret; make “name” of “sub” secret too'],
    ['{ type: call, flow: sub, take: { account: ▸code }, returns: { ok: u } }', 'take.account: “code” is secret; make “account” secret too'],
    ['{ type: call, flow: sub, take: { count: ▸name }, returns: { ok: u } }', 'take.count: “name” is a text, “count” a number'],
    ['{ type: ▸return, outcome: ok }', 'type: only a sub-flow returns; a flow ends by queue, transfer or hangup'],
    ['{ type: hours, calendar: ▸de, week: {}, open: u, closed: u }', 'calendar: there is no calendar “de”; calendars: cn'],
  ])('%s', (marked, message) => {
    const [first = 'none'] = wrong(marked);
    if (typeof message === 'string') expect(first).toBe(message);
    else expect(first).toMatch(message);
  });

  test('a return that leads nowhere', () => {
    expect(wrong('{ type: call, flow: sub, returns: {▸} }')).toContainEqual(expect.stringContaining('“sub” can return “ok”, which leads nowhere: name a node for it'));
  });

  test('loops of nodes that ask the world', () => {
    expect(wrong('{ type: http, url: https://x.example/, next: u, failed: ▸a }')).toEqual([
      'failed: endless loop a → a; nothing in it waits for a key, so it never ends: lead one of these nodes elsewhere',
    ]);
    expect(wrong('{ type: queue, queue: sales, outcomes: { full: ▸a, done: u } }')).toEqual([expect.stringContaining('outcomes.full: endless loop a → a')]);
    expect(wrong('{ type: queue, queue: sales, outcomes: { done: u }, keys: { 1: a }, after: [{ seconds: 9, next: a }] }')).toEqual([]);
  });
});

describe('declarations', () => {
  test('of variables', () => {
    const text = "start: z\nvariables:\n  now: text\n  count: { type: number, default: many }\n  Big: text\n  kind: enum\nnodes:\n  z: { type: hangup }\n";
    expect(read(text).mistakes.map(mistakeLine)).toEqual([
      'f.yaml:3:3: variables.now: is a word of the language; choose another name',
      'f.yaml:4:35: variables.count.default: must be a number',
      'f.yaml:5:3: variables.Big: must be a variable name: letters and digits, beginning with a small letter',
      'f.yaml:6:9: variables.kind: must be a type (text, number, boolean, date) or a map with “type”',
    ]);
  });

  test('unused ones are warned of, and do not keep a flow from working', () => {
    const reading = read('start: z\nvariables: { left: text }\nnodes:\n  z: { type: hangup }\n');
    expect(reading.warnings.map(mistakeLine)).toEqual(['f.yaml:2:14: variables.left: is not used by any node']);
    expect(reading.flow?.start).toBe('z');
  });

  test('a card number that is no secret is warned of', () => {
    const text = 'start: a\nvariables: { card: text }\nnodes:\n  a: { type: gather, prompts: a, into: card, is: card, next: z, giveUp: z }\n  z: { type: hangup }\n';
    expect(read(text).warnings.map(mistakeLine)).toEqual(['f.yaml:4:40: nodes.a.into: “card” takes a card number, which will stand in the timeline: make it secret']);
  });

  test('a calendar that does not know this year is warned of', () => {
    const text = "start: a\ncalendars: { own: own.yaml }\nnodes:\n  a: { type: branch, when: [{ if: \"holiday('own')\", next: z }], else: z }\n  z: { type: hangup }\n";
    const own = { 'own.yaml': "name: Ours\nyears:\n  2026: { holidays: { '2026-12-24..2026-12-26': Christmas }, workdays: ['2026-12-27'] }\n" };
    expect(read(text, own, { today: '2026-06-01' }).warnings).toEqual([]);
    expect(read(text, own, { today: '2027-06-01' }).warnings.map(mistakeLine)).toEqual([
      'f.yaml:4:35: nodes.a.when.0.if: calendar “own” does not know 2027: add its days when they are published; until then its weekdays count as usual days',
    ]);
    expect(read(text, { 'own.yaml': 'name: Ours\nyears: { 2026: { holidays: { x: y } } }' }).mistakes.map(mistakeLine)[0]).toContain('own.yaml:2:');
  });
});

describe('other files', () => {
  const main = 'start: a\ninclude: [more.yaml]\nnodes:\n  a: { type: goto, next: b }\n  z: { type: hangup }\n';
  test('nodes may stand in an included file', () => {
    expect(read(main, { 'more.yaml': 'nodes:\n  b: { type: goto, next: z }\n' }).flow?.nodes['b']).toEqual({ type: 'goto', next: 'z' });
  });

  test('their mistakes are told with their own file and line', () => {
    const more = 'description: More\nnodes:\n  b: { type: goto, next: y }\n  a: { type: hangup }\n';
    expect(read(main, { 'more.yaml': more }).mistakes.map(mistakeLine)).toEqual([
      'more.yaml:3:26: nodes.b.next: there is no node “y”; did you mean “a”? nodes: a, z, b',
      'more.yaml:4:3: nodes.a: there is a node “a” in f.yaml too',
    ]);
  });

  test('that cannot be read are told where they are named', () => {
    expect(read(main, {}).mistakes.map(mistakeLine)).toContain('f.yaml:2:11: include.0: “more.yaml” cannot be read');
    const { readFile: _none, ...known } = { queues: [], skills: [], promptExists: () => true, readFile: undefined };
    expect(readFlow(main, 'f.yaml', known).mistakes.map(mistakeLine)).toContain('f.yaml:2:11: include.0: other files cannot be read here');
  });

  test('a sub-flow with mistakes tells them, and nothing that follows from them', () => {
    const text = 'start: a\nflows: { sub: sub.yaml }\nnodes:\n  a: { type: call, flow: sub, with: { x: 1 }, returns: { ok: z } }\n  z: { type: hangup }\n';
    expect(read(text, { 'sub.yaml': 'start: r\nnodes:\n  r: { type: return, outcome: 3 }\n' }).mistakes.map(mistakeLine)).toEqual(['sub.yaml:3:31: nodes.r.outcome: must be an outcome']);
  });

  test('flows do not call each other in a circle', () => {
    const text = 'start: a\nflows: { sub: sub.yaml }\nnodes:\n  a: { type: call, flow: sub }\n';
    const sub = 'start: a\nflows: { main: f.yaml }\nnodes:\n  a: { type: call, flow: main }\n';
    expect(read(text, { 'sub.yaml': sub, 'f.yaml': text }).mistakes.map(mistakeLine)).toEqual(['sub.yaml:2:16: flows.main: flows must not call each other in a circle: f.yaml → sub.yaml → f.yaml']);
  });

  /** f0 calls f1 twice, f1 calls f2 twice, and so on; the last one returns. */
  const tower = (height: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: height + 1 }, (_, i) => {
        const calls = `flows: { one: f${i + 1}.yaml, two: f${i + 1}.yaml }\nnodes:\n  a: { type: call, flow: one, returns: { ok: b } }\n  b: { type: call, flow: two, returns: { ok: c } }\n`;
        const end = i === 0 ? '  c: { type: hangup }\n' : '  c: { type: return, outcome: ok }\n';
        return [`f${i}.yaml`, i === height ? 'start: c\nnodes:\n  c: { type: return, outcome: ok }\n' : `start: a\n${calls}${end}`];
      }),
    );
  test('flows may lie in each other eight deep, each read once', () => {
    let reads = 0;
    const files = tower(8);
    const reading = read(files['f0.yaml'] ?? '', files, { readFile: (path) => ((reads += 1), files[path]) });
    expect(reading.mistakes).toEqual([]);
    expect(reads).toBe(8);
    const deeper = tower(9);
    expect(read(deeper['f0.yaml'] ?? '', deeper).mistakes.map(mistakeLine)[0]).toBe('f8.yaml:2:15: flows.one: flows must not be nested deeper than 8');
  });

  test('prompts of a sub-flow are wanted in the languages its callers can have', () => {
    const text = 'start: a\nlanguage: zh\nflows: { sub: sub.yaml }\nnodes:\n  a: { type: set, language: en, next: b }\n  b: { type: call, flow: sub, returns: { ok: z } }\n  z: { type: hangup }\n';
    const sub = 'start: a\nnodes:\n  a: { type: say, text: { zh: 好 }, next: r }\n  r: { type: return, outcome: ok }\n';
    expect(read(text, { 'sub.yaml': sub }).mistakes.map(mistakeLine)).toEqual(['sub.yaml:3:25: nodes.a.text: has no text in en, which callers can have chosen here']);
  });
});
