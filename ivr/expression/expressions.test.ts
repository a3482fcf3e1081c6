import { describe, expect, test } from 'vitest';
import { type VariableTypes, checkTypes } from './check-types.ts';
import { type Names, evaluate } from './evaluate.ts';
import { isMistake, parseExpression } from './parse.ts';
import { readPattern } from './safe-pattern.ts';
import { fill, isTemplate, parseTemplate } from './template.ts';
import type { Value } from './tree.ts';

const VARIABLES: VariableTypes = {
  account: { type: 'text', secret: false },
  amount: { type: 'number', secret: false },
  vip: { type: 'boolean', secret: false },
  born: { type: 'date', secret: false },
  nothing: { type: 'number', secret: false },
};
const VALUES: Readonly<Record<string, Value>> = {
  account: '6222021234567894', amount: 12.5, vip: true, born: '2000-02-29', 'caller.number': '13812345678', 'customer.tier': 'gold',
  now: '09:30', today: '2026-10-01', weekday: 'thursday', language: 'zh',
};
const names: Names = {
  value: (name) => VALUES[name],
  queue: (id, member) => (id === 'sales' && member === 'waiting' ? 3 : undefined),
  calendar: (kind, name) => (name === 'cn' ? kind === 'holiday' : undefined),
};

function worth(source: string): Value {
  const read = parseExpression(source);
  if (isMistake(read)) throw new Error(`${read.at}: ${read.text}`);
  expect(checkTypes(read.tree, VARIABLES).mistakes).toEqual([]);
  return evaluate(read.tree, names);
}

/** What is wrong, with a mark where. */
function wrong(source: string): string {
  const read = parseExpression(source);
  const [first] = isMistake(read) ? [read] : checkTypes(read.tree, VARIABLES).mistakes;
  return first ? `${first.at}: ${first.text}` : 'nothing';
}

describe('an expression is worth', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['-amount + 0.5', -12],
    ['0.1 + 0.2', 0.3],
    ['7 % 4 - 10 / 4', 0.5],
    ["'a' + 'b'", 'ab'],
    ["customer.tier == 'gold'", true],
    ["customer.tier in ['silver', 'gold']", true],
    ["customer.tier not in ['silver', 'gold']", false],
    ["not vip or amount > 10 and weekday != 'monday'", true],
    ["now >= '09:00' and now < '18:00'", true],
    ["'12:00' <= now", false],
    ["today == '2026-10-01'", true],
    ["born < today", true],
    ["starts(caller.number, '139', '138')", true],
    ["ends(caller.number, '0')", false],
    ["contains(account, '2021')", true],
    ["matches(caller.number, '1[3-9]\\d{9}')", true],
    ['length(account)', 16],
    ["digits('a1-2 3')", '123'],
    ["spell(last(account, 4))", '7 8 9 4'],
    ['first(account, 4)', '6222'],
    ["last(account, 0)", ''],
    ["number('12.5') == amount", true],
    ["number('twelve')", undefined],
    ['text(amount)', '12.5'],
    ['round(amount)', 13],
    ['minutes(61)', 2],
    ["queue('sales').waiting > 2", true],
    ["holiday('cn') and not workday('cn')", true],
    ['known(nothing)', false],
    ['known(amount)', true],
  ])('%s → %s', (source, value) => expect(worth(source)).toBe(value));

  test.each([
    ['nothing == 1', false],
    ['nothing != 1', true],
    ['nothing < 1', false],
    ['nothing in [1]', false],
    ['nothing not in [1]', true],
    ['nothing + 1', undefined],
    ['1 / 0', undefined],
    ['1 / 0 > 5', false],
    ["queue('sales').expectedWait > 60", false],
    ["holiday('de')", undefined],
    ["not holiday('de')", true],
    ['round(nothing)', undefined],
    ['known(1 / 0)', false],
  ])('what is not known: %s → %s', (source, value) => expect(worth(source)).toBe(value));
});

describe('mistakes are told with their place', () => {
  test.each([
    ['amount >', '8: something is missing here'],
    ['amount = 3', '7: “=” is not known in expressions; write “==”'],
    ['vip && vip', '4: “&&” is not known in expressions; write “and”'],
    ['!vip', '0: “!” is not known in expressions; write “not”'],
    ["account == 'gold", "11: the text that begins here has no closing '"],
    ['1 < 2 < 3', '6: comparisons do not chain; join them by “and”'],
    ['(amount', '7: a “)” is missing here'],
    ['amount 3', '7: “3” is not expected here'],
    ['amount ? 1', '7: “?” is not known in expressions'],
    ['and vip', '0: a value is missing before “and”'],
    ['customer.', '9: a name is missing after “.”'],
    ["amount == 'x'", '7: a number cannot be compared with a text'],
    ["now > 'noon'", "4: a time cannot be compared with a text; write a time as '09:30'"],
    ["today == '2026-13-01'", "6: a date cannot be compared with a text; write a date as '2026-10-01'"],
    ["account < 'b'", '8: “<” compares numbers, dates and times, not text; number(…) makes a number of a text'],
    ['amount and vip', '0: “and” needs a boolean, this is a number'],
    ['length(amount)', '7: length(…) needs a text, this is a number'],
    ['vip in account', "7: behind “in” stands a list, such as ['gold', 'silver']"],
    ['[1, 2]', '0: a list can only stand behind “in”'],
    ["queue('sales')", "0: must ask one thing about the queue, such as queue('sales').waiting; allowed: waiting, expectedWait, longestWait, agentsFree, agentsSignedIn"],
    ["queue('sales').length", "0: must ask one thing about the queue, such as queue('sales').waiting; allowed: waiting, expectedWait, longestWait, agentsFree, agentsSignedIn"],
    ['queue(account).waiting', "6: must be a text in quotes, such as queue('sales').waiting"],
    ['starts(account)', "0: must look like starts(caller.number, '138', '139')"],
    ["matches(account, '(')", '17: is no pattern: something is missing at an end, beside “|” or in “()”'],
    ['x'.repeat(501), '500: is too long; at most 500 characters, use a set node for parts of it'],
  ])('%s', (source, message) => expect(wrong(source)).toBe(message));

  test('unknown names tell those there are', () => {
    expect(wrong('acount')).toMatch(/^0: there is no variable “acount”; variables: account, amount, vip, born, nothing; always there: caller.number,/);
    expect(wrong('length')).toBe('0: “length” needs arguments, such as length(account)');
    expect(wrong('size(account)')).toMatch(/^0: there is no function “size”; functions: starts, ends,/);
    expect(wrong('constructor')).toMatch(/there is no variable “constructor”/);
    expect(wrong('toString(1)')).toMatch(/there is no function “toString”/);
  });
});

describe('as long as allowed', () => {
  test.each([
    ['a sum', `1${'+1'.repeat(249)}`, 250],
    ['texts joined', `'a'${"+'a'".repeat(99)}`, 'a'.repeat(100)],
    ['brackets', `${'('.repeat(249)}1${')'.repeat(249)}`, 1],
    ['signs', `${'-'.repeat(498)}1`, 1],
    ['denials', `${'not '.repeat(124)}true`, true],
    ['lists in lists', `${'('.repeat(25)}vip${' in [true,false])'.repeat(25)}`, true],
    ['calls in calls', `${'digits('.repeat(60)}account${')'.repeat(60)}`, '6222021234567894'],
  ])('%s takes no time', (_name, source, value) => expect(worth(source)).toBe(value));
});

describe('patterns', () => {
  const fits = (pattern: string, text: string) => {
    const read = readPattern(pattern);
    return typeof read === 'string' ? read : read.fits(text);
  };
  test.each([
    ['1[3-9]\\d{9}', '13812345678', true],
    ['1[3-9]\\d{9}', '12812345678', false],
    ['1[3-9]\\d{9}', '138123456789', false],
    ['(ab|cd)+x?', 'abcdab', true],
    ['(ab|cd)+x?', 'abc', false],
    ['a{2,3}', 'aaaa', false],
    ['a{2,}', 'aaaa', true],
    ['[^0-9]*', 'abc', true],
    ['\\.\\*.', '.*x', true],
    ['(a*)*', '', true],
    ['您.+', '您好', true],
  ])('%s and %s: %s', (pattern, text, expected) => expect(fits(pattern, text)).toBe(expected));

  test.each(['(', 'a)', '[a', 'a{', 'a{2', 'a{3,2}', 'a{0}', '*a', '\\w', '^a', 'a|', '()', 'a'.repeat(600), '((a{30}){30}){30}', '('.repeat(5000)])('%s is none', (pattern) => {
    expect(fits(pattern, 'a')).toMatch(/^is no pattern: /);
  });

  test('that take others exponential time take no time here', () => {
    expect(fits('(a+)+(a+)+(a|aa)*b', 'a'.repeat(500))).toBe(false);
  });
});

describe('texts with expressions', () => {
  const text = (source: string, encode?: (one: string) => string) => {
    const read = parseTemplate(source);
    return isTemplate(read) ? fill(read, names, encode) : `${read.at}: ${read.text}`;
  };
  test.each([
    ['余额{amount}元', '余额12.5元'],
    ['{{braces}} {nothing}.', '{braces} .'],
    ['{spell(last(account, 2))}', '9 4'],
    ['a {amount', '2: a “}” is missing for this “{”; write “{{” for the sign itself'],
    ['a } b', '2: a “{” is missing before this “}”; write “}}” for the sign itself'],
    ['ab {amount +}', '12: something is missing here'],
  ])('%s → %s', (source, expected) => expect(text(source)).toBe(expected));

  test('values can be encoded, the text around them is not', () => {
    expect(text('https://x/?n={account + "/&"}', encodeURIComponent)).toBe('https://x/?n=6222021234567894%2F%26');
  });
});
