import type { Language, Random } from '#core';
import type { SecretKind } from '#redaction';

const digits = (random: Random, n: number) => Array.from({ length: n }, () => random.int(10)).join('');
const pick = <T>(random: Random, of: readonly T[]): T => of[random.int(of.length)] as T;

/** A card number whose check digit is right. */
function card(random: Random): string {
  const body = `${pick(random, ['4', '51', '55', '37', '6222', '6217', '6228'])}`;
  const length = body === '37' ? 15 : body.startsWith('62') ? pick(random, [16, 19]) : 16;
  const head = body + digits(random, length - 1 - body.length);
  const sum = [...head].reverse().reduce((total, each, i) => total + (i % 2 === 0 ? ((Number(each) * 2) % 10) + (Number(each) > 4 ? 1 : 0) : Number(each)), 0);
  return head + String((10 - (sum % 10)) % 10);
}

function chineseId(random: Random): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const head = `${pick(random, ['110105', '310101', '440304', '510107'])}${1950 + random.int(55)}${two(1 + random.int(12))}${two(1 + random.int(28))}${digits(random, 3)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return head + ('10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(head[i]), 0) % 11] ?? '');
}

export interface Secret {
  readonly kind: SecretKind;
  readonly digits: string;
  /** It is a secret only where somebody tells what it is. */
  readonly needsName: boolean;
}

export function secret(random: Random, language: Language): Secret {
  const kind = pick(random, ['card', 'card', 'phone', 'phone', 'id', 'code', 'account'] as const);
  const number = {
    card: () => card(random),
    phone: () => (language === 'zh' ? pick(random, [`1${pick(random, ['3', '5', '7', '8', '9'])}${digits(random, 9)}`, `0${pick(random, ['10', '21', '755'])}${2 + random.int(7)}${digits(random, 7)}`]) : `${2 + random.int(7)}${digits(random, 2)}${2 + random.int(7)}${digits(random, 6)}`),
    id: () => (language === 'zh' ? chineseId(random) : card(random)),
    code: () => digits(random, pick(random, [4, 6, 6])),
    account: () => `${1 + random.int(9)}${digits(random, 8 + random.int(8))}`,
  }[kind]();
  return { kind: kind === 'id' && language === 'en' ? 'card' : kind, digits: number, needsName: kind === 'code' || kind === 'account' };
}

const NAMES: Readonly<Record<Language, Readonly<Record<string, readonly string[]>>>> = {
  zh: { card: ['卡号 是', '我 的 银行卡 是', '信用卡 号码'], phone: ['我 的 手机号 是', '电话 是', '联系方式 是'], id: ['身份证 号 是', '证件号 是'], code: ['验证码 是', '收到 的 校验码', '密码 是'], account: ['银行 账号 是', '账户 是'] },
  en: { card: ['my card number is', 'the credit card is', 'it is a visa card'], phone: ['my phone number is', 'call me at', 'the mobile is'], code: ['the verification code is', 'my pin is', 'the code says'], account: ['my account number is', 'the bank account is'] },
};
const QUESTIONS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: { card: '请 报 一下 您 的 卡号', phone: '请问 您 的 手机号 是 多少', id: '请 说 一下 身份证 号', code: '请 告诉 我 短信 验证码', account: '您 的 银行 账号 是 多少' },
  en: { card: 'may i have your card number please', phone: 'what is your phone number', code: 'please tell me the verification code', account: 'what is the account number' },
};
const FILLERS = { zh: ['嗯', '那个', '呃', '然后'], en: ['uh', 'um', 'and', 'then'] };
const ONES = { zh: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'], en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] };
const MISHEARD: Readonly<Record<Language, Readonly<Record<string, readonly string[]>>>> = {
  zh: { '0': ['林', '您'], '1': ['要', '医'], '2': ['而', '啊'], '3': ['三', '山'], '4': ['是', '事'], '5': ['我', '无'], '6': ['流', '就'], '7': ['期', '其'], '8': ['吧', '把'], '9': ['就', '酒'] },
  en: { '0': ['row', 'oh'], '1': ['won', 'when'], '2': ['to', 'too'], '3': ['free', 'tree'], '4': ['for', 'or'], '5': ['fine', 'hive'], '6': ['sick', 'sex'], '7': ['heaven', 'seven'], '8': ['ate', 'it'], '9': ['mine', 'line'] },
};

/** The words of a number, and where people stop between turns (`|`). `errors` = share of digits that are misheard, lost or doubled. */
export function spoken(number: string, language: Language, random: Random, errors: number): string[] {
  const words: string[] = [];
  const group = pick(random, [3, 4, 4, 19]);
  for (let i = 0; i < number.length; i++) {
    if (i > 0 && i % group === 0) words.push(...(random.int(3) === 0 ? [pick(random, FILLERS[language])] : []), ...(random.int(4) === 0 ? ['|'] : []));
    const digit = number[i] ?? '';
    const wrong = random.int(1000) / 1000 < errors;
    const way = random.int(4);
    if (wrong && way === 0) continue;
    if (wrong && way < 3) words.push(pick(random, MISHEARD[language][digit] ?? [FILLERS[language][0] ?? '']));
    else if (language === 'en' && number[i + 1] === digit && random.int(2) === 0) {
      words.push('double', digitWord(digit, language, random));
      i++;
    } else words.push(digitWord(digit, language, random), ...(wrong ? [digitWord(digit, language, random)] : []));
  }
  return words;
}

function digitWord(digit: string, language: Language, random: Random): string {
  if (digit === 'X') return language === 'zh' ? '叉' : 'x';
  if (language === 'zh') return digit === '1' && random.int(2) ? '幺' : (ONES.zh[Number(digit)] ?? '');
  return digit === '0' && random.int(2) ? 'oh' : (ONES.en[Number(digit)] ?? '');
}

export const nameOf = (kind: SecretKind, language: Language, random: Random): string => pick(random, NAMES[language][kind] ?? ['']);
export const questionFor = (kind: SecretKind, language: Language): string => QUESTIONS[language][kind] ?? '';

/** Turns with numbers that are no secrets. */
export function harmless(language: Language, random: Random): string {
  const one = (from = 0) => ONES[language][from + random.int(10 - from)] ?? '';
  return language === 'zh'
    ? pick(random, [`一共 ${one(1)}百 ${one(1)}十 块`, `订单号 是 ${one()} ${one()} ${one()} ${one()} ${one()} ${one()} ${one()} ${one()}`, `我 ${one(2)}点 半 有空`, `等 了 ${one(1)} 天`, `请 稍 等 一下`, `二零二六年 ${one(1)}月 ${one(1)}号`, `拨打 九五五八八`, `第${one(1)} 个 问题`, `打 ${one(1)} 折`, `住 在 ${one(1)} 号楼 ${one(1)}零${one(1)} 室`, `退 我 ${one(1)}千 ${one(1)}百 元`])
    : pick(random, [`it costs ${one(1)} hundred and ${one(1)} dollars`, `the order number is ${one()} ${one()} ${one()} ${one()} ${one()} ${one()} ${one()} ${one()}`, `i waited ${one(2)} days`, `one moment please`, `on may ${one(1)} twenty twenty six`, `flight ${one()} ${one()} ${one()}`, `oh i see thank you`, `at ${one(1)} thirty in the afternoon`, `room ${one(1)} oh ${one(1)}`, `i have two questions for you`, `you owe me ${one(1)} thousand dollars`]);
}
