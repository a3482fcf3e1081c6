import { z } from 'zod';
import { failed, Fault, ok, type Result } from '#core';
import { keysAt } from '../language/allowed-keys.ts';
import { explainIssues, type Mistake } from '../language/explain-issue.ts';
import type { PolicyRemark } from '../language/policy.ts';
import { remarkText } from '../language/load-policy.ts';
import { EMOTIONS, PERSONAL } from '../language/policy-schema.ts';
import { readYaml } from '../language/yaml-source.ts';

const seconds = z.number().min(0).max(36_000);
const name = z.string().min(1).max(200);
const span = z.strictObject({ from: seconds, to: seconds });

const line = z.strictObject({
  agent: z.string().max(5_000).optional(),
  customer: z.string().max(5_000).optional(),
  /** When the first word begins. */
  at: seconds,
  /** When the last word ends; without it at a usual speed. */
  until: seconds.optional(),
});

const testCase = z.strictObject({
  name,
  call: z
    .strictObject({
      queue: name.default(''),
      agent: name.default(''),
      skills: z.array(name).default([]),
      language: z.enum(['zh', 'en']).optional(),
      direction: z.enum(['inbound', 'outbound']).default('inbound'),
    })
    .prefault({}),
  transcript: z.array(line).max(5_000),
  holds: z.array(span).default([]),
  emotions: z.array(z.strictObject({ emotion: z.enum(EMOTIONS), ch: z.enum(['agent', 'customer']), value: z.number().min(0).max(1), from: seconds, to: seconds, by: z.enum(['prosody', 'words', 'both']).default('prosody') })).default([]),
  pii: z.array(z.strictObject({ pii: z.enum(PERSONAL).exclude(['any']), ch: z.enum(['agent', 'customer']), from: seconds, to: seconds })).default([]),
  /** Default: a second after the last word. */
  hangUp: seconds.optional(),
  transferred: z.boolean().default(false),
  /** Rule → verdict; rules that are not named may come out as they like. */
  expect: z.record(name, z.enum(['met', 'violated', 'not-applicable'])).default({}),
  /** All alerts of the case in their order; `at` to 0.1 s. */
  alerts: z.array(z.strictObject({ rule: name, at: seconds.optional() })).optional(),
});

export const ruleTestSchema = z.strictObject({
  /** The policy, relative to this file. */
  policy: name,
  cases: z.array(testCase).min(1).max(1_000),
});

export type RuleTests = z.infer<typeof ruleTestSchema>;
export type RuleTestCase = RuleTests['cases'][number];

/** Faults: `qa.tests-not-yaml`, `qa.test-mistakes`, as those of `loadPolicy`. */
export function loadRuleTests(text: string, file: string): Result<RuleTests> {
  const source = readYaml(text);
  if (source.mistakes.length > 0) return refused('qa.tests-not-yaml', source.mistakes.map(({ place, text: what }) => ({ file, ...place, key: '', text: `this is not YAML: ${what}` })));
  const read = ruleTestSchema.safeParse(source.value ?? {}, { reportInput: true });
  const mistakes = read.success ? checkLines(read.data) : explainIssues(read.error.issues, [], (path) => keysAt(ruleTestSchema, path));
  if (read.success && mistakes.length === 0) return ok(read.data);
  return refused('qa.test-mistakes', mistakes.map(({ path, at, text: what }) => ({ file, ...source.placeOf(path, at), key: path.map(String).join('.'), text: what })));
}

function refused(code: 'qa.tests-not-yaml' | 'qa.test-mistakes', remarks: readonly PolicyRemark[]): Result<never> {
  return failed(new Fault(code, remarks.map((remark) => remarkText(remark)).join('\n'), { cause: remarks }));
}

function checkLines({ cases }: RuleTests): Mistake[] {
  return cases.flatMap(({ transcript }, i) =>
    transcript.flatMap(({ agent, customer, at, until }, j): Mistake[] => {
      const path = ['cases', i, 'transcript', j];
      if ((agent === undefined) === (customer === undefined)) return [{ path, text: 'must be said by one of agent, customer' }];
      return until !== undefined && until <= at ? [{ path: [...path, 'until'], text: 'ends before it begins' }] : [];
    }),
  );
}
