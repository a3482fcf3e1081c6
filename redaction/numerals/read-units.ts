import { englishSense } from './english.ts';
import { readChinese } from './read-chinese.ts';
import type { Sense, Unit } from './unit.ts';

const HAN = /\p{Script=Han}|[〇○]/u;
/** Digits as written, with what people and programs put between them; full-width forms were made plain before. */
const PIECES = /\+?\d(?:[\d\s\-‐-―.·/()_,*+]*\d)?|[A-Za-z'’]+|(?:\p{Script=Han}|[〇○])+|\S/gu;
const DATE_OR_TIME = /^(19|20)\d\d([-/.])\d{1,2}\2\d{1,2}$/;
/** What recognisers that write sentences put between digits, too; signs of money and addresses are none of it. */
const MARK = /^[\p{P}+~|]$/u;
const NO_MARK = /^[@%]$/;
/** Spelled: digits go on behind it. `a` and `i` are words, `o` and `x` digits. */
const LETTER = /^[b-hj-np-wyz]$/;
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
    if (MARK.test(piece) && !NO_MARK.test(piece)) return [at({ type: 'filler' })];
    const plain = piece.toLowerCase().replace(/['’]/g, '');
    const [, tens, ones] = COMPOUND.exec(plain) ?? [];
    if (tens !== undefined && ones !== undefined) {
      return [at(englishSense(tens), 0, tens.length), at(englishSense(ones), tens.length)];
    }
    return [at(LETTER.test(plain) ? { type: 'filler' } : englishSense(plain))];
  });
}
