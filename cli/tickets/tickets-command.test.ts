import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { wordsIn } from '../words.ts';
import { tickets } from './tickets-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'huawu-trial-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

writeFileSync(join(folder, 'huawu.yaml'), `version: 1
company: { name: Trial }
queues: [{ id: support, name: Support }, { id: second, name: Second line }]
agents: [{ id: anna, name: Anna, extension: '1001', queues: [support] }]
tickets:
  queue: support
  untouched: { enabled: false }
  sla: [{ id: usual, firstResponseMinutes: 60 }]
  macros: [{ id: got, zh: 已收到, en: Received, text: { zh: '{name}，已收到', en: 'Dear {name}, {queue} has it' } }]
  rules:
    - { id: vip, name: { zh: 贵宾, en: VIP }, on: [created], when: { tiers: [gold] }, actions: [{ do: tag, add: [vip] }, { do: reply, macro: got }] }
    - { id: late, name: { zh: 超时, en: Late }, on: [breach], actions: [{ do: escalate, queue: second, text: { zh: 看, en: look } }] }
`);
const TICKET = "{ template: consultation, subject: How?, fields: { severity: minor, impact: one, product: App, contact: '1' }";
writeFileSync(join(folder, 'vip.yaml'), `at: 2026-11-23T09:00:00Z\nticket: ${TICKET}, requester: { name: Wang, tier: gold }, language: en }\n`);
writeFileSync(join(folder, 'late.yaml'), `at: 2026-11-23T09:00:00Z\nticket: ${TICKET} }\nsteps: [{ minutes: 120 }, { assign: anna }]\n`);
writeFileSync(join(folder, 'bad.yaml'), 'ticket: { template: none, subject: x }\n');
writeFileSync(join(folder, 'odd.yaml'), `ticket: ${TICKET} }\nsteps: [{ wait: 3 }]\n`);

async function run(args: readonly string[], language: 'zh' | 'en' = 'en') {
  const [said, complained]: [string[], string[]] = [[], []];
  const terminal: Terminal = { words: wordsIn(language), language, env: {}, from: folder, say: (line) => said.push(line), complain: (line) => complained.push(line), askHidden: () => Promise.resolve(undefined), readLine: () => Promise.resolve('') };
  return { status: await tickets(terminal, [...args, '--config', 'huawu.yaml']), said, complained };
}

it('tells which rules fire on a new ticket, and what it is in the end', async () => {
  const { status, said, complained } = await run(['try', 'vip.yaml']);
  expect({ status, complained }).toEqual({ status: 0, complained: [] });
  expect(said).toEqual([
    'vip.yaml', '       0 min  created (trial)', '       0 min  updated (rule): tags  → vip', '       0 min  replied (rule): Dear Wang, Support has it', '       0 min  moved new → open (rule)',
    '       0 min  rule vip (VIP) on created: tag vip, reply got', '  in the end: open, low, queue support, assignee –, tags vip',
  ]);
});

it('lets time pass: clocks tell at their minute, rules answer', async () => {
  const { said } = await run(['try', 'late.yaml'], 'zh');
  expect(said.filter((line) => /clock|规则|结果/.test(line))).toEqual([
    '      45 min  clock warning first-response usual', '      60 min  clock breach first-response usual', '      60 min  规则 late(超时)因 breach 触发:escalate second', '  结果:状态 open,优先级 normal,队列 second,负责人 anna,标签 escalated',
  ]);
  const { said: [json = ''] } = await run(['try', 'late.yaml', '--json']);
  expect(JSON.parse(json)).toMatchObject({ file: 'late.yaml', ticket: { queue: 'second', priority: 'normal' } });
});

it('tells what is wrong with a file or a ticket; other words are not understood', async () => {
  expect(await run(['try', 'bad.yaml'])).toMatchObject({ status: 1, complained: [expect.stringContaining('bad.yaml: There is no template "none"')] });
  expect(await run(['try', 'odd.yaml', 'gone.yaml'])).toMatchObject({ status: 1, complained: [expect.stringContaining('odd.yaml: steps.0'), expect.stringContaining('gone.yaml: ENOENT')] });
  expect([(await run(['tri'])).status, (await run(['try'])).status]).toEqual([2, 2]);
});
