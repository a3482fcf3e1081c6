import type { ExpressionMistake } from './tree.ts';

export interface Token {
  readonly kind: 'number' | 'text' | 'word' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

/** In this order: the longer sign first. */
const SIGNS = ['==', '!=', '<=', '>=', '<', '>', '+', '-', '*', '/', '%', '(', ')', '[', ']', ',', '.'];
/** What people write who know other languages, and what it is here. */
const OTHERS: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or', '!': 'not', '=': '==', '===': '==', '<>': '!=' };
const NUMBER = /\d+(?:\.\d+)?/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const OTHER = /===|&&|\|\||<>|=(?!=)|!(?!=)/y;

/** Cuts an expression into words and signs; the first thing that is neither is the mistake. */
export function tokensOf(source: string): Token[] | ExpressionMistake {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const letter = source.charAt(at);
    if (/\s/.test(letter)) {
      at += 1;
      continue;
    }
    const other = matchAt(OTHER, source, at);
    if (other !== undefined) return { at, text: `“${other}” is not known in expressions; write “${OTHERS[other] ?? ''}”` };
    const token = letter === "'" || letter === '"' ? quoted(source, at, letter) : wordOrSign(source, at);
    if (!token) return { at, text: unreadable(letter) };
    tokens.push(token);
    at += token.kind === 'text' ? token.text.length + 2 : token.text.length;
  }
  return [...tokens, { kind: 'end', text: '', at: source.length }];
}

const unreadable = (letter: string) =>
  letter === "'" || letter === '"' ? `the text that begins here has no closing ${letter}` : `“${letter}” is not known in expressions`;

function quoted(source: string, at: number, quote: string): Token | undefined {
  const end = source.indexOf(quote, at + 1);
  return end < 0 ? undefined : { kind: 'text', text: source.slice(at + 1, end), at };
}

function wordOrSign(source: string, at: number): Token | undefined {
  const number = matchAt(NUMBER, source, at);
  if (number !== undefined) return { kind: 'number', text: number, at };
  const word = matchAt(WORD, source, at);
  if (word !== undefined) return { kind: 'word', text: word, at };
  const sign = SIGNS.find((one) => source.startsWith(one, at));
  return sign === undefined ? undefined : { kind: 'sign', text: sign, at };
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}
