import type { Random } from '#core';
import type { Cluster, EmergingTerm } from '#mining';
import type { MadeCall } from '../search/generate.ts';

/** Trouble that begins with the last week, in one call of a hundred; each by its own name. */
const NEW_TROUBLE = { zh: ['闪付通一直失败', '新版电子签收不了'], en: ['quickpay keeps failing', 'the parcel locker stays shut'] } as const;
const ROOTS = ['闪付通', '闪付通失败', '电子', '签收', '电子签收', '新版', 'quickpay', 'locker', 'parcel locker', 'shut'];
/** Of terms up to this q one of twenty is expected by chance. */
const SURE = 0.05;
const CALLS_PER_TROUBLE = 100;
/** A cluster is about a topic when so many of its calls are. */
const ABOUT = 0.8;

export interface Planted {
  readonly term: string | undefined;
}

/** The call, in one of a hundred fresh calls with a sentence more. */
export function planted(call: MadeCall, fresh: boolean, random: Random): { readonly call: MadeCall; readonly term: string | undefined } {
  if (!fresh || random.int(CALLS_PER_TROUBLE) !== 0) return { call, term: undefined };
  const told = NEW_TROUBLE[call.language];
  const text = told[random.int(told.length)] ?? '';
  const start = call.turns.at(-1)?.end ?? 0;
  return { call: { ...call, turns: [...call.turns, { speaker: 'caller', start: start + 1, end: start + 3, text }] }, term: text };
}

/** Which of the planted names are told, and how much else. */
export function termsFound(emerging: readonly EmergingTerm[]): Record<string, unknown> {
  const ours = (term: string) => Object.values(NEW_TROUBLE).flat().some((text) => text.replaceAll(' ', '').includes(term.replaceAll(' ', '')) || ROOTS.includes(term) || term.split(' ').some((word) => word.length > 4 && text.includes(word)));
  const all = Object.values(NEW_TROUBLE).flat();
  const found = all.filter((text) => emerging.some(({ term }) => text.replaceAll(' ', '').includes(term.replaceAll(' ', ''))));
  const strange = emerging.filter(({ term }) => !ours(term));
  return { trendsPlanted: all.length, trendsFound: found.length, falseTrends: strange.filter(({ q }) => q <= SURE).length, falseBeyondSure: strange.filter(({ q }) => q > SURE).length, topTrends: emerging.slice(0, 6).map(({ term, z }) => `${term} ${z}`) };
}

/** How well clusters are the topics that callers had: each topic of ten calls and more should have one that is about it. */
export function clustersFound({ of, clusters }: { readonly of: number; readonly clusters: readonly Cluster[] }, made: ReadonlyMap<string, Pick<MadeCall, 'language' | 'topic'>>): Record<string, unknown> {
  const topicOf = (call: string) => `${made.get(call)?.language} ${made.get(call)?.topic}`;
  const large = clusters.filter(({ calls }) => calls.length >= 10);
  const about = large.flatMap(({ calls }) => {
    const [top] = [...Map.groupBy(calls, topicOf)].sort(([, a], [, b]) => b.length - a.length);
    return top && top[1].length >= ABOUT * calls.length ? [{ topic: top[0], calls: top[1].length }] : [];
  });
  const topics = Map.groupBy(clusters.flatMap(({ calls }) => calls), topicOf);
  const many = [...topics].filter(([, calls]) => calls.length >= 10);
  const within = about.reduce((sum, { calls }) => sum + calls, 0);
  return { clusteredOf: of, topics: many.length, topicsFound: new Set(about.map(({ topic }) => topic)).size, largeClusters: large.length, mixedClusters: large.length - about.length, callsInOwnCluster: Math.round((within / of) * 1_000) / 1_000, labels: clusters.slice(0, 6).map(({ label, calls }) => `${label.slice(0, 2).join(' ')} ${calls.length}`) };
}
