import { chineseCharacter, chineseWord, isHarmless } from './chinese.ts';
import { englishSense } from './english.ts';
import type { Sense, Unit } from './unit.ts';

const HAN = /\p{Script=Han}|[〇○]/u;
/** Digits as written, with what people and programs put between them; full-width forms were made plain before. */
const PIECES = /\+?\d(?:[\d\s\-‐-―.·/()_,*+]*\d)?|[A-Za-z'’]+|(?:\p{Script=Han}|[〇○])+|\S/gu;
const DATE_OR_TIME = /^(19|20)\d\d([-/.])\d{1,2}\2\d{1,2}$/;
const COMPOUND = /^(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(one|two|three|four|five|six|seven|eight|nine)$/;

/** Same length as the text, so that places stay. */
const plainDigits = (text: string) => text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));

/** The pieces of one word and what they are. */
export function readUnits(text: string, word: number): Unit[] {
  return [...plainDigits(text).matchAll(PIECES)].flatMap(({ 0: piece, index }) => {
    const at = (sense: Sense, from = 0, to = piece.length): Unit => ({ word, from: index + from, to: index + to, text: piece.slice(from, to), sense });
    if (DATE_OR_TIME.test(piece)) return [at({ type: 'word' })];
    if (/\d/.test(piece)) return [at({ type: 'digits', digits: piece.replace(/\D/g, ''), join: 'plain' })];
    if (HAN.test(piece)) return readChinese(piece).map(({ sense, from, to }) => at(sense, from, to));
    const plain = piece.toLowerCase().replace(/['’]/g, '');
    const [, tens, ones] = COMPOUND.exec(plain) ?? [];
    if (tens !== undefined && ones !== undefined) {
      return [at(englishSense(tens), 0, tens.length), at(englishSense(ones), tens.length)];
    }
    return [at(englishSense(plain))];
  });
}

interface Piece {
  readonly sense: Sense;
  readonly from: number;
  readonly to: number;
}

/** A Chinese word, or a whole sentence where words are not parted. */
function readChinese(text: string): Piece[] {
  const whole = chineseWord(text);
  if (whole) return [{ sense: whole, from: 0, to: text.length }];
  if (isHarmless(text)) return [{ sense: { type: 'word' }, from: 0, to: text.length }];
  const pieces: Piece[] = [];
  for (let i = 0; i < text.length; ) {
    const digit = chineseCharacter(text[i] ?? '');
    if (digit) pieces.push({ sense: digit, from: i, to: ++i });
    else i = other(text, i, pieces);
  }
  return pieces;
}

/** What is no digit, up to the next one: parted into fillers and words by the longest that is known. */
function other(text: string, from: number, pieces: Piece[]): number {
  let end = from;
  while (end < text.length && !chineseCharacter(text[end] ?? '')) end++;
  const after = pieces.length > 0;
  for (let i = from; i < end; ) {
    // A check digit of an identity number.
    const check = i === from && after && /^(艾克斯|叉)/u.exec(text.slice(i, end))?.[0];
    if (check) {
      pieces.push({ sense: { type: 'weak', digits: 'X' }, from: i, to: i + check.length });
      i += check.length;
      continue;
    }
    const known = [4, 3, 2, 1].map((n) => text.slice(i, Math.min(end, i + n))).find((part) => chineseWord(part)?.type === 'filler' || (i === from && after && chineseWord(part)?.type === 'measure'));
    const length = known?.length ?? 1;
    const sense: Sense = (known === undefined ? undefined : chineseWord(known)) ?? { type: 'word' };
    const last = pieces.at(-1);
    if (sense.type === 'word' && last?.sense.type === 'word' && last.to === i) pieces[pieces.length - 1] = { ...last, to: i + length };
    else pieces.push({ sense, from: i, to: i + length });
    i += length;
  }
  return end;
}
