/** A Mandarin syllable without its tone. */
export interface Syllable {
  readonly initial: string;
  readonly final: string;
}

const INITIALS = ['zh', 'ch', 'sh', ...'bpmfdtnlgkhjqxrzcsyw'];

/** Common confusions of speakers and recognisers (RULES.md §2), each costing a fifth of a wrong half. */
const CONFUSED = new Set(['n/l', 'zh/z', 'ch/c', 'sh/s', 'in/ing', 'en/eng'].flatMap((pair) => [pair, pair.split('/').toReversed().join('/')]));
const CONFUSED_COST = 0.2;

export function syllableOf(pinyin: string): Syllable {
  const initial = INITIALS.find((start) => pinyin.startsWith(start)) ?? '';
  return { initial, final: pinyin.slice(initial.length) };
}

/** 0 same … 1 nothing alike; initial and final count half each. */
export function syllableDistance(a: Syllable, b: Syllable): number {
  return (half(a.initial, b.initial) + half(a.final, b.final)) / 2;
}

function half(a: string, b: string): number {
  if (a === b) return 0;
  return CONFUSED.has(`${a}/${b}`) ? CONFUSED_COST : 1;
}
