import { expect, test } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { wordsIn } from '../words.ts';
import { staff } from './staff-command.ts';

async function said(line: string, language: 'en' | 'zh' = 'en'): Promise<{ status: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = { words: wordsIn(language), language, env: {}, from: '/', say: (text) => void out.push(text), complain: (text) => void err.push(text), askHidden: async () => undefined, readLine: async () => '' };
  return { status: await staff(terminal, line.split(' ').filter(Boolean)), out, err };
}

test('the fewest agents for 80 % in 20 s, with the rows around them', async () => {
  const { status, out } = await said('--calls 200 --handle 180 --shrinkage 30');
  expect(status).toBe(0);
  expect(out.find((line) => line.startsWith('▶'))).toMatch(/^▶ +14 +88\.8 % +7\.84 s +17\.4 % +71\.4 %$/);
  expect(out.at(-1)).toBe('14 agents at their places, 20 on the plan');
  expect(out).toHaveLength(12);
});

test('callers who give up, in Chinese and as JSON', async () => {
  expect((await said('--calls 200 --handle 180 --patience 90', 'zh')).out[0]).toContain('来电者会放弃');
  const { out } = await said('--calls 200 --handle 180 --patience 90 --agents 12 --json');
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ agents: 12, scheduled: 12, load: 10, serviceLevelSeconds: 20, serviceLevelTarget: 0.8 });
});

test('in the language that is asked for', async () => {
  expect((await said('--calls 200 --handle 180 --language zh')).out.at(-1)).toBe('在岗 14 人，排班 14 人'.replace('，', ','));
  expect((await said('--calls 200 --handle 180 --language en', 'zh')).out.at(-1)).toBe('14 agents at their places, 14 on the plan');
  expect((await said('--calls 10 --handle 10 --speed 3', 'zh')).err).toEqual(['未知选项“--speed”。参见 ./huawu help']);
  expect((await said('--calls', 'zh')).err.join()).toContain('缺少值');
});

test.each([
  ['', '--calls (an hour) and --handle'],
  ['--calls 10', '--calls (an hour) and --handle'],
  ['--calls ten --handle 10', '--calls is a number from 0 to 10000000'],
  ['--calls 10 --handle 10 --level 80', '--level is per cent/seconds'],
  ['--calls 10 --handle 10 --abandoned 3', '--abandoned needs --patience'],
  ['--calls 10 --handle 10 --speed 3', 'Unknown option'],
])('“staff %s” is told what is missing', async (line, message) => {
  const { status, err } = await said(line);
  expect([status, err.join().includes(message)]).toEqual([2, true]);
});

test('a target beyond reach', async () => {
  const { status, err } = await said('--calls 100 --handle 100 --occupancy 0');
  expect([status, err]).toEqual([1, ['No number of agents reaches this target.']]);
});
