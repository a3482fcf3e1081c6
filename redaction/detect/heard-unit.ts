import type { CallSeconds } from '#core';
import { acrossWords } from '../numerals/across-words.ts';
import { readUnits } from '../numerals/read-units.ts';
import type { Unit } from '../numerals/unit.ts';
import type { HeardTurn, SpokenWord } from '../model.ts';

/** A unit among all that one speaker said lately. */
export interface HeardUnit {
  readonly unit: Unit;
  /** Index of the turn in the list that was read. */
  readonly turn: number;
  readonly start: CallSeconds;
  readonly end: CallSeconds;
  /** Its turn may still change. */
  readonly open: boolean;
}

/** Reading a word takes longer than looking it up; words repeat with every partial. */
const read = new Map<string, readonly Unit[]>();
const MOST_READ = 5_000;

function unitsOf({ text }: SpokenWord, word: number): readonly Unit[] {
  let units = read.get(text);
  if (!units) {
    if (read.size >= MOST_READ) read.clear();
    read.set(text, (units = readUnits(text, 0)));
  }
  return units.map((unit) => ({ ...unit, word }));
}

/** Units of turns that are still looked at; every update looks at all of them. */
const readTurns = new WeakMap<readonly SpokenWord[], readonly Unit[]>();

function unitsOfTurn(words: readonly SpokenWord[]): readonly Unit[] {
  let units = readTurns.get(words);
  if (!units) readTurns.set(words, (units = acrossWords(words.flatMap(unitsOf))));
  return units;
}

export function heardUnits(turns: readonly HeardTurn[]): HeardUnit[] {
  return turns.flatMap(({ words, final }, turn) =>
    unitsOfTurn(words).map((unit) => {
      const { start = 0, end = 0 } = words[unit.word] ?? {};
      return { unit, turn, start, end, open: !final };
    }),
  );
}
