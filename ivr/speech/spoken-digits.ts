import type { Language } from '#core';

/** How each key of a telephone is said. No two that sound the same: they would halve each other's confidence. */
export const SPOKEN_KEYS: Readonly<Record<Language, Readonly<Record<string, readonly string[]>>>> = {
  zh: {
    0: ['零'], 1: ['一', '幺'], 2: ['二', '两'], 3: ['三'], 4: ['四'], 5: ['五'], 6: ['六'], 7: ['七'], 8: ['八'], 9: ['九'],
    '*': ['星号', '星键', '星'], '#': ['井号', '井键', '井'],
  },
  en: {
    0: ['zero', 'oh'], 1: ['one'], 2: ['two'], 3: ['three'], 4: ['four'], 5: ['five'], 6: ['six'], 7: ['seven'], 8: ['eight'], 9: ['nine'],
    '*': ['star', 'asterisk'], '#': ['hash', 'pound'],
  },
};

/** What a recogniser may write for a digit besides. */
export const HEARD_AS: Readonly<Record<string, string>> = {
  〇: '0', 洞: '0', 拐: '7', 勾: '9', o: '0', to: '2', too: '2', for: '4', ate: '8', won: '1', nought: '0', naught: '0', niner: '9', tree: '3', fife: '5',
};
const TEENS = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const TIMES: Readonly<Record<string, number>> = { double: 2, triple: 3, treble: 3 };

const DIGIT_OF: Readonly<Record<Language, ReadonlyMap<string, string>>> = { zh: digitsOf('zh'), en: digitsOf('en') };

function digitsOf(language: Language): ReadonlyMap<string, string> {
  const spoken = Object.entries(SPOKEN_KEYS[language]).flatMap(([key, forms]) => (/\d/u.test(key) ? forms.map((form) => [form, key] as const) : []));
  return new Map([...spoken, ...Object.entries(HEARD_AS)]);
}

/**
 * In which words digits and numbers are said: the grammar of a question for digits. A recogniser learns from phrases which
 * word follows which, so each digit is also shown before every other one.
 */
export function digitPhrases(language: Language): readonly string[] {
  const digits = Object.entries(SPOKEN_KEYS[language]).flatMap(([key, forms]) => (/\d/u.test(key) ? forms : []));
  const followed = (first: string) => digits.map((digit) => `${first} ${digit}`).join(' ');
  if (language === 'zh') return [...digits, '十', '百', ...digits.map(followed)];
  return [...digits, ...TEENS, ...TENS, 'hundred', ...digits.map(followed), ...['double', 'triple'].map(followed)];
}

/**
 * The digits that words or characters say: `double five` 55, `幺三八` 138, `twenty one` 21, `四百` 400.
 * Undefined when one of them says no digit.
 */
export function readDigits(words: readonly string[], language: Language): string | undefined {
  const pieces = language === 'zh' ? words.flatMap((word) => [...word]) : words.flatMap((word) => word.toLowerCase().split(/[\s-]+/u));
  if (pieces.length === 0) return undefined;
  return language === 'zh' ? readChinese(pieces) : readEnglish(pieces);
}

function readEnglish(words: readonly string[]): string | undefined {
  let digits = '';
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const times = TIMES[word];
    const next = oneDigit(words[i + 1], 'en');
    if (times !== undefined) {
      if (next === undefined) return undefined;
      digits += next.repeat(times);
      i++;
    } else if (TENS.includes(word)) {
      const joined = next !== undefined && next !== '0';
      digits += `${TENS.indexOf(word) + 2}${joined ? next : '0'}`;
      if (joined) i++;
    } else if (TEENS.includes(word)) digits += String(TEENS.indexOf(word) + 10);
    else if (word === 'hundred' && digits !== '') {
      // `one hundred five` is 105; `eight hundred five five five` a number by digits.
      const rest = belowHundred(words.slice(i + 1));
      digits += rest ?? '00';
      if (rest !== undefined) break;
    }
    else {
      const digit = oneDigit(word, 'en');
      if (digit === undefined) return undefined;
      digits += digit;
    }
  }
  return digits;
}

/** Words that say one number below 100, as two digits. */
function belowHundred(words: readonly string[]): string | undefined {
  const read = words.length === 1 || (words.length === 2 && TENS.includes(words[0] ?? '')) ? readEnglish(words) : undefined;
  return read !== undefined && read.length <= 2 ? read.padStart(2, '0') : undefined;
}

/** Characters one by one; a run with 十 or 百 is a number. */
function readChinese(characters: readonly string[]): string | undefined {
  if (characters.some((character) => character === '十' || character === '百')) return readChineseNumber(characters);
  const digits = characters.map((character) => oneDigit(character, 'zh'));
  return digits.includes(undefined) ? undefined : digits.join('');
}

function readChineseNumber(characters: readonly string[]): string | undefined {
  const parts = /^(?:(.)百)?零?(?:(.?)十)?(.?)$/u.exec(characters.join(''));
  if (!parts) return undefined;
  const [, hundreds, tens, ones] = parts;
  const values = [hundreds, tens === '' ? '一' : tens, ones === '' ? undefined : ones].map((said) => (said === undefined ? 0 : Number(oneDigit(said, 'zh'))));
  const [h = 0, t = 0, o = 0] = values;
  const number = h * 100 + t * 10 + o;
  return Number.isNaN(number) ? undefined : String(number);
}

function oneDigit(word: string | undefined, language: Language): string | undefined {
  if (word === undefined) return undefined;
  return /^\d$/u.test(word) ? word : DIGIT_OF[language].get(word);
}
