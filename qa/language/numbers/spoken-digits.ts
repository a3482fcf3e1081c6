/** Figures in phrases, as people say them: words are what is heard. */

const HAN = /\p{Script=Han}/u;
const FIGURES = /\d+(?:,\d{3})+(?:\.\d+)?%?|\d+(?:\.\d+)?%?/gu;
/** Longer runs are read digit by digit anyway. */
const LONGEST_NUMBER = 9;
/** Figures in one text that are read in every way; with more of them, in the first way only. */
const MOST_FIGURES = 2;

const ZH_DIGITS = '零一二三四五六七八九';
const EN_DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
const EN_TEENS = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'] as const;
const EN_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;
const UNITS = [[1_000_000, 'million'], [1_000, 'thousand'], [100, 'hundred']] as const;

/** The ways to say a text with figures in it, the usual one first; a text without any is its only one. */
export function spokenForms(text: string): readonly string[] {
  const plain = text.normalize('NFKC');
  const figures = [...plain.matchAll(FIGURES)];
  if (figures.length === 0) return [text];
  const latin = /\p{Script=Latin}/u.test(plain);
  // A bare figure may be said in either language.
  const readings = [...(HAN.test(plain) || !latin ? [inChinese] : []), ...(latin || !HAN.test(plain) ? [inEnglish] : [])];
  return [...new Set(readings.flatMap((read) => filled(plain, figures, read)))];
}

function filled(text: string, figures: readonly RegExpExecArray[], read: (figure: string) => readonly string[]): string[] {
  let [forms, from]: [string[], number] = [[''], 0];
  for (const { 0: figure, index } of figures) {
    const between = text.slice(from, index);
    const ways = read(figure.replaceAll(',', '')).slice(0, figures.length > MOST_FIGURES ? 1 : undefined);
    forms = forms.flatMap((form) => ways.map((way) => `${form}${between}${way}`));
    from = index + figure.length;
  }
  return forms.map((form) => form + text.slice(from));
}

function inChinese(figure: string): string[] {
  const [whole = '', part = ''] = figure.replace('%', '').split('.');
  const each = (digits: string) => [...digits].map((digit) => ZH_DIGITS[Number(digit)] ?? '').join('');
  const said = whole.length > LONGEST_NUMBER || (whole.length > 1 && whole.startsWith('0')) ? [] : zhNumbers(Number(whole));
  const singly = whole.length > 2 || said.length === 0 ? [each(whole), each(whole).replaceAll('一', '幺')] : [];
  if (figure.includes('%')) return (said.length > 0 ? said : singly).map((way) => `百分之${way}${part === '' ? '' : `点${each(part)}`}`);
  return part === '' ? [...new Set([...said, ...singly])] : (said.length > 0 ? said : singly).map((way) => `${way}点${each(part)}`);
}

/** 2 before 百, 千, 万 is 二 or 两; alone, in front of what is counted, too. */
function zhNumbers(number: number): string[] {
  const usual = zhNumber(number);
  const other = number === 2 ? '两' : usual.replaceAll(/二(?=[百千万亿])/gu, '两');
  return other === usual ? [usual] : [usual, other];
}

function zhNumber(number: number): string {
  if (number === 0) return '零';
  for (const [size, name] of [[100_000_000, '亿'], [10_000, '万']] as const) {
    if (number < size) continue;
    const rest = number % size;
    return `${zhNumber(Math.floor(number / size))}${name}${rest === 0 ? '' : `${rest < size / 10 ? '零' : ''}${zhNumber(rest).replace(/^十/u, '一十')}`}`;
  }
  let [said, left, gap] = ['', number, false];
  for (const [size, name] of [[1_000, '千'], [100, '百'], [10, '十'], [1, '']] as const) {
    const digit = Math.floor(left / size);
    left %= size;
    if (digit === 0) gap ||= said !== '' && left > 0;
    else {
      said += `${gap ? '零' : ''}${ZH_DIGITS[digit] ?? ''}${name}`;
      gap = false;
    }
  }
  return said.replace(/^一十/u, '十');
}

function inEnglish(figure: string): string[] {
  const [whole = '', part = ''] = figure.replace('%', '').split('.');
  const each = (digits: string, zero: string) => [...digits].map((digit) => (digit === '0' ? zero : EN_DIGITS[Number(digit)])).join(' ');
  const said = whole.length > LONGEST_NUMBER || (whole.length > 1 && whole.startsWith('0')) ? [] : [enNumber(Number(whole))];
  const singly = whole.length > 2 || said.length === 0 ? [each(whole, 'zero'), each(whole, 'oh')] : [];
  const ways = part === '' && !figure.includes('%') ? [...said, ...singly] : said.length > 0 ? said : singly;
  const tail = `${part === '' ? '' : ` point ${each(part, 'zero')}`}${figure.includes('%') ? ' percent' : ''}`;
  return [...new Set(ways.map((way) => `${way}${tail}`))];
}

function enNumber(number: number): string {
  for (const [size, name] of UNITS) {
    if (number < size) continue;
    const rest = number % size;
    return `${enNumber(Math.floor(number / size))} ${name}${rest === 0 ? '' : ` ${rest < 100 ? 'and ' : ''}${enNumber(rest)}`}`;
  }
  if (number >= 20) return `${EN_TENS[Math.floor(number / 10)] ?? ''}${number % 10 === 0 ? '' : ` ${EN_DIGITS[number % 10] ?? ''}`}`;
  return (number >= 10 ? EN_TEENS[number - 10] : EN_DIGITS[number]) ?? '';
}
