import { FUNCTIONS } from './known-names.ts';
import { readPattern } from './safe-pattern.ts';
import type { Tree, Value } from './tree.ts';

/** Where an expression finds its values. */
export interface Names {
  /** A variable or a name such as `customer.tier`; undefined = not known. */
  value(name: string): Value;
  /** `queue(id).member`. */
  queue(id: string, member: string): Value;
  /** `holiday(calendar)` and `workday(calendar)`. */
  calendar(kind: 'holiday' | 'workday', calendar: string): Value;
}

/** Longest text an expression gives. */
const LONGEST_TEXT = 2000;

/**
 * Never throws, takes time in proportion to the expression. What is not known makes arithmetic unknown, comparisons false
 * (`!=` and `not in` true), and counts as false in `and`, `or`, `not`.
 */
export function evaluate(tree: Tree, names: Names): Value {
  const of = (part: Tree | undefined) => (part ? evaluate(part, names) : undefined);
  switch (tree.kind) {
    case 'literal':
      return tree.value;
    case 'name':
      return names.value(tree.name);
    case 'call':
      return call(tree, names);
    case 'list':
      return undefined;
    case 'not':
      return of(tree.of) !== true;
    case 'minus': {
      const value = of(tree.of);
      return typeof value === 'number' ? -value : undefined;
    }
    case 'binary':
      return binary(tree, of);
  }
}

function binary({ operator, left, right }: Extract<Tree, { kind: 'binary' }>, of: (part: Tree) => Value): Value {
  if (operator === 'and') return of(left) === true && of(right) === true;
  if (operator === 'or') return of(left) === true || of(right) === true;
  const a = of(left);
  if (operator === 'in' || operator === 'not in') {
    const found = a !== undefined && right.kind === 'list' && right.items.some((item) => of(item) === a);
    return found === (operator === 'in');
  }
  const b = of(right);
  switch (operator) {
    case '==':
      return a !== undefined && a === b;
    case '!=':
      return a === undefined || a !== b;
    case '<':
      return a !== undefined && b !== undefined && a < b;
    case '<=':
      return a !== undefined && b !== undefined && a <= b;
    case '>':
      return a !== undefined && b !== undefined && a > b;
    case '>=':
      return a !== undefined && b !== undefined && a >= b;
    default:
      return arithmetic(operator, a, b);
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '%', a: Value, b: Value): Value {
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return (a + b).slice(0, LONGEST_TEXT);
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const results = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b };
  return finite(results[operator]);
}

/** Without the dust of binary fractions (0.1 + 0.2). */
const finite = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(15)) : undefined);

function call(tree: Extract<Tree, { kind: 'call' }>, names: Names): Value {
  const literal = (i: number) => {
    const arg = tree.args[i];
    return arg?.kind === 'literal' ? String(arg.value) : '';
  };
  if (tree.name === 'queue') return names.queue(literal(0), tree.member ?? '');
  if (tree.name === 'holiday' || tree.name === 'workday') return names.calendar(tree.name, literal(0));
  const args = tree.args.map((arg) => evaluate(arg, names));
  const [first, second] = args;
  if (tree.name === 'known') return first !== undefined && first !== '';
  if (tree.name === 'text') return first === undefined ? undefined : textOf(first);
  if (tree.name === 'round') return typeof first === 'number' ? Math.round(first) : undefined;
  if (tree.name === 'minutes') return typeof first === 'number' ? Math.max(1, Math.ceil(first / 60)) : undefined;
  if (typeof first !== 'string') return FUNCTIONS[tree.name]?.gives === 'boolean' ? false : undefined;
  return ofText(tree.name, first, second, args.slice(1));
}

function ofText(name: string, text: string, second: Value, others: readonly Value[]): Value {
  const any = (test: (other: string) => boolean) => others.some((other) => typeof other === 'string' && test(other));
  switch (name) {
    case 'starts':
      return any((other) => text.startsWith(other));
    case 'ends':
      return any((other) => text.endsWith(other));
    case 'contains':
      return any((other) => text.includes(other));
    case 'matches': {
      const pattern = readPattern(String(second));
      return typeof pattern !== 'string' && pattern.fits(text);
    }
    case 'length':
      return [...text].length;
    case 'digits':
      return text.replaceAll(/\D/g, '');
    case 'first':
      return typeof second === 'number' ? [...text].slice(0, Math.max(0, second)).join('') : undefined;
    case 'last':
      return typeof second === 'number' ? [...text].slice(-Math.max(0, second), second > 0 ? undefined : 0).join('') : undefined;
    case 'spell':
      return [...text].join(' ').slice(0, LONGEST_TEXT);
    case 'number':
      return /^-?\d{1,15}(\.\d{1,9})?$/.test(text.trim()) ? Number(text) : undefined;
    default:
      return undefined;
  }
}

/** A value as it is said and sent; nothing for what is not known. */
export function textOf(value: Value): string {
  return value === undefined ? '' : String(value).slice(0, LONGEST_TEXT);
}
