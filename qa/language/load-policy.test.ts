import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPolicy, policyFaultLines, remarkText } from './load-policy.ts';

const EXAMPLE = readFileSync(new URL('../fixtures/example-rules.yaml', import.meta.url), 'utf8');

function mistakesOf(yaml: string): string[] {
  const loaded = loadPolicy(yaml, 'p.yaml');
  if (loaded.ok) return [];
  // Whoever reads Chinese is told the same in Chinese.
  for (const line of policyFaultLines(loaded.fault, 'zh')) expect(line).toMatch(/^p\.yaml:\d+:\d+: .*\p{Script=Han}/u);
  return loaded.fault.message.split('\n');
}

const PHRASES = 'version: 1\nphrases:\n  a: {any: [no risk]}\nrules:\n';
const rule = (when: string) => `${PHRASES}  - {id: r, when: ${when}}`;

describe('loading a policy', () => {
  it('reads every kind of rule of the example and says what it cannot hear', () => {
    const loaded = loadPolicy(EXAMPLE, 'example.yaml');
    if (!loaded.ok) throw loaded.fault;
    expect(loaded.value.rules.map(({ id, condition }) => `${id}: ${condition.kind}`)).toEqual([
      'greet-15s: within',
      'record-30s: within',
      'verify-first: order',
      'no-guarantee: forbid',
      'retention: within',
      'closing: last',
      'dead-air: dead-air',
      'over-talk: overtalk',
      'interrupts: interruptions',
      'too-fast: rate',
      'angry: emotion',
      'churn-risk: near',
    ]);
    expect(loaded.value.warnings.map((one) => remarkText(one))).toEqual([
      expect.stringMatching(/^example\.yaml:24:37: rules\.11\.when\.near\.0: there is no phrase "complain"; phrases: greet, /),
      'example.yaml:26:1: scorecard: nothing is scored by it: scorecards of reviews are a file of their own',
    ]);
  });

  it('names a policy by its version and its text', () => {
    const version = (yaml: string) => {
      const loaded = loadPolicy(yaml, 'p.yaml');
      return loaded.ok ? loaded.value.version : '';
    };
    expect(version('version: 7')).toMatch(/^7-[0-9a-f]{8}$/);
    expect(version('version: 7')).toBe(version('version: 7'));
    expect(version('version: 7')).not.toBe(version('version: 7\n'));
  });

  it('reads groups to the bottom', () => {
    const good = loadPolicy(rule('{all: [{forbid: a}, {not: {require: a, last: 9}}]}'), 'p.yaml');
    expect(good.ok && good.value.rules[0]?.condition).toEqual({
      kind: 'all',
      parts: [
        { kind: 'forbid', phrase: 'a', channels: ['caller', 'agent'], count: 1 },
        { kind: 'not', part: { kind: 'last', phrase: 'a', channels: ['caller', 'agent'], seconds: 9 } },
      ],
    });
    expect(mistakesOf(rule('{all: [{forbid: a}, {not: {require: a}}]}'))).toEqual([
      'p.yaml:5:45: rules.0.when.all.1.not: says not when; one of within, last, order, in is needed',
    ]);
  });
});

describe('a mistake in a policy is told with its place, key and what is allowed', () => {
  it.each([
    ['no version', 'rules: []', 'p.yaml:1:1: version: is missing; it must be a number or text'],
    ['not a map', '- 1', 'p.yaml:1:1: is not a map of keys and values'],
    ['an unknown key at the top', 'version: 1\nrule: []', 'p.yaml:2:1: rule: is not known; allowed here: version, phrases, rules, scorecard'],
    ['no alternative', 'version: 1\nphrases:\n  a: {any: []}', 'p.yaml:3:12: phrases.a.any: must be at least 1 entries'],
    ['nothing to hear', 'version: 1\nphrases:\n  a: {any: ["。…"]}', 'p.yaml:3:13: phrases.a.any.0: has no word that can be heard; write numbers in words'],
    ['too tolerant', 'version: 1\nphrases:\n  a: {any: [x], fuzzy: 0.1}', 'p.yaml:3:24: phrases.a.fuzzy: must be at least 0.5'],
    ['an unknown phrase', rule('{forbid: b}'), 'p.yaml:5:28: rules.0.when.forbid: there is no phrase "b"; phrases: a'],
    ['an unknown key in a condition', rule('{forbid: a, channel: agent}'), 'p.yaml:5:31: rules.0.when.channel: is not known; allowed here: forbid, ch, count, in'],
    ['an unknown channel', rule('{forbid: a, ch: caller}'), 'p.yaml:5:35: rules.0.when.ch: must be one of agent, customer, both'],
    ['a span of nothing', rule('{require: a, within: 0}'), 'p.yaml:5:40: rules.0.when.within: must be more than 0'],
    ['no time for require', rule('{require: a}'), 'p.yaml:5:19: rules.0.when: says not when; one of within, last, order, in is needed'],
    ['after without within', rule('{require: a, last: 3, after: a}'), 'p.yaml:5:48: rules.0.when.after: goes with within only'],
    ['two kinds', rule('{forbid: a, deadAir: 3}'), 'p.yaml:5:19: rules.0.when: watches for forbid and deadAir; one of them is allowed, make a rule for each, or put them in all or any'],
    ['a range that is nowhere', rule('{said: a, in: {by: agent}}'), 'p.yaml:5:33: rules.0.when.in: says not where; from or to, or one of after, before is needed'],
    ['a range of two sorts', rule('{said: a, in: {from: 3, after: a}}'), 'p.yaml:5:33: rules.0.when.in: has from/to and after; one of them is allowed'],
    ['a range that ends first', rule('{said: a, in: {from: 9, to: 3}}'), 'p.yaml:5:33: rules.0.when.in: ends before it begins'],
    ['half a sentence', rule('{said: a, in: {unit: sentences, from: 1.5}}'), 'p.yaml:5:51: rules.0.when.in.from: is no sentence; the first is 1, the last -1'],
    ['a span without a phrase', rule('{said: a, in: {from: 1, seconds: 3}}'), 'p.yaml:5:43: rules.0.when.in.seconds: goes with after or before only'],
    ['an unknown phrase at an anchor', rule('{said: a, in: {after: b}}'), 'p.yaml:5:41: rules.0.when.in.after: there is no phrase "b"; phrases: a'],
    ['an unknown key in a range', rule('{said: a, in: {form: 3}}'), 'p.yaml:5:34: rules.0.when.in.form: is not known; allowed here: from, to, unit, after, before, by, seconds, sentences'],
    ['attributes alone', rule('{attr: {queue: q}}'), 'p.yaml:5:20: rules.0.when.attr: alone watches for nothing; put it in a group, or beside when'],
    ['more parts than there are', rule('{any: [{said: a}], count: 2}'), 'p.yaml:5:45: rules.0.when.count: is more than there are parts (1)'],
    ['a speed without a bound', rule('{rate: {}}'), 'p.yaml:5:26: rules.0.when.rate: has no limit; max, min or both are needed'],
    ['an action that does nothing', `${rule('{forbid: a}').slice(0, -1)}, do: [{}]}`, 'p.yaml:5:37: rules.0.do.0: does nothing; one of hint, script, tag, supervisor, pauseRecording, ticket, webhook is needed'],
    ['two actions in one', `${rule('{forbid: a}').slice(0, -1)}, do: [{tag: x, webhook: y}]}`, 'p.yaml:5:37: rules.0.do.0: has tag and webhook; one of them is allowed, make an entry for each'],
    ['an unknown action', `${rule('{forbid: a}').slice(0, -1)}, do: [{mail: x}]}`, 'p.yaml:5:38: rules.0.do.0.mail: is not known; allowed here: hint, script, tag, supervisor, pauseRecording, ticket, webhook'],
    ['a wrong severity', `${rule('{forbid: a}').slice(0, -1)}, severity: bad}`, 'p.yaml:5:42: rules.0.severity: must be one of info, warn, critical'],
    ['a hint that is no text', `${rule('{forbid: a}').slice(0, -1)}, hint: 5}`, 'p.yaml:5:38: rules.0.hint: must be text, or a map with zh and en'],
    ['a hint in an unknown language', `${rule('{forbid: a}').slice(0, -1)}, hint: {fr: Non}}`, 'p.yaml:5:43: rules.0.hint.fr: is not known; allowed here: zh, en'],
    ['a hint in no language', `${rule('{forbid: a}').slice(0, -1)}, hint: {}}`, 'p.yaml:5:38: rules.0.hint: names no language; zh, en or both are needed'],
    ['an empty hint', `${rule('{forbid: a}').slice(0, -1)}, hint: {en: ""}}`, 'p.yaml:5:43: rules.0.hint.en: must be 1 to 500 characters long'],
    ['a title twice', `${rule('{forbid: a}').slice(0, -1)}, title: A, say: {en: B}}`, 'p.yaml:5:42: rules.0.say: is the older name of title; keep one of them'],
    ['the same id twice', `${rule('{forbid: a}')}\n  - {id: r, when: {deadAir: 3}}`, 'p.yaml:6:10: rules.1.id: "r" is the id of another rule too; ids must differ'],
    [
      'a question about no rule',
      `${rule('{forbid: a}')}\nscorecard: {sections: [{id: s, weight: 1, questions: [{rule: x}]}]}`,
      'p.yaml:6:62: scorecard.sections.0.questions.0.rule: there is no rule "x"; rules: r',
    ],
  ])('%s', (_name, yaml, mistake) => {
    expect(mistakesOf(yaml)).toEqual([mistake]);
  });

  it('tells nothing to watch for with all there is', () => {
    expect(mistakesOf(rule('{forbit: a}'))[0]).toMatch(/^p\.yaml:5:19: rules\.0\.when: names nothing to watch for; one of forbid, said, require, near, deadAir, /);
  });

  it('tells all mistakes at once, in the order of the file', () => {
    const mistakes = mistakesOf(`${PHRASES}  - {id: r, when: {forbid: b}}\n  - {id: s, when: {deadAir: no}, x: 1}`);
    expect(mistakes.map((line) => line.split(': ')[1])).toEqual(['rules.0.when.forbid', 'rules.1.when.deadAir', 'rules.1.x']);
  });

  it.each(['a: b: c', 'a: [1', 'a: 1\na: 2', 'a: *nowhere'])('tells what is not YAML: %s', (yaml) => {
    const loaded = loadPolicy(yaml, 'p.yaml');
    expect(loaded.ok).toBe(false);
    if (loaded.ok) return;
    expect(loaded.fault.code).toBe('qa.policy-not-yaml');
    expect(loaded.fault.message).toMatch(/^p\.yaml:\d+:\d+: this is not YAML: /);
  });
});
