import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { type CliLanguage, wordsIn } from '../words.ts';
import { flow } from './flow-command.ts';
import { readFlowArguments } from './flow-arguments.ts';
import { walkFlow } from './walk-flow.ts';

const folder = mkdtempSync(join(tmpdir(), 'huawu-flow-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

writeFileSync(join(folder, 'main.yaml'), `start: menu
language: en
nodes:
  menu: { type: menu, prompts: main-menu, choices: { 1: who, 2: sales }, giveUp: bye }
  who: { type: customer, found: sales, unknown: bye }
  sales: { type: queue, queue: sales }
  bye: { type: hangup, cause: no-choice, prompts: goodbye }
`);
writeFileSync(join(folder, 'bad.yaml'), 'start: a\nnodes:\n  a: { type: goto, next: b }\n  c: { type: hangup }\n');
writeFileSync(join(folder, 'main.test.yaml'), `flow: main.yaml
cases:
  - { name: sales, does: [2], expect: { path: [menu, sales] } }
  - { name: nobody, does: [1], expect: { path: [menu, who, sales] } }
`);

async function run(args: readonly string[], language: CliLanguage = 'en') {
  const said: string[] = [];
  const complained: string[] = [];
  const terminal: Terminal = {
    words: wordsIn(language), language, env: {}, from: folder,
    say: (line) => said.push(line), complain: (line) => complained.push(line),
    askHidden: () => Promise.resolve(undefined), readLine: () => Promise.resolve(''),
  };
  return { status: await flow(terminal, args), said: said.join('\n'), complained, terminal, lines: said };
}

describe('huawu flow check', () => {
  it('refuses at once what is far too large, and a device that is named as a file', async () => {
    const nodes = Array.from({ length: 60_000 }, (_, i) => `  n${i}: { type: goto, next: z }\n`).join('');
    writeFileSync(join(folder, 'huge.yaml'), `start: z\nnodes:\n${nodes}`);
    symlinkSync('/dev/zero', join(folder, 'zero.yaml'));
    writeFileSync(join(folder, 'device.yaml'), 'start: z\ninclude: [zero.yaml]\nnodes: { z: { type: hangup } }\n');
    const { complained } = await run(['check', 'huge.yaml', 'device.yaml']);
    expect(complained).toEqual(['huge.yaml:1:1: this is not YAML: it is larger than 1024 KiB', `device.yaml:2:11: include.0: “${join(folder, 'zero.yaml')}” cannot be read`]);
  });

  it('tells all mistakes with file, line and column', async () => {
    const { status, complained } = await run(['check', 'main.yaml', 'bad.yaml']);
    expect([status, complained]).toEqual([1, ['bad.yaml:3:26: nodes.a.next: there is no node “b”; did you mean “a”? nodes: a, c']]);
  });

  it('tells them in the language of the terminal, or in the one that is asked for', async () => {
    const chinese = ['bad.yaml:3:26: nodes.a.next: 没有名为“b”的节点；是否为“a”？可用节点：a, c'];
    expect((await run(['check', 'bad.yaml'], 'zh')).complained).toEqual(chinese);
    expect((await run(['check', '--language', 'zh', 'bad.yaml'])).complained).toEqual(chinese);
    expect((await run(['check', 'bad.yaml', '--language=zh'])).complained).toEqual(chinese);
    expect((await run(['test', 'bad.yaml'], 'zh')).complained[0]).toBe('bad.yaml:1:1: flow: 缺失；必须是文本');
  });

  it.each(['check', 'test', 'draw', 'run'])('%s speaks no third language', async (order) => {
    const { status, complained } = await run([order, 'main.yaml', '--language', 'fr']);
    expect([status, complained]).toEqual([2, ['--language is zh or en. See ./huawu help']]);
  });

  it('warns of callers whom no agent can ever take', async () => {
    const site = (level: number) =>
      `version: 1\nspeech: { command: [say] }\nskills: [en]\nqueues: [{ id: sales, name: Sales, steps: [{ lastsSeconds: 20 }, { levels: { en: ${level} } }] }]\nagents: [{ id: anna, name: Anna, extension: '1001', queues: [sales], skills: { en: 3 } }]\n`;
    writeFileSync(join(folder, 'queue.yaml'), 'start: q\nlanguage: en\nnodes:\n  q: { type: queue, queue: sales, skills: { $language: 7 } }\n');
    writeFileSync(join(folder, 'site.yaml'), site(4));
    const { status, said } = await run(['check', 'queue.yaml', '--config', 'site.yaml']);
    expect([status, said.split('\n')[0]]).toEqual([0, 'Note queue.yaml:4:35: nodes.q.skills: no agent who takes calls of “sales” has en ≥ 7, after its steps neither: callers wait in vain']);
    expect((await run(['check', 'queue.yaml', '--config', 'site.yaml'], 'zh')).said).toContain('注意 queue.yaml:4:35: nodes.q.skills: 接听“sales”的坐席都不具备 en ≥ 7，经过其各步骤后也没有：来电者将空等');
    writeFileSync(join(folder, 'site.yaml'), site(3));
    expect((await run(['check', 'queue.yaml', '--config', 'site.yaml'])).said).toBe('queue.yaml: in order, 1 nodes');
  });

  it('says what is in order, and what was not looked at', async () => {
    const { status, said } = await run(['check', 'main.yaml'], 'zh');
    expect([status, said]).toEqual([0, '未指定 --config,不检查队列、技能、坐席、通知、工单模板和提示音。\nmain.yaml:正确,4 个节点']);
  });
});

describe('huawu flow test', () => {
  it('runs all cases and fails with one that differs', async () => {
    const { status, said } = await run(['test', 'main.test.yaml']);
    expect(status).toBe(1);
    expect(said).toContain('✓ sales\n✗ nobody\n  path (- expected, + was):\n      menu\n      who\n    - sales\n    + bye\n');
    expect(said).toContain('1 of 2 cases failed.');
  });

  it('names what cannot be read', async () => {
    writeFileSync(join(folder, 'lost.test.yaml'), 'flow: lost.yaml\ncases: [{ name: n, expect: { end: open } }]\n');
    const { status, complained } = await run(['test', 'lost.test.yaml', 'none.test.yaml']);
    expect([status, complained.map((line) => line.split(':')[0])]).toEqual([1, ['lost.yaml', 'none.test.yaml']]);
  });
});

it('huawu flow draw writes a picture', async () => {
  expect((await run(['draw', 'main.yaml', '-o', 'main.svg', '--language', 'zh'])).status).toBe(0);
  expect(readFileSync(join(folder, 'main.svg'), 'utf8')).toContain('>菜单</text>');
  expect((await run(['draw', 'main.yaml'])).said).toMatch(/^<svg [\s\S]*<\/svg>$/u);
});

describe('huawu flow run', () => {
  async function walk(...script: string[]): Promise<string[]> {
    const { terminal, lines } = await run(['check', 'main.yaml']);
    lines.length = 0;
    await walkFlow(terminal, { kind: 'run', file: 'main.yaml', caller: '1', number: '2' }, (async function* () {
      yield* script;
    })());
    return lines;
  }

  it('shows what the caller hears, where the call is, and what it waits for', async () => {
    expect((await walk('', '// a remark', '2')).slice(0, 8)).toEqual([
      '  0.0 s    · language en',
      '  0.0 s  ● menu',
      '  0.0 s    ♪ main-menu',
      '         [0.0 s menu – sounds until 2.0 s]',
      '         [2.0 s menu – waits until 7.0 s]',
      '         [2.0 s menu – waits until 7.0 s]',
      '  2.0 s  » caller presses 2',
      '  2.0 s    · choice digit=2',
    ]);
  });

  it('asks for the answers of the world', async () => {
    const lines = await walk('1', 'answer found {"id":"c1","tier":"gold"}');
    expect(lines).toContain('         [0.0 s who – waits until 3.0 s, answer: found | unknown | failed (who is 1)]');
    expect(lines.at(-1)).toBe('The flow is over: queue sales priority 0');
  });

  it.each([
    ['go', 'The flow is over: hang-up no-choice'],
    ['hang-up', 'The flow is over: the caller hung up'],
    ['quit', 'The flow is still open.'],
  ])('%s: %s', async (line, end) => expect((await walk(line)).at(-1)).toBe(end));

  it('says what it does not understand', async () => expect(await walk('dance')).toContain('“dance” is not understood; help tells what is'));
});

it.each([
  [['fly'], '"flow fly" is no command.'],
  [['run'], 'flow run needs a file.'],
  [['draw', 'a', 'b'], '"b" is one word too many.'],
  [['check', '--out', 'x'], 'flow check does not know --out.'],
  [['run', 'a', '--at', 'noon'], '--at is a moment such as'],
  [['run', 'a', '--at', '2026-02-29T10:00:00Z'], '--at is a moment such as'],
])('%s is told', (args, text) => {
  const read = readFlowArguments(args, wordsIn('en'));
  expect(read.ok ? '' : read.fault.message).toContain(text);
});
