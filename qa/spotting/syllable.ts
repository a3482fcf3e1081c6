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

/** 0 same … 1 nothing alike; initial and final count half each. Of a character that is read in several ways the nearest counts. */
export function syllablesDistance(readings: readonly Syllable[], others: readonly Syllable[]): number {
  let least = 1;
  for (const a of readings) for (const b of others) least = Math.min(least, (half(a.initial, b.initial) + half(a.final, b.final)) / 2);
  return least;
}

function half(a: string, b: string): number {
  if (a === b) return 0;
  return CONFUSED.has(`${a}/${b}`) ? CONFUSED_COST : 1;
}
