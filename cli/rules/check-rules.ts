import type { Config } from '#config';
import { type Result, ok } from '#core';
import { configurationOf } from '../check-configuration.ts';
import type { Terminal } from '../terminal.ts';
import { readPolicy, warningsOf } from './read-policy.ts';
import type { RulesCommand } from './rules-arguments.ts';

/** `rules check`: all mistakes with file, line, column and key. Status 1 with any. */
export async function checkRules(terminal: Terminal, { files, config: file }: Extract<RulesCommand, { kind: 'check' }>): Promise<number> {
  const { say, complain, words } = terminal;
  const config: Result<Config | undefined> = files.length > 0 && file === undefined ? ok(undefined) : configurationOf(terminal, file);
  if (!config.ok) {
    complain(config.fault.message);
    return 1;
  }
  const own = config.value?.rules.file;
  const named = files.length > 0 ? files : own === undefined ? [] : [own];
  if (named.length === 0) say(words('The configuration names no rules.', '配置中没有写规则文件。'));
  if (files.length > 0 && file === undefined) say(words('Queues, agents, skills, hooks and templates of tickets are not checked without --config FILE.', '未指定 --config,不检查队列、坐席、技能、通知和工单模板。'));
  let bad = false;
  for (const each of named) bad = !isGood(terminal, each, config.value) || bad;
  return Promise.resolve(bad ? 1 : 0);
}

function isGood(terminal: Terminal, file: string, config: Config | undefined): boolean {
  const { say, words } = terminal;
  const policy = readPolicy(terminal, file, config);
  if (!policy) return false;
  for (const line of warningsOf(terminal, policy)) say(`${words('Note', '注意')} ${line}`);
  say(words(`${file}: in order, ${policy.book.phrases.length} phrases, ${policy.rules.length} rules, version ${policy.version}`, `${file}:正确,${policy.book.phrases.length} 个话术、${policy.rules.length} 条规则,版本 ${policy.version}`));
  return true;
}
