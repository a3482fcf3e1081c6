import type { Nod, RedactionInput } from '../model.ts';

/** All that is said while the other side dictates: okay, go on, 嗯 请说. */
const NOD = /^((okay|ok|yes|yeah|yep|right|sure|alright|mhm|hm+|mm+|uh huh|uh|go on|go ahead|got it|got that|continue|next|and|then|so far|i see|good|great|please|correct) ?)+$|^(嗯+|好的?|行|对的?|是的?|您说|你说|请说|请讲|继续|接着|然后呢?|后面呢?|还有呢?|明白|收到|记下了?|啊|哦)+$/u;
const MOST_NODS = 20;

/** What was said lately that does not end a number of the other side, with this turn. */
export function nodsWith(nods: readonly Nod[], input: RedactionInput): readonly Nod[] {
  if (input.type !== 'words' || input.kind !== 'final') return nods;
  const { words, speaker } = input;
  const [first, last] = [words[0], words.at(-1)];
  const text = words.map((word) => word.text.toLowerCase().replaceAll(/[\p{P}]/gu, ' ').trim()).join(' ').trim();
  const isNod = NOD.test(text) || NOD.test(text.replaceAll(' ', ''));
  return first && last && isNod ? [...nods, { speaker, start: first.start, end: last.end }].slice(-MOST_NODS) : nods;
}
