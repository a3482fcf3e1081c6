import type { LiveNews, Transcript } from '#contract';

/** One turn as it is read: final words, or what is being said just now. */
export interface ReadTurn {
  readonly key: string;
  readonly speaker: 'caller' | 'agent';
  /** Position of its first word on the call's audio clock, s. */
  readonly start: number;
  readonly text: string;
  readonly partial: boolean;
}

type WordNews = Extract<LiveNews, { type: 'words' }>;

export function turnsOf(transcript: Transcript): readonly ReadTurn[] {
  return transcript.turns.map(({ speaker, turn, words }) => readTurn(speaker, turn, words, false)).sort(byStart);
}

/** The turns after more words; a final turn is not taken back by a partial one that comes late. */
export function turnsAfter(turns: readonly ReadTurn[], news: readonly WordNews[]): readonly ReadTurn[] {
  const byKey = new Map(turns.map((turn) => [turn.key, turn]));
  for (const { speaker, turn, kind, words } of news) {
    const next = readTurn(speaker, turn, words, kind === 'partial');
    const known = byKey.get(next.key);
    if (next.partial && known && !known.partial) continue;
    if (next.text === '') byKey.delete(next.key);
    else byKey.set(next.key, next);
  }
  return [...byKey.values()].sort(byStart);
}

function readTurn(speaker: 'caller' | 'agent', turn: number, words: WordNews['words'], partial: boolean): ReadTurn {
  return { key: `${speaker}/${turn}`, speaker, start: words[0]?.start ?? 0, text: joined(words.map(({ text, written }) => written ?? text).filter((text) => text !== '')), partial };
}

/** Words of Chinese stand close, others apart. */
export function joined(words: readonly string[]): string {
  return words.reduce((all, word) => (all === '' || isClose(all.at(-1), word[0]) ? all + word : `${all} ${word}`), '');
}

/** Chinese stands close to Chinese, to its punctuation, and to figures. */
function isClose(before = ' ', after = ' '): boolean {
  const [one, other] = [HAN.test(before), HAN.test(after)];
  return (one && other) || (one && FIGURE.test(after)) || (other && FIGURE.test(before));
}

const HAN = /[\p{Script=Han}，。？！]/u;
const FIGURE = /[\d%‰]/u;

function byStart(a: ReadTurn, b: ReadTurn): number {
  return a.start - b.start;
}
