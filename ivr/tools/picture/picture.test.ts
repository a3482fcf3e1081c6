import { describe, expect, test } from 'vitest';
import { flowOf } from '../../machine/scripted-caller.ts';
import { coordinates } from './coordinates.ts';
import { drawFlow } from './draw-flow.ts';
import { layered } from './layers.ts';
import { escaped } from './escaped.ts';
import { shortened, textWidth } from './text-width.ts';

const edge = (text: string) => {
  const [from = '', to = ''] = text.split('>');
  return { from, to };
};
const FLOW = flowOf(`
start: menu
nodes:
  menu: { type: menu, prompts: main-menu, choices: { 1: sales, 2: hours, 3: hours, '*': menu }, giveUp: bye }
  hours: { type: hours, week: { every-day: ['09:00-18:00'] }, open: sales, closed: again }
  again: { type: menu, prompts: [closed, { say: { zh: '按 <1> & 留言' } }], choices: { 1: menu }, giveUp: bye }
  sales: { type: queue, queue: sales, skills: { $language: 5 } }
  bye: { type: hangup, cause: no-choice, prompts: goodbye }
`);
const zh = (_en: string, chinese: string) => chinese;
const en = (english: string) => english;

describe('layers', () => {
  test('follow the longest way; an edge back up is turned, a long one has way-points', () => {
    const plan = layered(['a', 'b', 'c', 'd'], ['a>b', 'b>c', 'c>d', 'a>d', 'd>a'].map(edge));
    expect(plan.layers.map((layer) => layer.filter((place) => place.edge === undefined).map(({ id }) => id))).toEqual([['a'], ['b'], ['c'], ['d']]);
    expect(plan.upward).toEqual([false, false, false, false, true]);
    expect(plan.ways[3]).toHaveLength(4);
    expect(plan.ways[4]?.[0]).toBe('a');
  });

  test('are ordered so that edges do not cross where they need not', () => {
    const plan = layered(['s', 'a', 'b', 'x', 'y'], ['s>a', 's>b', 'a>y', 'b>x'].map(edge));
    const [, middle = [], last = []] = plan.layers.map((layer) => layer.map(({ id }) => id));
    expect(middle.map((id) => ({ a: 'y', b: 'x' })[id])).toEqual(last);
  });

  test('no two of a layer overlap, and everybody is as near to the neighbours as that allows', () => {
    const plan = layered(['s', 'a', 'b', 'c'], ['s>a', 's>b', 's>c'].map(edge));
    const at = coordinates(plan, () => ({ width: 100, height: 20 }), { across: 10, down: 30 });
    const xs = ['a', 'b', 'c'].map((id) => at.get(id)?.x ?? 0).toSorted((p, q) => p - q);
    expect(xs.map((x) => x - (at.get('s')?.x ?? 0))).toEqual([-110, 0, 110]);
    expect([at.get('s')?.y, at.get('a')?.y]).toEqual([10, 60]);
  });
});

describe('the picture of a flow', () => {
  test('is the same for the same flow, and well-formed whatever the texts are', () => {
    const svg = drawFlow(FLOW, 'a <flow>', zh);
    expect(drawFlow(FLOW, 'a <flow>', zh)).toBe(svg);
    expect(svg).toContain('<title>a &lt;flow&gt;</title>');
    expect(svg).toContain('按 &lt;1&gt; &amp; 留言');
    expect(svg.match(/<g[ >]/gu)?.length).toBe(svg.match(/<\/g>/gu)?.length);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/u);
  });

  test.each([
    ['zh', zh, ['菜单', '2 · 3', '放弃', '营业', '休息', '挂机', '排队']],
    ['en', en, ['menu', '2 · 3', 'gives up', 'open', 'closed', 'hang up', 'queue']],
  ] as const)('names nodes, keys and outcomes in %s', (_language, words, texts) => {
    const svg = drawFlow(FLOW, 'main', words);
    expect(texts.filter((text) => !svg.includes(`>${text}</text>`))).toEqual([]);
  });

  test('leaves out what XML cannot hold', () => {
    expect(escaped('a\u0007\uFFFE\uFFFF\uD800<😀>')).toBe('a&lt;😀&gt;');
  });

  test('keeps long texts inside their boxes', () => {
    expect(shortened('a long sentence that nobody reads to its end', 12, 100)).toMatch(/^a long sent.*…$/u);
    expect(textWidth(shortened('欢迎致电,请按一转销售,按二转技术支持', 12, 100), 12)).toBeLessThanOrEqual(100);
    expect(shortened('short', 12, 100)).toBe('short');
  });
});
