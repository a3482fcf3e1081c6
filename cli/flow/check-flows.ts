import { loadConfig } from '#config';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Terminal } from '../terminal.ts';
import type { FlowCommand } from './flow-arguments.ts';
import { type Ground, groundIn, groundOf, readFlowOf } from './flow-ground.ts';

/** `flow check`: all mistakes with file, line, column and key. Status 1 with any. */
export async function checkFlows(terminal: Terminal, { files, config }: Extract<FlowCommand, { kind: 'check' }>): Promise<number> {
  const { say, complain, words } = terminal;
  const ground = files.length > 0 ? await groundOf(terminal, config) : await ownGround(terminal, config);
  if (!ground.ok) {
    complain(ground.fault.message);
    return 1;
  }
  const named = files.length > 0 ? files : (ground.value.config?.flows.map(({ file }) => file) ?? []);
  if (files.length > 0 && config === undefined) {
    say(words('Queues, skills, agents, hooks, templates of tickets and prompts are not checked without --config FILE.', '未指定 --config,不检查队列、技能、坐席、通知、工单模板和提示音。'));
  }
  const bad = named.filter((file) => !isTestFile(resolve(terminal.from, file)) && !isGood(terminal, file, ground.value));
  for (const file of named.filter((each) => isTestFile(resolve(terminal.from, each)))) say(words(`${file}: test cases; run them with ./huawu flow test`, `${file}:测试用例,请用 ./huawu flow test 运行`));
  await ground.value.close();
  return bad.length === 0 ? 0 : 1;
}

/** Without files: those of the configuration, of the sample without one. */
async function ownGround({ from, env }: Terminal, file: string | undefined) {
  const config = loadConfig(file === undefined ? undefined : resolve(from, file), env);
  return config.ok ? groundIn(config.value) : config;
}

/** `flows/*.yaml` takes test cases too, which are no flows. */
function isTestFile(path: string): boolean {
  try {
    return /^cases:/mu.test(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
}

function isGood(terminal: Terminal, file: string, ground: Ground): boolean {
  const { say, complain, words } = terminal;
  const { problems, warnings, loaded } = readFlowOf(terminal, file, ground);
  for (const line of problems) complain(line);
  for (const line of warnings) say(`${words('Note', '注意')} ${line}`);
  if (!loaded) return false;
  const count = Object.keys(loaded.flow.nodes).length;
  say(words(`${file}: in order, ${count} nodes`, `${file}:正确,${count} 个节点`));
  return true;
}
