import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { summarise } from './summarise.ts';
import type { SummaryTurn } from './sentences.ts';

/** `caller: words` lines, one turn each, five seconds apart. */
function call(...lines: string[]): SummaryTurn[] {
  return lines.map((line, turn) => {
    const [speaker, said] = line.split(': ') as ['caller' | 'agent', string];
    return { speaker, turn, words: said.split(' ').map((text, i) => ({ text, start: turn * 5 + i * 0.2, end: turn * 5 + i * 0.2 + 0.2 })) };
  });
}
const told = (turns: SummaryTurn[]) => Object.fromEntries(Object.entries(summarise(turns)).map(([part, sentences]) => [part, sentences.map(({ text, turn }: { text: string; turn?: number }) => `${turn} ${text}`)]));

const ZH = call(
  'agent: 您好 很 高兴 为 您 服务',
  'caller: 你好',
  'caller: 我 的 宽带 从 昨天 晚上 开始 就 无法 登录 了',
  'agent: 好的 请 稍 等',
  'agent: 我 帮 您 查 一下 线路',
  'agent: 系统 显示 您 那边 的 光猫 离线 了',
  'caller: 那 怎么 办',
  'agent: 我 已经 给 您 提交 了 报修 单',
  'agent: 工程师 会 在 24 小时 之内 联系 您',
  'caller: 可是 我 重启 了 三次 还是 不行 还 没 解决',
  'agent: 感谢 您 的 来电 再见',
);
const EN = call(
  'agent: thank you for calling how can i help',
  "caller: hi i'm calling about my invoice from last month",
  'caller: i was charged twice for the same router',
  'agent: let me check your account',
  "agent: i've sent the refund request to our billing team",
  "agent: you'll receive the money within five business days",
  'caller: and the router still does not connect it is still not fixed',
  "agent: unfortunately i cannot fix that today",
  'caller: okay thanks',
  'agent: have a nice day',
);

describe('the summary of a call', () => {
  it('tells reason, actions, promises and open ends of a Chinese call, with their turns', () => {
    expect(told(ZH)).toEqual({
      reason: ['2 我的宽带从昨天晚上开始就无法登录了'],
      actions: ['4 我帮您查一下线路', '5 系统显示您那边的光猫离线了', '7 我已经给您提交了报修单'],
      promises: ['8 工程师会在 24 小时之内联系您'],
      unresolved: ['9 可是我重启了三次还是不行还没解决'],
    });
  });
  it('tells them of an English call', () => {
    expect(told(EN)).toEqual({
      reason: ["1 hi i'm calling about my invoice from last month", '2 i was charged twice for the same router'],
      actions: ['3 let me check your account', "4 i've sent the refund request to our billing team"],
      promises: ["5 you'll receive the money within five business days"],
      unresolved: ['6 and the router still does not connect it is still not fixed', '7 unfortunately i cannot fix that today'],
    });
  });
  it('says the same again, whatever order the turns come in', () => {
    expect(JSON.stringify(summarise(ZH.toReversed()))).toBe(JSON.stringify(summarise(ZH)));
  });
  it('takes what the caller said first where nobody said it plainly, and nothing from courtesies', () => {
    expect(told(call('agent: hello', 'caller: hello', 'caller: my blue lamp flickers at night', 'agent: okay', 'caller: bye'))).toMatchObject({ reason: ['2 my blue lamp flickers at night'], actions: [], promises: [], unresolved: [] });
    expect(summarise(call('agent: 您好', 'caller: 你好'))).toEqual({ reason: [], actions: [], promises: [], unresolved: [] });
    expect(summarise([])).toEqual({ reason: [], actions: [], promises: [], unresolved: [] });
  });
  it('cuts a long turn at its pauses', () => {
    const words = [['i', 1], ['want', 1.2], ['to', 1.4], ['cancel', 1.6], ['and', 4], ['the', 4.2], ['weather', 4.4], ['is', 4.6], ['nice', 4.8]] as const;
    expect(summarise([{ speaker: 'caller', turn: 7, words: words.map(([text, start]) => ({ text, start, end: start + 0.2 })) }]).reason).toEqual([{ text: 'i want to cancel', speaker: 'caller', turn: 7, from: 1, to: 1.8 }]);
  });
  it('has nothing open that the caller says is solved since', () => {
    const lines = ['caller: my router is broken it still does not connect', 'agent: please restart it', 'caller: no it still fails', 'agent: please try the other cable', 'caller: okay it works now'];
    expect(told(call(...lines)).unresolved).toEqual([]);
    expect(told(call(...lines, 'caller: but the phone is still not fixed')).unresolved).toEqual(['5 but the phone is still not fixed']);
    expect(told(call('caller: 我 还是 登录 不了 还没 解决', 'agent: 请 您 再 试 一下', 'caller: 现在 可以用了')).unresolved).toEqual([]);
    expect(told(call('agent: 请 您 再 试 一下', 'caller: 还是 没有 解决了 不行')).unresolved).toEqual(['1 还是没有解决了不行']);
  });
});

/** The recorded calls of the demo, as they were said. */
function recorded(id: string): SummaryTurn[] {
  const { lang, utterances } = JSON.parse(readFileSync(new URL(`../../test/fixtures/calls/${id}/truth.json`, import.meta.url), 'utf8')) as { lang: string; utterances: { speaker: 'caller' | 'agent'; start: number; end: number; text: string }[] };
  return utterances.map(({ speaker, start, end, text }, turn) => {
    const words = lang === 'zh' ? (text.match(/\p{Script=Han}{1,2}/gu) ?? []) : text.split(' ');
    const each = (end - start) / words.length;
    return { speaker, turn, words: words.map((word, i) => ({ text: word, start: start + i * each, end: start + (i + 1) * each })) };
  });
}

describe('the summary of each recorded call of the demo', () => {
  const texts = (id: string) => Object.fromEntries(Object.entries(summarise(recorded(id))).map(([part, sentences]) => [part, sentences.map(({ text }: { text: string }) => text)]));
  it('tells a fault that was solved, in both languages', () => {
    expect(texts('en-1-compliant')).toEqual({ reason: ['hello my internet is very slow since yesterday'], actions: ['thank you please restart your modem and wait two minutes'], promises: [], unresolved: [] });
    expect(texts('zh-1-compliant')).toEqual({ reason: ['您好我的账户无法登录'], actions: ['请稍等我马上帮您查询', '请重置密码再登录一下'], promises: [], unresolved: [] });
  });
  it('tells a sale with promises that nobody may make, and that the caller refused', () => {
    expect(texts('en-2-forbidden')).toEqual({
      reason: ['hi i have a question about my plan what is the price'],
      actions: [],
      promises: ['we offer a new investment with a guaranteed return', 'there is no risk at all you can not lose money', 'i promise you will make money you must buy today'],
      unresolved: ['no i do not want this please cancel my account'],
    });
    expect(texts('zh-2-forbidden')).toEqual({ reason: ['我想咨询一下产品', '好的我要办理'], actions: [], promises: ['我们的产品保本保息', '绝对没有任何风险您一定会赚钱'], unresolved: ['不可以我不需要这个服务'] });
  });
});
