const DIGITS = '零一二三四五六七八九';
const SPOKEN: Readonly<Record<string, number>> = { 〇: 0, 幺: 1, 两: 2 };
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000, 亿: 100_000_000 };
const SECTION = 10_000;
/** Beyond it numbers are said digit by digit. */
const LARGEST = 1e12;

/** A number in Chinese characters, in figures: 一百二十 is 120, 两百五 is 250, 一三八 is 138, 三点五 is 3.5; undefined for what is none. */
export function readChinese(text: string): string | undefined {
  const [whole = '', decimals] = text.split('点');
  const value = /[十百千万亿]/u.test(whole) ? cardinal(whole) : digitsIn(whole);
  return value === undefined ? undefined : decimals === undefined ? value : `${value}.${digitsIn(decimals)}`;
}

const digitOf = (character: string) => SPOKEN[character] ?? DIGITS.indexOf(character);
const digitsIn = (text: string) => Array.from(text, digitOf).join('');

function cardinal(text: string): string | undefined {
  // 百度, 千万, 万一: without a digit before it a unit counts nothing.
  if (/^[百千万亿]/u.test(text)) return undefined;
  let [total, section, unit, zero] = [0, 0, 0, false];
  let digit: number | undefined;
  for (const character of text) {
    const scale = UNITS[character];
    if (scale === undefined) {
      if (digit !== undefined && digit > 0) return undefined;
      digit = digitOf(character);
      zero ||= digit === 0;
      continue;
    }
    if (scale < SECTION) section += (digit ?? 1) * scale;
    else [total, section] = [scale === SECTION ? total + (section + (digit ?? 0)) * scale : (total + section + (digit ?? 0)) * scale, 0];
    [digit, unit, zero] = [undefined, scale, false];
  }
  // 两百五: the last digit counts a tenth of the unit before it.
  return String(total + section + (digit ?? 0) * (zero || unit === 0 ? 1 : Math.max(1, unit / 10)));
}

/** How a number in figures is said: 一百二十, 两百五, 一二零, 幺三八 … */
export function chineseForms(value: string): readonly string[] {
  const [whole = '', decimals] = value.split('.');
  const number = Number(whole);
  const byDigit = Array.from(whole, (digit) => DIGITS[Number(digit)] ?? '').join('');
  if (decimals !== undefined) return number < LARGEST ? [`${said(number)}点${Array.from(decimals, (digit) => DIGITS[Number(digit)] ?? '').join('')}`] : [];
  const runs = whole.length > 2 ? [byDigit, byDigit.replaceAll('一', '幺'), byDigit.replaceAll('零', '〇')] : [];
  if (number >= LARGEST || (whole.length > 1 && whole.startsWith('0'))) return [...new Set(runs.length > 0 ? runs : [byDigit])];
  const full = said(number);
  const two = full.replaceAll(/二(?=[百千万亿])/gu, '两');
  return [...new Set([full, two, short(full), short(two), ...(number === 2 ? ['两'] : []), ...runs, ...inTenThousands(number)])];
}

/** 一百二 for 一百二十, 一万二 for 一万二千. */
const short = (full: string) => (/[百千万][一二三四五六七八九](?:十|百|千)$/u.test(full) && !full.includes('零') ? full.slice(0, -1) : full);

/** 50万. */
const inTenThousands = (number: number) => (number >= 1e8 && number % 1e8 === 0 ? [`${number / 1e8}亿`] : number >= SECTION && number % SECTION === 0 ? [`${number / SECTION}万`] : []);

function said(number: number): string {
  if (number === 0) return '零';
  const parts: string[] = [];
  for (const [name, scale] of [['亿', 1e8], ['万', SECTION], ['', 1]] as const) {
    const section = Math.floor(number / scale) % SECTION;
    if (section === 0) continue;
    const gap = parts.length > 0 && section < 1_000 ? '零' : '';
    parts.push(`${gap}${belowTenThousand(section)}${name}`);
  }
  const text = parts.join('');
  return text.startsWith('一十') ? text.slice(1) : text;
}

function belowTenThousand(section: number): string {
  let text = '';
  let gap = false;
  for (const [name, scale] of [['千', 1_000], ['百', 100], ['十', 10], ['', 1]] as const) {
    const digit = Math.floor(section / scale) % 10;
    if (digit === 0) {
      gap ||= text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${DIGITS[digit] ?? ''}${name}`;
    gap = false;
  }
  return text;
}
