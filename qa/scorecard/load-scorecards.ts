import { type Result, Fault, failed, ok } from '#core';
import type { Scorecard } from '#contract';
import { keysAt } from '../language/allowed-keys.ts';
import { explainIssues, type Mistake } from '../language/explain-issue.ts';
import { remarkText } from '../language/load-policy.ts';
import type { PolicyRemark } from '../language/policy.ts';
import { readYaml, type YamlSource } from '../language/yaml-source.ts';
import type { SamplingPlan } from '../sampling/sampling-plan.ts';
import { type ScorecardFile, scorecardFileSchema } from './scorecard-schema.ts';

/** A scorecard and the queues it is for; all, when there are none. */
export interface ScorecardForm {
  readonly scorecard: Scorecard;
  readonly queues?: readonly string[];
}

/**
 * Reads the scorecards of an installation (docs/review.md); `rules` are the ids of its compliance rules.
 * Faults: `qa.scorecards-not-yaml`, `qa.scorecard-mistakes`; each tells all mistakes as `file:line:column: key: text`.
 */
export function loadScorecards(yamlText: string, fileName: string, rules: readonly string[]): Result<readonly ScorecardForm[]> {
  const read = loadScorecardFile(yamlText, fileName, rules);
  return read.ok ? ok(read.value.forms) : read;
}

/** Scorecards with the plans that draw calls for people. */
export interface QualityPlan {
  readonly forms: readonly ScorecardForm[];
  readonly sampling: readonly SamplingPlan[];
}

/** Names of an installation that scorecards and plans may use; what is left out is not checked. */
export interface ScorecardSurroundings {
  readonly queues?: readonly string[];
  readonly agents?: readonly string[];
}

/** Reads scorecards and sampling plans of an installation. Faults: as `loadScorecards`. */
export function loadScorecardFile(yamlText: string, fileName: string, rules: readonly string[], around: ScorecardSurroundings = {}): Result<QualityPlan> {
  const source = readYaml(yamlText);
  if (source.mistakes.length > 0) {
    const remarks = source.mistakes.map(({ place, text }) => ({ file: fileName, ...place, key: '', text: `this is not YAML: ${text}` }));
    return failed(new Fault('qa.scorecards-not-yaml', told(remarks), { cause: remarks }));
  }
  const read = scorecardFileSchema.safeParse(source.value ?? {}, { reportInput: true });
  const mistakes = read.success ? [...checkNames(read.data, rules), ...checkSurroundings(read.data, around)] : explainIssues(read.error.issues, [], (path) => keysAt(scorecardFileSchema, path));
  if (!read.success || mistakes.length > 0) {
    const remarks = placed(mistakes, source, fileName);
    return failed(new Fault('qa.scorecard-mistakes', told(remarks), { cause: remarks }));
  }
  return ok({ forms: read.data.scorecards.map(formOf), sampling: read.data.sampling });
}

/** The first scorecard that is for this queue. */
export function scorecardFor(forms: readonly ScorecardForm[], queue: string | undefined): Scorecard | undefined {
  return forms.find(({ queues }) => queues === undefined || (queue !== undefined && queues.includes(queue)))?.scorecard;
}

function formOf({ queues, sections, ...scorecard }: ScorecardFile['scorecards'][number]): ScorecardForm {
  const withRules = sections.map((section) => ({
    ...section,
    questions: section.questions.map(({ rule, autoFail, ...question }) => ({
      ...question,
      autoFail: autoFail === true || autoFail === 'form',
      ...(autoFail === 'section' ? { failsSection: true } : {}),
      ...(rule === undefined ? {} : { rule }),
    })),
  }));
  return { scorecard: { ...scorecard, sections: withRules }, ...(queues === undefined ? {} : { queues }) };
}

function checkSampling({ sampling }: ScorecardFile, rules: readonly string[]): Mistake[] {
  const ids = sampling.map(({ id }) => id);
  return sampling.flatMap(({ id, rules: wanted = [] }, i): Mistake[] => [
    ...(ids.indexOf(id) < i ? [{ path: ['sampling', i, 'id'], text: `"${id}" is the id of another plan too; ids must differ` }] : []),
    ...wanted.flatMap((rule, r) => (rules.includes(rule) ? [] : [{ path: ['sampling', i, 'rules', r], text: `there is no rule "${rule}"; rules: ${rules.length > 0 ? rules.join(', ') : 'none'}` }])),
  ]);
}

/** Queues and agents that are named must be there: a plan with a mistyped one would draw nothing, and nobody would know. */
function checkSurroundings({ scorecards, sampling }: ScorecardFile, { queues, agents }: ScorecardSurroundings): Mistake[] {
  const strange = (path: Mistake['path'], what: string, named: readonly string[] = [], known?: readonly string[]): Mistake[] =>
    known === undefined ? [] : named.flatMap((name, n) => (known.includes(name) ? [] : [{ path: [...path, n], text: `there is no ${what} "${name}"; ${what}s: ${known.length > 0 ? known.join(', ') : 'none'}` }]));
  return [
    ...scorecards.flatMap((card, c) => strange(['scorecards', c, 'queues'], 'queue', card.queues, queues)),
    ...sampling.flatMap((plan, s) => [...strange(['sampling', s, 'queues'], 'queue', plan.queues, queues), ...strange(['sampling', s, 'agents'], 'agent', plan.agents, agents)]),
  ];
}

function checkNames(file: ScorecardFile, rules: readonly string[]): Mistake[] {
  const { scorecards } = file;
  const mistakes: Mistake[] = checkSampling(file, rules);
  const cards = new Set<string>();
  for (const [c, card] of scorecards.entries()) {
    if (cards.has(card.id)) mistakes.push({ path: ['scorecards', c, 'id'], text: `"${card.id}" is the id of another scorecard too; ids must differ` });
    cards.add(card.id);
    const questions = new Set<string>();
    for (const [s, section] of card.sections.entries()) {
      for (const [q, { id, rule }] of section.questions.entries()) {
        const path = ['scorecards', c, 'sections', s, 'questions', q];
        if (questions.has(id)) mistakes.push({ path: [...path, 'id'], text: `"${id}" is the id of another question of this scorecard too; ids must differ` });
        questions.add(id);
        if (rule !== undefined && !rules.includes(rule)) {
          mistakes.push({ path: [...path, 'rule'], text: `there is no rule "${rule}"; rules: ${rules.length > 0 ? rules.join(', ') : 'none'}` });
        }
      }
    }
  }
  return mistakes;
}

const told = (remarks: readonly PolicyRemark[]) => remarks.map((remark) => remarkText(remark)).join('\n');

function placed(mistakes: readonly Mistake[], source: YamlSource, file: string): PolicyRemark[] {
  return mistakes
    .map(({ path, at, text }) => ({ file, ...source.placeOf(path, at), key: path.map(String).join('.'), text }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}
