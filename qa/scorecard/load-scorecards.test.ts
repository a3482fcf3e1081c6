import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../language/load-policy.ts';
import { loadScorecardFile, loadScorecards, scorecardFor } from './load-scorecards.ts';

const sample = (file: string) => readFileSync(new URL(`../../config/sample/${file}`, import.meta.url), 'utf8');
const card = (id: string, more = '') =>
  `  - {id: ${id}, version: 1, name: {zh: 表, en: Card}, ${more}sections: [{id: s, name: {zh: 节, en: Section}, questions: [{id: q, text: {zh: 问, en: Question}}]}]}`;
const load = (text: string) => loadScorecards(text, 'cards.yaml', ['greeting']);
const mistakes = (text: string) => {
  const loaded = load(text);
  return loaded.ok ? 'none' : loaded.fault.message;
};

describe('the sample scorecards', () => {
  it('load with the rules of the sample, and weigh 100 together', () => {
    const policy = loadPolicy(sample('rules.yaml'), 'rules.yaml');
    if (!policy.ok) throw policy.fault;
    const loaded = loadScorecards(sample('scorecards.yaml'), 'scorecards.yaml', policy.value.rules.map(({ id }) => id));
    if (!loaded.ok) throw loaded.fault;
    const questions = loaded.value[0]?.scorecard.sections.flatMap((section) => section.questions) ?? [];
    expect(questions.filter(({ rule }) => rule !== undefined).map(({ id }) => id)).toEqual(['greeting', 'recording-notice', 'no-guarantee', 'no-risk-free', 'no-secrets', 'dead-air', 'closing']);
    expect(questions.filter(({ autoFail }) => autoFail).map(({ id }) => id)).toEqual(['no-guarantee', 'no-secrets']);
    expect(questions.filter(({ mayNotApply }) => mayNotApply).map(({ id }) => id)).toEqual(['identity', 'dead-air']);
    expect(questions.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });
});

describe('a scorecard', () => {
  it('has one point and weight 1 unless told otherwise', () => {
    const loaded = load(`scorecards:\n${card('a')}`);
    expect(loaded.ok && loaded.value[0]?.scorecard.sections[0]?.questions).toEqual([{ id: 'q', text: { zh: '问', en: 'Question' }, weight: 1, points: 1, autoFail: false, mayNotApply: false }]);
  });
  it('fails as a whole or by section', () => {
    const failing = (kind: string) => {
      const loaded = load(`scorecards:\n${card('a')}`.replace('{id: q,', `{id: q, autoFail: ${kind},`));
      if (!loaded.ok) return loaded.fault.code;
      const [first] = loaded.value[0]?.scorecard.sections[0]?.questions ?? [];
      return [first?.autoFail, first?.failsSection];
    };
    expect(['true', 'form', 'section', 'false', 'other'].map(failing)).toEqual([[true, undefined], [true, undefined], [false, true], [false, undefined], 'qa.scorecard-mistakes']);
  });
  it('is the first one that is for the queue', () => {
    const loaded = load(`scorecards:\n${card('sales', 'queues: [sales], ')}\n${card('rest')}`);
    const forms = loaded.ok ? loaded.value : [];
    expect([scorecardFor(forms, 'sales')?.id, scorecardFor(forms, 'care')?.id, scorecardFor(forms.slice(0, 1), 'care')]).toEqual(['sales', 'rest', undefined]);
  });
  it.each([
    ['no YAML', 'scorecards: [', 'cards.yaml:1:14: this is not YAML'],
    ['an unknown key', `scorecards:\n${card('a', 'colour: red, ')}`, 'cards.yaml:2:50: scorecards.0.colour: is not known; allowed here: id, version, name, queues, sections'],
    ['two of one id', `scorecards:\n${card('a')}\n${card('a')}`, 'cards.yaml:3:10: scorecards.1.id: "a" is the id of another scorecard too; ids must differ'],
    ['a rule that does not exist', `scorecards:\n${card('a').replace('{id: q,', '{id: q, rule: nothing,')}`, 'cards.yaml:2:123: scorecards.0.sections.0.questions.0.rule: there is no rule "nothing"; rules: greeting'],
    ['more points than keys', `scorecards:\n${card('a').replace('{id: q,', '{id: q, points: 10,')}`, 'cards.yaml:2:125: scorecards.0.sections.0.questions.0.points: must be at most 9'],
    ['a plan by a rule that does not exist', `scorecards:\n${card('a')}\nsampling:\n  - {id: p, name: {zh: 计划, en: Plan}, rules: [greeting, nothing]}`, 'cards.yaml:4:57: sampling.0.rules.1: there is no rule "nothing"; rules: greeting'],
    ['two plans of one id', `scorecards:\n${card('a')}\nsampling:\n${'  - {id: p, name: {zh: 计划, en: Plan}}\n'.repeat(2)}`, 'cards.yaml:5:10: sampling.1.id: "p" is the id of another plan too; ids must differ'],
    ['a plan that draws more than everything', `scorecards:\n${card('a')}\nsampling:\n  - {id: p, name: {zh: 计划, en: Plan}, share: 2}`, 'cards.yaml:4:46: sampling.0.share: must be at most 1'],
    ['no scorecard', 'scorecards: []', 'cards.yaml:1:13: scorecards: must be at least 1 entries'],
  ])('with %s is refused with its place', (_, text, told) => expect(mistakes(text)).toContain(told));
  it('and a plan name queues and agents that are there', () => {
    const text = `scorecards:\n${card('a', 'queues: [care, salse], ')}\nsampling:\n  - {id: p, name: {zh: 计划, en: Plan}, queues: [sale], agents: [anna, ann]}`;
    const read = (around: object) => loadScorecardFile(text, 'cards.yaml', [], around);
    expect(read({})).toMatchObject({ ok: true });
    expect(read({ queues: ['care', 'sales'], agents: ['anna'] })).toMatchObject({
      ok: false,
      fault: { message: 'cards.yaml:2:65: scorecards.0.queues.1: there is no queue "salse"; queues: care, sales\ncards.yaml:4:48: sampling.0.queues.0: there is no queue "sale"; queues: care, sales\ncards.yaml:4:70: sampling.0.agents.1: there is no agent "ann"; agents: anna' },
    });
  });
});
