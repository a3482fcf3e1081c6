import { doubleMetaphone } from 'double-metaphone';
import { pinyin } from 'pinyin-pro';

/**
 * How alike two words sound to the made-up recogniser of the benches. It has a measure of its own, which knows nothing of the spotter's, and stays as it
 * is when the spotter's changes: the errors of today are those of the first figures.
 */
export interface Sound {
  readonly key: string;
  readonly weight: number;
  readonly syllable?: readonly [initial: string, final: string];
  readonly metaphone?: string;
}

const HAN = /\p{Script=Han}/u;
const INITIALS = ['zh', 'ch', 'sh', ...'bpmfdtnlgkhjqxrzcsyw'];
const CONFUSED = new Set(['n/l', 'zh/z', 'ch/c', 'sh/s', 'in/ing', 'en/eng'].flatMap((pair) => [pair, pair.split('/').toReversed().join('/')]));
const CONFUSED_COST = 0.2;
/** Sound tells more than spelling about what a recogniser confuses. */
const SOUND_SHARE = 0.6;
/** Words less alike than this share nothing that counts. */
const UNLIKE = 0.6;
const LITTLE = new Set(
  'a an and are as at be by can do for from had has have i if in is it its may me my of on or our so that the their this to us was we were will with you your'.split(' '),
);

/** A character's syllable, or a word's letters. */
export function soundOf(text: string): Sound | undefined {
  const plain = text.normalize('NFKC').toLowerCase().replace(/['’]/gu, '');
  if (HAN.test(plain)) {
    const [key = ''] = pinyin(plain, { toneType: 'none', type: 'array', v: true });
    const initial = INITIALS.find((start) => key.startsWith(start)) ?? '';
    return { key: `~${key}`, weight: 1, syllable: [initial, key.slice(initial.length)] };
  }
  const [key] = /[\p{L}\p{M}]+/u.exec(plain) ?? [];
  return key === undefined ? undefined : { key, weight: LITTLE.has(key) ? 0.5 : Math.min(1.5, 0.4 + 0.15 * key.length), metaphone: doubleMetaphone(key)[0] };
}

/** 0 the same, more the less they are alike. */
export function unlike(a: Sound, b: Sound): number {
  return a.key === b.key ? 0 : Math.max(a.weight, b.weight) * distance(a, b);
}

function distance(a: Sound, b: Sound): number {
  if (a.syllable && b.syllable) return (half(a.syllable[0], b.syllable[0]) + half(a.syllable[1], b.syllable[1])) / 2;
  if (a.metaphone === undefined || b.metaphone === undefined) return 1;
  const apart = SOUND_SHARE * difference(a.metaphone, b.metaphone) + (1 - SOUND_SHARE) * difference(a.key, b.key);
  return apart > UNLIKE ? 1 : apart;
}

const half = (a: string, b: string) => (a === b ? 0 : CONFUSED.has(`${a}/${b}`) ? CONFUSED_COST : 1);

/** Edit distance as a share of the longer text. */
function difference(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return (row[b.length] ?? 0) / longer;
}
