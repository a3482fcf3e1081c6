import { englishForms, readEnglish } from './numbers-en.ts';
import { chineseForms, readChinese } from './numbers-zh.ts';
import { plainText } from './transcript-text.ts';

/** A search with a number asks for it in each of these ways; more than two numbers in a phrase are looked for as they stand. */
const MOST_NUMBERS = 2;
const MOST_FORMS = 24;
/** Where there are two. */
const MOST_FORMS_OF_EACH = 4;

/** A number in a phrase: which characters it takes, how else it may be said or written. */
interface Found {
  readonly from: number;
  readonly to: number;
  readonly forms: readonly string[];
}

const CHINESE = /[零〇一幺二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?/gu;
const FIGURES = /(?<![a-z\d'.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[万亿]?(?![a-z\d'])/gu;
const ENGLISH = /[a-z']+(?: [a-z']+)*/gu;
const HAN = /\p{Script=Han}/u;
const LATIN_WORD = /[a-z']/;

/**
 * What a phrase may be said as, each as turns are compared: 120, 一百二十 and "one hundred twenty" find each other. The phrase as it was
 * written comes first; none when it has no letter at all.
 */
export function formsOf(text: string): readonly string[] {
  const written = plainText(text);
  if (written === '') return [];
  const loose = loosely(text);
  let forms: readonly string[] = [loose];
  // From the last to the first, so that places before stay where they are.
  const numbers = numbersIn(loose).slice(0, MOST_NUMBERS);
  for (const { from, to, forms: ways } of numbers.toReversed()) {
    const most = numbers.length > 1 ? MOST_FORMS_OF_EACH : MOST_FORMS;
    forms = forms.flatMap((form) => [form.slice(from, to), ...ways.slice(0, most)].map((way) => form.slice(0, from) + way + form.slice(to)));
  }
  return [...new Set([written, ...forms.map(plainText)])].filter((form) => form !== '').slice(0, MOST_FORMS);
}

/** As plain text, but with the points and commas of figures. */
const loosely = (text: string) => text.normalize('NFKC').toWellFormed().toLowerCase().replaceAll(/(?<!\d)[.,]|[.,](?!\d)/g, ' ').replaceAll(/[^\p{L}\p{M}\p{N}'.,]+/gu, ' ').replaceAll(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '').trim();

function numbersIn(text: string): readonly Found[] {
  const found = [...chineseIn(text), ...figuresIn(text), ...englishIn(text)];
  return found.sort((a, b) => a.from - b.from);
}

function chineseIn(text: string): Found[] {
  return [...text.matchAll(CHINESE)].flatMap(({ 0: run, index }) => {
    const value = readChinese(run);
    // The 万 of 50万 belongs to the figures.
    return value === undefined || /\d/.test(text[index - 1] ?? '') ? [] : [foundAt(text, index, index + run.length, value)];
  });
}

function figuresIn(text: string): Found[] {
  return [...text.matchAll(FIGURES)].map(({ 0: run, index }) => {
    const scale = run.endsWith('万') ? 1e4 : run.endsWith('亿') ? 1e8 : 1;
    const plain = run.replaceAll(/[万亿,]/g, '');
    const value = scale === 1 ? plain : String(Number(plain) * scale);
    return foundAt(text, index, index + run.length, value);
  });
}

/** Words of numbers that stand together, as long as they can be read as one. */
function englishIn(text: string): Found[] {
  return [...text.matchAll(ENGLISH)].flatMap(({ 0: run, index }) => {
    const words = run.split(' ');
    const found: Found[] = [];
    let at = index;
    for (let n = 0; n < words.length; ) {
      const read = readEnglish(words, n);
      const length = words.slice(n, read?.to ?? n + 1).join(' ').length;
      if (read) found.push(foundAt(text, at, at + length, read.value));
      at += length + 1;
      n = read?.to ?? n + 1;
    }
    return found;
  });
}

/** `value`: in figures. Beside Chinese a number is not said in English, nor the other way round. */
function foundAt(text: string, from: number, to: number, value: string): Found {
  const beside = `${text.slice(0, from).trimEnd().at(-1) ?? ''}${text.slice(to).trimStart().at(0) ?? ''}`;
  const forms = [value, ...(LATIN_WORD.test(beside) ? [] : chineseForms(value)), ...(HAN.test(beside) ? [] : englishForms(value))];
  return { from, to, forms };
}
