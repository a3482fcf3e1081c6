import type { Unit } from './unit.ts';

/** One digit and which unit (index) said it. */
export interface SaidDigit {
  readonly digit: string;
  readonly unit: number;
}

/**
 * The digits that units say together: `forty one` is 41, `double four` 44, `eight hundred` 800, 一百二十 120, 三个八 888.
 * `units` are those of one run; fillers and words in it say nothing. With `weak`, what only sounds like a digit counts too.
 */
export function joinDigits(units: readonly { readonly unit: Unit; readonly index: number }[], weak: boolean): SaidDigit[] {
  const said: SaidDigit[] = [];
  const speaking = units.filter(({ unit: { sense } }) => sense.type === 'digits' || sense.type === 'times' || sense.type === 'repeat' || (weak && sense.type === 'weak'));
  for (let i = 0; i < speaking.length; i++) {
    const { unit, index } = speaking[i] as { unit: Unit; index: number };
    const { sense } = unit;
    const next = speaking[i + 1]?.unit.sense;
    if (sense.type === 'times') {
      const zeros = String(sense.by).slice(1);
      // 十二, 二十三: the zeros give way to what follows; `eight hundred fifty` likewise.
      if (sense.by === 10 && said.at(-1)?.unit !== index - 1) said.push({ digit: '1', unit: index });
      const room = zerosLeft(zeros, speaking.slice(i + 1).map((each) => each.unit));
      said.push(...[...room].map((digit) => ({ digit, unit: index })));
    } else if (sense.type === 'repeat') {
      const digit = next && (next.type === 'digits' || next.type === 'weak') ? next.digits[0] : undefined;
      if (digit === undefined) continue;
      // The last of them is said by the digit itself.
      for (let n = 1; n < sense.times; n++) said.push({ digit, unit: index });
    } else if (sense.type === 'digits' && sense.join === 'tens' && isOne(next)) said.push({ digit: sense.digits[0] ?? '', unit: index });
    else if (sense.type === 'digits' || sense.type === 'weak') said.push(...[...sense.digits].map((digit) => ({ digit, unit: index })));
  }
  return said;
}

const isOne = (sense: Unit['sense'] | undefined): boolean => sense?.type === 'digits' && sense.join === 'plain' && sense.digits.length === 1 && sense.digits !== '0';

/** How many zeros a hundred leaves when more of the same number follows: 一万零三十 is 10030, 两百五 is 250. */
function zerosLeft(zeros: string, after: readonly Unit[]): string {
  const [first, second, third] = [after[0]?.sense, after[1]?.sense, after[2]?.sense];
  const digits = (sense: Unit['sense'] | undefined) => (sense?.type === 'digits' ? sense : undefined);
  // The zero between says that places are left out.
  if (digits(first)?.digits === '0' && digits(first)?.join === 'plain' && zeros.length > 1 && digits(second)) {
    const places = third?.type === 'times' ? String(third.by).length : third?.type === 'digits' ? 0 : 1;
    if (places > 0 && places < zeros.length) return zeros.slice(0, zeros.length - places - 1);
  }
  if (first?.type === 'digits' && first.join !== 'plain') return zeros.slice(0, Math.max(0, zeros.length - 2));
  if (second?.type === 'times' && first?.type === 'digits') return zeros.slice(0, Math.max(0, zeros.length - String(second.by).length));
  const single = first?.type === 'digits' && first.digits.length === 1 && (second === undefined || second.type !== 'digits');
  return single ? zeros.slice(1) : zeros;
}
