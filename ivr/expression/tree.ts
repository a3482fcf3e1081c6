/** What an expression can be. `date` is a day `YYYY-MM-DD`, `time` a time of day `HH:MM`; both are text inside. */
export type ValueType = 'text' | 'number' | 'boolean' | 'date' | 'time';

/** A value; undefined stands for what is not known (no customer, no answer of a queue, 1 / 0). */
export type Value = string | number | boolean | undefined;

export const COMPARISONS = ['==', '!=', '<=', '>=', '<', '>', 'in', 'not in'] as const;
export type BinaryOperator = (typeof COMPARISONS)[number] | '+' | '-' | '*' | '/' | '%' | 'and' | 'or';

/** A read expression. `at` is where it stands in its source, counted from 0. */
export type Tree =
  | { readonly kind: 'literal'; readonly at: number; readonly value: string | number | boolean }
  | { readonly kind: 'name'; readonly at: number; readonly name: string }
  | { readonly kind: 'call'; readonly at: number; readonly name: string; readonly args: readonly Tree[]; readonly member?: string }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly Tree[] }
  | { readonly kind: 'not' | 'minus'; readonly at: number; readonly of: Tree }
  | { readonly kind: 'binary'; readonly at: number; readonly operator: BinaryOperator; readonly left: Tree; readonly right: Tree };

/** An expression as a flow carries it. */
export interface Expression {
  readonly source: string;
  readonly tree: Tree;
}

/** What is wrong, and where in the source. */
export interface ExpressionMistake {
  readonly at: number;
  readonly text: string;
}

/** All parts of an expression, itself first. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'literal':
    case 'name':
      return [tree];
    case 'call':
      return [tree, ...tree.args.flatMap(partsOf)];
    case 'list':
      return [tree, ...tree.items.flatMap(partsOf)];
    case 'not':
    case 'minus':
      return [tree, ...partsOf(tree.of)];
    case 'binary':
      return [tree, ...partsOf(tree.left), ...partsOf(tree.right)];
  }
}
