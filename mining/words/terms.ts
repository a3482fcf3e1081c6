import { stem } from './stem.ts';
import { isStop } from './stop-words.ts';

/** Chinese words come from the dictionary of ICU, which is in Node.js: the same version cuts the same way. */
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });
const RUN = /\p{Script=Han}+|[\p{L}\p{M}\p{N}']+?(?=\p{Script=Han}|[^\p{L}\p{M}\p{N}']|$)/gu;
const HAN = /^\p{Script=Han}/u;
/** What redaction writes in place of secrets, as it is stored. */
const SECRETS = /银行卡(?= |$)|账号(?= |$)|身份证(?= |$)|验证码(?= |$)/g;
/** More different terms than an hour of talk has. */
const MOST_TERMS = 400;
/** A compound of two words, in characters: 无法登录. */
const LONGEST_COMPOUND = 8;
/** Single characters in a row that the dictionary does not know together are a name or a new word. */
const LONGEST_UNKNOWN = 4;
const SHORTEST_WORD = 3;

interface Piece {
  readonly text: string;
  readonly han: boolean;
}

/**
 * What is talked about: words of two characters and more, English words by their stem, and pairs of such words beside each other;
 * no function words, no numbers. Each once, in the order of the conversation.
 */
export function termsOf(turns: readonly { readonly text: string }[]): readonly string[] {
  const terms = new Set<string>();
  for (const { text } of turns) {
    let before: Piece | undefined;
    for (const piece of pieces(text)) {
      if (piece) terms.add(piece.text);
      if (piece && before) {
        const pair = pairOf(before, piece);
        if (pair !== undefined) terms.add(pair);
      }
      before = piece;
    }
  }
  return [...terms].slice(0, MOST_TERMS);
}

/** Content words in order; undefined stands for everything between them. */
function pieces(text: string): (Piece | undefined)[] {
  return (text.replaceAll(SECRETS, ' ').match(RUN) ?? []).flatMap((run) => (HAN.test(run) ? chinese(run) : [english(run)]));
}

function english(word: string): Piece | undefined {
  const plain = word.replaceAll(/^'+|'+$/g, '');
  const text = stem(plain);
  return text.length < SHORTEST_WORD || /\p{N}/u.test(text) || isStop(plain) || isStop(text) ? undefined : { text, han: false };
}

function chinese(run: string): (Piece | undefined)[] {
  const found: (Piece | undefined)[] = [];
  let unknown = '';
  const close = () => {
    const length = [...unknown].length;
    if (length > 0) found.push(length > 1 && length <= LONGEST_UNKNOWN ? { text: unknown, han: true } : undefined);
    unknown = '';
  };
  for (const { segment } of SEGMENTER.segment(run)) {
    const single = [...segment].length === 1;
    if (single && !isStop(segment)) {
      unknown += segment;
      continue;
    }
    close();
    found.push(isStop(segment) ? undefined : { text: segment, han: true });
  }
  close();
  return found;
}

function pairOf(a: Piece, b: Piece): string | undefined {
  if (a.han !== b.han) return undefined;
  if (!a.han) return `${a.text} ${b.text}`;
  if (a.text === b.text) return undefined;
  const pair = a.text + b.text;
  return [...pair].length <= LONGEST_COMPOUND ? pair : undefined;
}
