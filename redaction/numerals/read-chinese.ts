import { chineseCharacter, chineseWord, harmlessAt, isHarmless, repeats } from './chinese.ts';
import type { Sense } from './unit.ts';

interface Piece {
  readonly sense: Sense;
  readonly from: number;
  readonly to: number;
}

/** Parts of spoken addresses stand alone, whatever is said around them. */
const OF_ADDRESSES = /^(艾特|爱特|埃特|小老鼠|下划线|中划线|横杠|减号|圈$|点$)/u;
/** In front of a name; in a sentence with an address. */
const BEFORE_NAMES = /^(是|为|到|给|叫)/u;

const isDigit = ({ sense }: Piece | { readonly sense: Sense }) => sense.type === 'digits' || sense.type === 'times' || sense.type === 'weak';

/** A Chinese word, or a whole sentence where words are not parted. */
export function readChinese(text: string): Piece[] {
  const whole = chineseWord(text);
  if (whole) return [{ sense: whole, from: 0, to: text.length }];
  if (isHarmless(text)) return [{ sense: { type: 'word' }, from: 0, to: text.length }];
  const pieces: Piece[] = [];
  for (let i = 0; i < text.length; ) i = next(text, i, pieces);
  return pieces;
}

function next(text: string, from: number, pieces: Piece[]): number {
  const digit = chineseCharacter(text[from] ?? '');
  const last = pieces.at(-1);
  const harmless = last && isDigit(last) ? 0 : harmlessAt(text, from);
  if (harmless > 0 && !chineseCharacter(text[from + harmless] ?? '')) return word(pieces, from, from + harmless);
  const many = digit && chineseCharacter(text[from + 2] ?? '')?.type === 'digits' ? repeats(text.slice(from, from + 2)) : undefined;
  if (many) {
    pieces.push({ sense: many, from, to: from + 2 });
    return from + 2;
  }
  if (!digit) return other(text, from, pieces);
  pieces.push({ sense: digit, from, to: from + 1 });
  return from + 1;
}

function word(pieces: Piece[], from: number, to: number, alone = false): number {
  const last = pieces.at(-1);
  if (!alone && last?.sense.type === 'word' && last.to === from) pieces[pieces.length - 1] = { ...last, to };
  else pieces.push({ sense: { type: 'word' }, from, to });
  return to;
}

/** What is no digit, up to the next one: parted into fillers and words by the longest that is known. */
function other(text: string, from: number, pieces: Piece[]): number {
  let end = from + 1;
  while (end < text.length && !chineseCharacter(text[end] ?? '') && harmlessAt(text, end) === 0) end++;
  const after = pieces.length > 0;
  const addressed = /艾特|爱特|埃特|小老鼠|圈$/u.exec(text)?.index ?? -1;
  let alone = false;
  for (let i = from; i < end; ) {
    // A check digit of an identity number.
    const check = i === from && after && /^(艾克斯|诶克斯|爱克斯|叉)/u.exec(text.slice(i, end))?.[0];
    if (check) {
      pieces.push({ sense: { type: 'weak', digits: 'X' }, from: i, to: i + check.length });
      i += check.length;
      continue;
    }
    const rest = text.slice(i, end);
    const part = OF_ADDRESSES.exec(rest)?.[0] ?? (i < addressed ? BEFORE_NAMES.exec(rest)?.[0] : undefined);
    if (part !== undefined && !(part === '点' && after && i === from)) {
      i = word(pieces, i, i + part.length, true);
      alone = true;
      continue;
    }
    const known = [4, 3, 2, 1].map((n) => text.slice(i, Math.min(end, i + n))).find((some) => chineseWord(some)?.type === 'filler' || (i === from && after && chineseWord(some)?.type === 'measure'));
    const length = known?.length ?? 1;
    const sense: Sense = (known === undefined ? undefined : chineseWord(known)) ?? { type: 'word' };
    if (sense.type === 'word') word(pieces, i, i + length, alone);
    else pieces.push({ sense, from: i, to: i + length });
    alone = false;
    i += length;
  }
  return end;
}
