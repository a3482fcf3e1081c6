import type { CliLanguage, Words } from './words.ts';

/** What a command may touch of the terminal; main.ts joins it to the process, tests to plain values. */
export interface Terminal {
  readonly words: Words;
  readonly language: CliLanguage;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative file names are meant from. */
  readonly from: string;
  /** To stdout. */
  say(line: string): void;
  /** Draws a line over the one drawn before, to stderr; undefined where nobody watches. An empty one takes it away. */
  readonly redraw?: ((line: string) => void) | undefined;
  /** To stderr. */
  complain(line: string): void;
  /** A line typed without being shown; undefined when nobody is at the terminal. */
  askHidden(prompt: string): Promise<string | undefined>;
  /** The first line of standard input. */
  readLine(): Promise<string>;
}
