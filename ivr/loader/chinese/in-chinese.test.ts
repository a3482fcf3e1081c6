import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chineseMistakeLine } from '../problem.ts';
import { CHINESE } from './chinese-texts.ts';
import { inChinese } from './in-chinese.ts';

test.each([
  ['there is no node “sale”; did you mean “sales”? nodes: a, sales', '没有名为“sale”的节点；是否为“sales”？可用节点：a, sales'],
  ['there is no hook “sms”; hooks: none', '没有名为“sms”的通知（hook）；没有任何通知（hook）'],
  ['is missing; it must be one of zh, en', '缺失；必须是以下之一：zh, en'],
  ['“mark” is a text; here it must be a date or text', '“mark”是文本；此处必须是日期或文本'],
  ['must be a word for the timeline such as “recording-notice”', '必须是时间线用词，例如“recording-notice”'],
])('%s', (english, chinese) => expect(inChinese(english)).toBe(chinese));

test('place and key stay, what others say stays', () => {
  const place = { file: 'f.yaml', line: 2, column: 3, key: 'start' };
  expect(chineseMistakeLine({ ...place, text: 'must be text' })).toBe('f.yaml:2:3: start: 必须是文本');
  expect(chineseMistakeLine({ ...place, text: 'something of a library' })).toBe('f.yaml:2:3: start: something of a library');
});

const SOURCES = join(import.meta.dirname, '..', '..');
/** Texts of mistakes without a hole, as they stand in the code. */
function textsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('chinese'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/'((?:must|needs|is no) [^'\n]+)'/gu)].map(([, text = '']) => text));
}

describe('every text of a mistake has Chinese words', () => {
  test.each(['language', 'loader', 'tools'])('in %s', (folder) => {
    const texts = textsOf(join(SOURCES, folder));
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.filter((text) => inChinese(text) === undefined)).toEqual([]);
  });

  test('and each names the same things in both', () => {
    const holes = (text: string) => (text.match(/\{>?[a-z]+\}/gu) ?? []).map((hole) => hole.replace('>', '')).toSorted();
    expect(CHINESE.filter(([english, chinese]) => !holes(english).every((hole) => chinese.includes(hole)))).toEqual([]);
  });
});
