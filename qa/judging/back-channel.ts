import type { CallSeconds } from '#core';
import type { HeardWord } from '../model.ts';

/** What listeners say to show that they listen (RULES.md §5). */
const LISTENING = new Set([
  ...['嗯', '恩', '好', '好的', '对', '对的', '是', '是的', '行', '哦', '噢', '喔', '啊', '呃', '额', '哎', '欸', '诶', '没错', '明白', '可以', '知道'],
  ...['uh', 'huh', 'uhhuh', 'um', 'hm', 'hmm', 'mm', 'mmhm', 'mhm', 'yeah', 'yes', 'yep', 'yup', 'ok', 'okay', 'right', 'sure', 'oh', 'ah', 'see', 'i', 'alright', 'good', 'fine'],
]);
/** Words may begin a little before the voice was noticed, or end after it. */
const SLACK: CallSeconds = 0.3;

/** Whether all that was said between two instants only shows that somebody listens; without a word it is not known to. */
export function isBackChannel(words: readonly HeardWord[], from: CallSeconds, to: CallSeconds): boolean {
  const said: string[] = [];
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i];
    if (!word || word.end < from - SLACK) break;
    const middle = (word.start + word.end) / 2;
    if (middle >= from - SLACK && middle <= to + SLACK) said.push(word.text.toLowerCase().replaceAll(/[^\p{L}]/gu, ''));
  }
  return said.length > 0 && said.every((text) => text === '' || LISTENING.has(text) || /^[嗯对好是哦啊的]+$/u.test(text));
}
