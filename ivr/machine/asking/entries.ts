import { readPattern } from '../../expression/safe-pattern.ts';
import type { NodeOf } from '../../language/flow-schema.ts';
import type { FlowVariable } from '../../language/variables.ts';

/** The value of an entry for a variable of this type; undefined when it does not fit what is asked for. */
export function entryOf(node: NodeOf<'gather'>, digits: string, type: FlowVariable['type']): string | number | undefined {
  if (digits.length < node.min || digits.length > node.max) return undefined;
  if (node.pattern !== undefined && !fits(node.pattern, digits)) return undefined;
  switch (node.is) {
    case 'digits':
      return type === 'number' ? Number(digits) : digits;
    case 'card':
      return luhn(digits) ? digits : undefined;
    case 'phone':
      return isPhone(digits) ? digits : undefined;
    case 'date':
      return dateOf(digits);
    case 'amount':
      return amountOf(digits, type);
  }
}

function fits(pattern: string, text: string): boolean {
  const read = readPattern(pattern);
  return typeof read !== 'string' && read.fits(text);
}

/** ISO/IEC 7812-1 annex B: the last digit of card numbers guards the others. */
export function luhn(digits: string): boolean {
  if (digits.length < 2) return false;
  const sum = [...digits].toReversed().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Chinese mobile and fixed numbers, service numbers, and international ones after 00. */
const PHONE = /^(?:1[3-9]\d{9}|0[1-9]\d{8,10}|[2-9]\d{6,7}|[48]00\d{7}|00[1-9]\d{5,13})$/;
const isPhone = (digits: string) => PHONE.test(digits);

/** `20261001` as `2026-10-01`, if there is such a day. */
function dateOf(digits: string): string | undefined {
  if (!/^\d{8}$/.test(digits)) return undefined;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : undefined;
}

/** `128*50` is 128.50. */
function amountOf(digits: string, type: FlowVariable['type']): string | number | undefined {
  if (!/^\d{1,12}(\*\d{1,2})?$/.test(digits)) return undefined;
  const amount = Number(digits.replace('*', '.'));
  return type === 'number' ? amount : amount.toFixed(2);
}
