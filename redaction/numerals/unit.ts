/** What a piece of a word is to somebody who listens for numbers. */
export type Sense =
  /** Digits as they are: `4`, `41`, `138…`. `weight` tells how they join with others. */
  | { readonly type: 'digits'; readonly digits: string; readonly join: 'plain' | 'tens' | 'teens' }
  /** Sounds like a digit: one only between digits. */
  | { readonly type: 'weak'; readonly digits: string }
  /** hundred, thousand, 十, 百, 千, 万. */
  | { readonly type: 'times'; readonly by: number }
  /** double, triple, 三个: the next digit so often. */
  | { readonly type: 'repeat'; readonly times: number }
  /** uh, 嗯, dash: digits go on behind it. */
  | { readonly type: 'filler' }
  /** minutes, 元: what stands before is an amount. */
  | { readonly type: 'measure' }
  | { readonly type: 'word' };

/** A piece of a word: all of it, or where Chinese is not parted into words, some characters. */
export interface Unit {
  /** Index of the word in its list. */
  readonly word: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly sense: Sense;
}
