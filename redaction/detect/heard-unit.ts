import type { CallSeconds } from '#core';
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

export function heardUnits(turns: readonly HeardTurn[]): HeardUnit[] {
  return turns.flatMap(({ words, final }, turn) => words.flatMap((word, index) => unitsOf(word, index).map((unit) => ({ unit, turn, start: word.start, end: word.end, open: !final }))));
}
