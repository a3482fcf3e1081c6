import { type Token, tokensOf } from './tokens.ts';
import { type BinaryOperator, COMPARISONS, type Expression, type ExpressionMistake, type Tree } from './tree.ts';

/** Longer than any condition people can read; bounds reading and evaluating. */
const LONGEST = 500;

/** Reads an expression; the first mistake ends the reading. */
export function parseExpression(source: string): Expression | ExpressionMistake {
  if (source.length > LONGEST) return { at: LONGEST, text: `is too long; at most ${LONGEST} characters, use a set node for parts of it` };
  const tokens = tokensOf(source);
  if (!Array.isArray(tokens)) return tokens;
  const reader = new Reader(tokens);
  try {
    return { source, tree: reader.whole() };
  } catch (error) {
    if (error instanceof Stop) return error.mistake;
    throw error;
  }
}

export const isMistake = (read: Expression | ExpressionMistake): read is ExpressionMistake => !('tree' in read);

/** Ends the reading from any depth; never leaves this file. */
class Stop extends Error {
  readonly mistake: ExpressionMistake;
  constructor(mistake: ExpressionMistake) {
    super(mistake.text);
    this.mistake = mistake;
  }
}

/**
 * or := and { "or" and }          sum     := product { ("+" | "-") product }
 * and := not { "and" not }        product := unary { ("*" | "/" | "%") unary }
 * not := "not" not | compared     unary   := "-" unary | number | text | name | call | list | "(" or ")"
 * compared := sum [ op sum ]      call    := word "(" [ or { "," or } ] ")" [ "." word ]
 */
class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Tree {
    const tree = this.#or();
    const { kind, text, at } = this.#peek();
    if (kind === 'end') return tree;
    const why = COMPARISONS.some((one) => one === text) ? 'comparisons do not chain; join them by “and”' : `“${text}” is not expected here`;
    throw new Stop({ at, text: why });
  }

  #or(): Tree {
    return this.#chain(['or'], () => this.#and());
  }

  #and(): Tree {
    return this.#chain(['and'], () => this.#not());
  }

  #not(): Tree {
    const { at } = this.#peek();
    if (this.#take('not')) return { kind: 'not', at, of: this.#not() };
    return this.#compared();
  }

  #compared(): Tree {
    const left = this.#sum();
    const { at } = this.#peek();
    const operator = this.#comparison();
    return operator ? { kind: 'binary', at, operator, left, right: this.#sum() } : left;
  }

  #comparison(): BinaryOperator | undefined {
    if (this.#peek().text === 'not' && this.#peek(1).text === 'in') {
      this.#next += 2;
      return 'not in';
    }
    return COMPARISONS.find((one) => this.#take(one));
  }

  #sum(): Tree {
    return this.#chain(['+', '-'], () => this.#product());
  }

  #product(): Tree {
    return this.#chain(['*', '/', '%'], () => this.#unary());
  }

  #unary(): Tree {
    const { at } = this.#peek();
    if (this.#take('-')) return { kind: 'minus', at, of: this.#unary() };
    return this.#primary();
  }

  #primary(): Tree {
    const token = this.#peek();
    const { kind, text, at } = token;
    this.#next += 1;
    if (kind === 'number') return { kind: 'literal', at, value: Number(text) };
    if (kind === 'text') return { kind: 'literal', at, value: text };
    if (kind === 'word') return this.#word(token);
    if (text === '(') return this.#closed(this.#or(), ')');
    if (text === '[') return this.#closed({ kind: 'list', at, items: this.#items(']') }, ']');
    throw new Stop({ at, text: kind === 'end' ? 'something is missing here' : `“${text}” is not expected here; a value is` });
  }

  #word({ text, at }: Token): Tree {
    if (text === 'true' || text === 'false') return { kind: 'literal', at, value: text === 'true' };
    if (['and', 'or', 'in', 'not'].includes(text)) throw new Stop({ at, text: `a value is missing before “${text}”` });
    if (this.#take('(')) {
      const call: Tree = this.#closed({ kind: 'call', at, name: text, args: this.#items(')') }, ')');
      return this.#take('.') ? { ...call, member: this.#name() } : call;
    }
    let name = text;
    while (this.#take('.')) name += `.${this.#name()}`;
    return { kind: 'name', at, name };
  }

  #name(): string {
    const { kind, text, at } = this.#peek();
    if (kind !== 'word') throw new Stop({ at, text: 'a name is missing after “.”' });
    this.#next += 1;
    return text;
  }

  #items(end: string): Tree[] {
    const items: Tree[] = [];
    if (this.#peek().text === end && this.#peek().kind === 'sign') return items;
    do items.push(this.#or());
    while (this.#take(','));
    return items;
  }

  #closed<T extends Tree>(tree: T, sign: string): T {
    if (!this.#take(sign)) throw new Stop({ at: this.#peek().at, text: `a “${sign}” is missing here` });
    return tree;
  }

  #chain(operators: readonly BinaryOperator[], part: () => Tree): Tree {
    let left = part();
    for (;;) {
      const { at } = this.#peek();
      const operator = operators.find((one) => this.#take(one));
      if (!operator) return left;
      left = { kind: 'binary', at, operator, left, right: part() };
    }
  }

  #peek(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? { kind: 'end', text: '', at: this.#tokens.at(-1)?.at ?? 0 };
  }

  #take(text: string): boolean {
    const token = this.#peek();
    if (token.text !== text || (token.kind !== 'sign' && token.kind !== 'word')) return false;
    this.#next += 1;
    return true;
  }
}
