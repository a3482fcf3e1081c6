import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { caseReport, faultLines, loadFlowTests, runCase } from '#ivr';
import type { Terminal } from '../terminal.ts';
import type { FlowCommand } from './flow-arguments.ts';
import { groundOf, readFlowOf, shorterPath } from './flow-ground.ts';

interface Count {
  good: number;
  bad: number;
}

/** `flow test`: every case of every file; status 1 when one differs from what is expected. */
export async function testFlows(terminal: Terminal, { files, config }: Extract<FlowCommand, { kind: 'test' }>): Promise<number> {
  const { say, words } = terminal;
  const count: Count = { good: 0, bad: 0 };
  let broken = false;
  for (const file of files) broken = !(await testFile(terminal, file, config, count)) || broken;
  if (broken && count.bad === 0) say(words(`${count.good} cases passed; what could not be read stands above.`, `${count.good} 个用例通过;无法读取的文件见上。`));
  else say(count.bad === 0 ? words(`${count.good} cases passed.`, `${count.good} 个用例通过。`) : words(`${count.bad} of ${count.good + count.bad} cases failed.`, `${count.good + count.bad} 个用例中 ${count.bad} 个失败。`));
  return count.bad > 0 || broken ? 1 : 0;
}

/** False when the file, its configuration or its flow cannot be read. */
async function testFile(terminal: Terminal, file: string, config: string | undefined, count: Count): Promise<boolean> {
  const { from, say, complain, words } = terminal;
  const path = resolve(from, file);
  const text = textOf(path);
  if (text === undefined) {
    complain(words(`${file}: cannot be read`, `${file}:无法读取`));
    return false;
  }
  const tests = loadFlowTests(text, file);
  if (!tests.ok) {
    for (const line of faultLines(tests.fault, terminal.language)) complain(line);
    return false;
  }
  const ground = await groundOf(terminal, config ?? tests.value.config, config === undefined ? dirname(path) : from);
  if (!ground.ok) {
    complain(ground.fault.message);
    return false;
  }
  const { problems, loaded } = readFlowOf(terminal, resolve(dirname(path), tests.value.flow), ground.value);
  await ground.value.close();
  if (!loaded) {
    for (const line of problems) complain(shorterPath(from, line));
    return false;
  }
  say(file);
  for (const test of tests.value.cases) {
    const result = runCase(loaded.flow, tests.value, test, ground.value.lasts);
    const good = result.differences.length === 0;
    count[good ? 'good' : 'bad'] += 1;
    say(`${good ? '✓' : '✗'} ${test.name}`);
    if (!good) for (const line of caseReport(result, words)) say(line);
  }
  return true;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
