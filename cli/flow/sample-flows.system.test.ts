import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { wordsIn } from '../words.ts';
import { flow } from './flow-command.ts';

it('the sample flows are in order for the sample configuration', async () => {
  const [said, complained]: [string[], string[]] = [[], []];
  const from = join(import.meta.dirname, '..', '..', 'config', 'sample');
  const terminal: Terminal = { words: wordsIn('en'), language: 'en', env: {}, from, say: (line) => void said.push(line), complain: (line) => void complained.push(line), askHidden: () => Promise.resolve(undefined), readLine: () => Promise.resolve('') };
  const files = readdirSync(join(from, 'flows')).filter((name) => name.endsWith('.yaml')).map((name) => join('flows', name));
  const status = await flow(terminal, ['check', ...files, '--config', 'huawu.yaml']);
  expect(complained).toEqual([]);
  expect([status, said.filter((line) => line.endsWith('nodes')).length]).toEqual([0, 2]);
});

it('the sample flows do what their own test cases say', async () => {
  const said: string[] = [];
  const tell = (line: string) => void said.push(line);
  const from = join(import.meta.dirname, '..', '..', 'config', 'sample', 'flows');
  const terminal: Terminal = { words: wordsIn('en'), language: 'en', env: {}, from, say: tell, complain: tell, askHidden: () => Promise.resolve(undefined), readLine: () => Promise.resolve('') };
  const status = await flow(terminal, ['test', 'main.test.yaml', 'bank.test.yaml']);
  expect(said.filter((line) => line.startsWith('✗'))).toEqual([]);
  expect([status, said.at(-1)]).toEqual([0, '13 cases passed.']);
});
