import { createHash } from 'node:crypto';
import { failed, Fault, type Language, ok, type Result } from '#core';
import { PhraseBook } from '../spotting/phrase-book.ts';
import { unitsOf } from '../spotting/units.ts';
import { policyKeys } from './allowed-keys.ts';
import { inChinese } from './chinese/in-chinese.ts';
import { explainIssues, type Mistake } from './explain-issue.ts';
import type { Policy, PolicyRemark, Rule } from './policy.ts';
import { spokenForms } from './numbers/spoken-digits.ts';
import { type PolicyText, policySchema, type RuleText } from './policy-schema.ts';
import { readActions } from './actions/read-actions.ts';
import { readCondition } from './conditions/read-condition.ts';
import { checkSurroundings, type PolicySurroundings } from './check-surroundings.ts';
import { type KeyPath, readYaml, type YamlSource } from './yaml-source.ts';

/**
 * Reads a policy in the rule language (docs/rules.md). `fileName` is how messages call the file. What works
 * but should be looked at is told in `warnings`. With `known`, names that the configuration does not have are mistakes.
 * Faults: `qa.policy-not-yaml`, `qa.policy-mistakes`; each tells all mistakes, one on each line as
 * `file:line:column: key: text`, and carries them as `PolicyRemark[]` in `cause`.
 */
export function loadPolicy(yamlText: string, fileName: string, known?: PolicySurroundings): Result<Policy> {
  const source = readYaml(yamlText);
  if (source.mistakes.length > 0) {
    const remarks = source.mistakes.map(({ place, text }) => ({ file: fileName, ...place, key: '', text: `this is not YAML: ${text}` }));
    return failed(policyFault('qa.policy-not-yaml', remarks));
  }
  const read = policySchema.safeParse(source.value ?? {}, { reportInput: true });
  const shape = read.success ? [] : explainIssues(read.error.issues, [], policyKeys);
  const { rules, mistakes, warnings } = readRules(source.value);
  const actions = read.success ? read.data.rules.map((rule, i) => readActions(rule.do, ['rules', i, 'do'])) : [];
  const all = [...shape, ...mistakes, ...actions.flatMap((one) => one.mistakes), ...(read.success ? checkNames(read.data) : [])];
  if (!read.success || all.length > 0) return failed(policyFault('qa.policy-mistakes', placed(all, source, fileName)));
  const made = read.data.rules.map((rule, i) => {
    const condition = rules[i];
    return condition && readRule(rule, condition, actions[i]?.actions ?? []);
  });
  const strange = known ? checkSurroundings(made, known) : [];
  if (strange.length > 0) return failed(policyFault('qa.policy-mistakes', placed(strange, source, fileName)));
  const scorecard = read.data.scorecard;
  if (scorecard) warnings.push({ path: ['scorecard'], at: 'key', text: 'nothing is scored by it: scorecards of reviews are a file of their own' });
  return ok({
    version: `${read.data.version}-${createHash('sha256').update(yamlText).digest('hex').slice(0, 8)}`,
    book: new PhraseBook(Object.entries(read.data.phrases).map(([name, phrase]) => ({ name, ...phrase, any: phrase.any.flatMap(spokenForms) }))),
    rules: made.filter((rule) => rule !== undefined),
    ...(scorecard ? { scorecard } : {}),
    warnings: placed(warnings, source, fileName),
  });
}

/** RULES.md §7. */
const EMOTION_COOLDOWN = 60;

function readRule({ id, severity, cooldown, attr, title, say, hint }: RuleText, condition: Rule['condition'], actions: Rule['do']): Rule {
  const named = title ?? say;
  const usual = condition.kind === 'emotion' ? EMOTION_COOLDOWN : 0;
  return { id, condition, severity, cooldown: cooldown ?? usual, attr: given(attr), do: actions, ...(named ? { title: named } : {}), ...(hint ? { hint } : {}) };
}

/** Judges each condition alone, so that a mistake elsewhere does not hide its mistakes. */
function readRules(value: unknown): { rules: (Rule['condition'] | undefined)[]; mistakes: Mistake[]; warnings: Mistake[] } {
  const mistakes: Mistake[] = [];
  const warnings: Mistake[] = [];
  const phrases = mapOf(mapOf(value)?.phrases) ?? {};
  const list = mapOf(value)?.rules;
  const rules = (Array.isArray(list) ? list : []).map((rule: unknown, i) => {
    const when = mapOf(mapOf(rule)?.when);
    if (!when) return undefined;
    const read = readCondition(when, ['rules', i, 'when']);
    mistakes.push(...read.mistakes);
    for (const { name, path, lenient } of read.phrases) if (!Object.hasOwn(phrases, name)) (lenient ? warnings : mistakes).push(unknownPhrase(name, path, phrases));
    return read.condition;
  });
  return { rules, mistakes, warnings };
}

function unknownPhrase(name: string, path: KeyPath, phrases: Readonly<Record<string, unknown>>): Mistake {
  const known = Object.keys(phrases);
  return { path, text: `there is no phrase "${name}"; phrases: ${known.length > 0 ? known.join(', ') : 'none'}` };
}

function checkNames(policy: PolicyText): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const [name, { any }] of Object.entries(policy.phrases)) {
    for (const [i, text] of any.entries()) {
      if (spokenForms(text).every((form) => unitsOf(form).length === 0)) mistakes.push({ path: ['phrases', name, 'any', i], text: 'has no word that can be heard; write numbers in words' });
    }
  }
  const ids = new Set<string>();
  for (const [i, { id, title, say }] of policy.rules.entries()) {
    if (title && say) mistakes.push({ path: ['rules', i, 'say'], at: 'key', text: 'is the older name of title; keep one of them' });
    if (ids.has(id)) mistakes.push({ path: ['rules', i, 'id'], text: `"${id}" is the id of another rule too; ids must differ` });
    ids.add(id);
  }
  const questions = (policy.scorecard?.sections ?? []).flatMap((section, s) =>
    section.questions.map((question, q) => ({ question, path: ['scorecard', 'sections', s, 'questions', q] })),
  );
  for (const { question, path } of questions) {
    if (question.rule === undefined && question.id === undefined) mistakes.push({ path, text: 'needs a rule, or an id when people answer it' });
    if (question.rule !== undefined && !ids.has(question.rule)) {
      mistakes.push({ path: [...path, 'rule'], text: `there is no rule "${question.rule}"; rules: ${[...ids].join(', ')}` });
    }
  }
  return mistakes;
}

function placed(mistakes: readonly Mistake[], source: YamlSource, file: string): PolicyRemark[] {
  return mistakes
    .map(({ path, at, text }) => ({ file, ...source.placeOf(path, at), key: path.map(String).join('.'), text }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function policyFault(code: 'qa.policy-not-yaml' | 'qa.policy-mistakes', remarks: readonly PolicyRemark[]): Fault {
  return new Fault(code, remarks.map((remark) => remarkText(remark)).join('\n'), { cause: remarks });
}

/** `file:line:column: key: text`, as editors and terminals link it. */
export function remarkText({ file, line, column, key, text }: PolicyRemark, language: Language = 'en'): string {
  const said = language === 'zh' ? (inChinese(text) ?? text) : text;
  return `${file}:${line}:${column}: ${key === '' ? '' : `${key}: `}${said}`;
}

/** The mistakes of a refused policy, a line for each. */
export function policyFaultLines({ message, cause }: Fault, language: Language): readonly string[] {
  return Array.isArray(cause) ? (cause as readonly PolicyRemark[]).map((remark) => remarkText(remark, language)) : [message];
}

/** Without the keys that were not written. */
function given(attr: RuleText['attr']): Rule['attr'] {
  return Object.fromEntries(Object.entries(attr).filter(([, value]) => value !== undefined));
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
}
