import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core';
import { clusterCalls, finished, vectorsOf } from './clusters.ts';
import { emergingTerms, upperTail, zOf } from './emerging.ts';

describe('emerging terms', () => {
  it('have the log-odds of the paper', () => {
    // now 20 of 1000, before 5 of 1000: prior 500·25/2000 = 6.25; a = 26.25, b = 11.25
    // δ = ln(26.25/1473.75) − ln(11.25/1488.75) = −4.0279 + 4.8853 = 0.8574; √(1/26.25 + 1/11.25) = 0.3564; z = 2.406
    expect(zOf({ term: 'x', now: 20, before: 5 }, { nowTotal: 1_000, beforeTotal: 1_000, total: 2_000 })).toBeCloseTo(2.406, 2);
    expect(zOf({ term: 'x', now: 5, before: 5 }, { nowTotal: 1_000, beforeTotal: 1_000, total: 2_000 })).toBe(0);
  });
  it('are those that rose for sure, without parts of longer ones', () => {
    const terms = [
      { term: '闪付', now: 40, before: 0 }, { term: '闪付失败', now: 38, before: 0 },
      { term: '退款', now: 100, before: 100 }, { term: '旧版', now: 2, before: 0 }, { term: '宽带', now: 10, before: 60 },
    ];
    expect(emergingTerms({ terms, nowTotal: 2_000, beforeTotal: 2_000 }, 10).map(({ term, now, before }) => [term, now, before])).toEqual([['闪付失败', 38, 0]]);
    expect(emergingTerms({ terms: [], nowTotal: 0, beforeTotal: 0 }, 10)).toEqual([]);
  });
});

describe('how many of the terms are chance', () => {
  it('follows from how many were looked at', () => {
    expect([0, 1.96, 3, -1].map((z) => Number(upperTail(z).toFixed(5)))).toEqual([0.5, 0.025, 0.00135, 0.84134]);
    // One planted term among 400 that are as frequent as before.
    const terms = [{ term: '闪付通', now: 60, before: 2 }, { term: '偶然', now: 34, before: 14 }, ...Array.from({ length: 400 }, (_, n) => ({ term: `词${n}`, now: 20, before: 20 }))];
    const found = emergingTerms({ terms, nowTotal: 9_000, beforeTotal: 9_000 }, 10);
    expect(found.map(({ term }) => term)).toEqual(['闪付通', '偶然']);
    expect(found[0]?.q).toBeLessThan(0.0001);
    expect(found[1]?.q).toBeGreaterThan(0.05);
  });
});

describe('clusters', () => {
  const documents = [
    { call: 'a', terms: ['无法登录', '密码', '网站'] },
    { call: 'b', terms: ['账单', '多扣', '退款'] },
    { call: 'c', terms: ['无法登录', '密码', '手机'] },
    { call: 'd', terms: ['账单', '多扣'] },
    { call: 'e', terms: ['天气'] },
    { call: 'f', terms: ['无法登录', '密码'] },
  ];
  it('weigh rare terms more, and drop those of one call', () => {
    // 密码 and 无法登录: 3 of 6 calls, ln(7/3) each, so 1/√2 each
    expect(finished(vectorsOf(documents))[0]).toEqual(new Map([['无法登录', expect.closeTo(0.7071, 4)], ['密码', expect.closeTo(0.7071, 4)]]));
    expect(finished(vectorsOf(documents))[4]).toEqual(new Map());
  });
  it('are calls about the same, the largest first, named by what they share', () => {
    expect(clusterCalls(documents)).toEqual([
      { id: 'a', label: ['密码', '无法登录'].sort(), calls: ['a', 'c', 'f'] },
      { id: 'b', label: ['多扣', '账单'].sort(), calls: ['b', 'd'] },
    ]);
  });
  it('are the same for the same calls', () => expect(clusterCalls(structuredClone(documents))).toEqual(clusterCalls(documents)));
  it('are about what calls are about, not about what is said beside it', () => {
    // Three topics of 40 calls, each call with six of forty words that say nothing.
    const random = seededRandom(9);
    const topics = [['无法', '登录', '密码'], ['账单', '多扣', '退款'], ['宽带', '故障', '掉线']];
    const made = Array.from({ length: 120 }, (_, n) => ({ call: `c${n}`, terms: [...(topics[n % 3] ?? []), ...Array.from({ length: 6 }, () => `闲话${random.int(40)}`)] }));
    const found = clusterCalls(made).slice(0, 3);
    expect(found.map(({ calls }) => new Set(calls.map((call) => Number(call.slice(1)) % 3)).size)).toEqual([1, 1, 1]);
    expect(found.reduce((sum, { calls }) => sum + calls.length, 0)).toBeGreaterThan(110);
  });
  it('of nothing are none', () => expect(clusterCalls([])).toEqual([]));
});
