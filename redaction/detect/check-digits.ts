/** Card numbers: ISO/IEC 7812-1 annex B (Luhn), 13 to 19 digits. */
export function isCard(digits: string): boolean {
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Resident identity numbers of China: GB 11643-1999, 17 digits and ISO 7064 MOD 11-2. */
export function isChineseId(digits: string): boolean {
  if (!/^[1-9]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(digits)) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return '10X98765432'[sum % 11] === digits[17];
}

const SHAPES: readonly RegExp[] = [
  /** Mobile, with or without 86. */
  /^(86|0086)?1[3-9]\d{9}$/,
  /** Landline with area code, 10 to 12 digits. */
  /^0\d{9,11}$/,
  /** International. */
  /^00\d{8,14}$/,
  /** 400 and 800 are companies' numbers in China, not persons'. North America: NPA-NXX-XXXX. */
  /^1?(?!400|800)[2-9]\d\d[2-9]\d{6}$/,
];

export const looksLikePhone = (digits: string): boolean => SHAPES.some((shape) => shape.test(digits));
/** Mobile or landline with its area code: too regular to be anything else. */
export const isChinesePhone = (digits: string): boolean => /^(86|0086)?1[3-9]\d{9}$|^0(10|2\d|[3-9]\d\d)[2-8]\d{6,7}$/.test(digits);
/** 95588, 12315, 110, 400-…: numbers everybody may know. */
export const isHotline = (digits: string): boolean => /^(9[56]\d{3,4}|1[0-2]\d|1\d{4}|[48]00\d{7})$/.test(digits);
