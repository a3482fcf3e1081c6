import { type Names, evaluate, textOf } from './evaluate.ts';
import { isMistake, parseExpression } from './parse.ts';
import type { Expression, ExpressionMistake } from './tree.ts';

/** A text with expressions in braces: `Your balance is {balance} yuan.`; `{{` and `}}` are braces themselves. */
export interface Template {
  readonly source: string;
  readonly parts: readonly (string | (Expression & { readonly at: number }))[];
}

/** Longest text of a flow, as written. */
const LONGEST = 2000;

export function parseTemplate(source: string): Template | ExpressionMistake {
  if (source.length > LONGEST) return { at: LONGEST, text: `is too long; at most ${LONGEST} characters` };
  const parts: (string | (Expression & { at: number }))[] = [];
  let plain = '';
  let at = 0;
  while (at < source.length) {
    const two = source.slice(at, at + 2);
    if (two === '{{' || two === '}}') {
      plain += two.charAt(0);
      at += 2;
    } else if (two.startsWith('}')) {
      return { at, text: 'a “{” is missing before this “}”; write “}}” for the sign itself' };
    } else if (two.startsWith('{')) {
      const end = source.indexOf('}', at);
      if (end < 0) return { at, text: 'a “}” is missing for this “{”; write “{{” for the sign itself' };
      const inside = parseExpression(source.slice(at + 1, end));
      if (isMistake(inside)) return { at: at + 1 + inside.at, text: inside.text };
      if (plain !== '') parts.push(plain);
      plain = '';
      parts.push({ ...inside, at: at + 1 });
      at = end + 1;
    } else {
      plain += two.charAt(0);
      at += 1;
    }
  }
  return { source, parts: plain === '' ? parts : [...parts, plain] };
}

export const isTemplate = (read: Template | ExpressionMistake): read is Template => 'parts' in read;

/** The text with its expressions filled in; `encode` is asked for each value (such as for addresses). */
export function fill({ parts }: Template, names: Names, encode: (text: string) => string = (text) => text): string {
  return parts.map((part) => (typeof part === 'string' ? part : encode(textOf(evaluate(part.tree, names))))).join('');
}

/** The expressions of a template, each with where it begins in the source. */
export function expressionsIn({ parts }: Template): readonly (Expression & { readonly at: number })[] {
  return parts.filter((part) => typeof part !== 'string');
}
