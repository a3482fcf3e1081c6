/** Tokens `from` to before `to` (words of English, characters of Chinese) are written as `text`. */
export interface Rewriting {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Looks for what begins at token `at`: how it is written, that it stays as it is (`keep`), or nothing. */
export type Rule<T> = (tokens: T, at: number) => { readonly to: number; readonly text: string } | { readonly to: number; readonly keep: true } | undefined;

/** The first rule that knows what begins at a token has it, and the next one begins behind it. */
export function rewritings<T>(tokens: T, length: number, rules: readonly Rule<T>[]): readonly Rewriting[] {
  const found: Rewriting[] = [];
  for (let at = 0; at < length; ) {
    const hit = firstOf(tokens, at, rules);
    if (hit && 'text' in hit) found.push({ from: at, ...hit });
    at = Math.max(at + 1, hit?.to ?? 0);
  }
  return found;
}

function firstOf<T>(tokens: T, at: number, rules: readonly Rule<T>[]): ReturnType<Rule<T>> {
  for (const rule of rules) {
    const hit = rule(tokens, at);
    if (hit) return hit;
  }
  return undefined;
}
