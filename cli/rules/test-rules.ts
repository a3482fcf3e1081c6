import { dirname, resolve } from 'node:path';
import type { Config } from '#config';
import { type Result, ok } from '#core';
import { loadRuleTests, policyFaultLines, type RuleTestDifference, type RuleTestResult, runRuleTest } from '#qa';
import { configurationOf } from '../check-configuration.ts';
import type { Terminal } from '../terminal.ts';
import { readPolicy, textOf } from './read-policy.ts';
import type { RulesCommand } from './rules-arguments.ts';

interface FileResult {
  readonly file: string;
  readonly results: readonly RuleTestResult[];
}

/** `rules test`: every case of every file; status 1 when one differs from what is expected. */
export async function testRules(terminal: Terminal, { files, config: file, json }: Extract<RulesCommand, { kind: 'test' }>): Promise<number> {
  const { say, complain, words } = terminal;
  const config: Result<Config | undefined> = file === undefined ? ok(undefined) : configurationOf(terminal, file);
  if (!config.ok) {
    complain(config.fault.message);
    return 1;
  }
  const read = files.map((each) => runFile(terminal, each, config.value));
  const done = read.filter((one) => one !== undefined);
  const results = done.flatMap((one) => one.results);
  const bad = results.filter(({ differences }) => differences.length > 0).length;
  if (json) say(JSON.stringify(done));
  else {
    for (const one of done) tell(terminal, one);
    const all = results.length;
    say(bad === 0 ? words(`${all} cases passed.`, `${all} 个用例通过。`) : words(`${bad} of ${all} cases failed.`, `${all} 个用例中 ${bad} 个失败。`));
  }
  return Promise.resolve(bad > 0 || done.length < files.length ? 1 : 0);
}

/** Undefined when the file or its policy cannot be read. */
function runFile(terminal: Terminal, file: string, config: Config | undefined): FileResult | undefined {
  const { from, complain, language, words } = terminal;
  const path = resolve(from, file);
  const text = textOf(path);
  if (text === undefined) {
    complain(words(`${file}: cannot be read`, `${file}:无法读取`));
    return undefined;
  }
  const tests = loadRuleTests(text, file);
  if (!tests.ok) {
    for (const line of policyFaultLines(tests.fault, language)) complain(line);
    return undefined;
  }
  const policy = readPolicy(terminal, tests.value.policy, config, dirname(path));
  return policy && { file, results: tests.value.cases.map((test) => runRuleTest(policy, test)) };
}

function tell(terminal: Terminal, { file, results }: FileResult): void {
  const { say, language } = terminal;
  say(file);
  for (const { name, differences, alerts } of results) {
    say(`${differences.length === 0 ? '✓' : '✗'} ${name}`);
    for (const difference of differences) say(`    ${differenceText(terminal, difference)}`);
    if (differences.length > 0) for (const { rule, at, message, title } of alerts) say(`    ${at.toFixed(1)} s  ${rule}  ${title?.[language] ?? message}`);
  }
}

function differenceText({ words }: Terminal, difference: RuleTestDifference): string {
  switch (difference.kind) {
    case 'no-such-rule':
      return words(`the policy has no rule "${difference.rule}"`, `规则文件中没有规则“${difference.rule}”`);
    case 'verdict':
      return words(`${difference.rule}: expected ${difference.expected}, is ${difference.got}`, `${difference.rule}:预期 ${difference.expected},实际 ${difference.got}`);
    case 'alerts':
      return words(`alerts: expected ${list(difference.expected)}; are ${list(difference.got)}`, `告警:预期 ${list(difference.expected)};实际 ${list(difference.got)}`);
  }
}

const list = (alerts: readonly string[]) => (alerts.length === 0 ? '–' : alerts.join(', '));
