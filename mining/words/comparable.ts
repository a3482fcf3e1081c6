import { stem } from './stem.ts';

const APOSTROPHES = /[\u2018\u2019\u02bc]/g;
const TOKEN = /\p{Script=Han}|[\p{L}\p{M}\p{N}']+?(?=\p{Script=Han}|[^\p{L}\p{M}\p{N}']|$)/gu;

/** Tokens of a text with a space around each: Chinese characters, words by their stem. What contains a phrase contains its tokens. */
export function comparable(text: string): string {
  const tokens = text.normalize('NFKC').replaceAll(APOSTROPHES, "'").toLowerCase().match(TOKEN) ?? [];
  return tokens.length === 0 ? '' : ` ${tokens.map(stem).join(' ')} `;
}
