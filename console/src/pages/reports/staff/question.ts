import type { StaffQuery } from '#contract';
import type { Word } from '../table/columns.ts';

export interface Field {
  /** In the address. */
  readonly name: 'calls' | 'handle' | 'level' | 'within' | 'patience' | 'occupancy' | 'shrinkage';
  readonly word: Word;
  readonly least: number;
  readonly most: number;
  /** Where the address says nothing. */
  readonly usual?: number;
}

/** As people say them: shares in per cent. */
export const FIELDS: readonly Field[] = [
  { name: 'calls', word: 'callsPerHour', least: 0, most: 1_000_000 },
  { name: 'handle', word: 'handleSeconds', least: 1, most: 86_400 },
  { name: 'level', word: 'goalShare', least: 1, most: 99.9, usual: 80 },
  { name: 'within', word: 'goalSeconds', least: 0, most: 3_600, usual: 20 },
  { name: 'patience', word: 'patience', least: 1, most: 86_400 },
  { name: 'occupancy', word: 'mostOccupied', least: 1, most: 100 },
  { name: 'shrinkage', word: 'shrinkage', least: 0, most: 95 },
];

/** The question of an address; undefined while it lacks something, or has what is no number. */
export function questionOf(search: URLSearchParams): StaffQuery | undefined {
  const value = (name: Field['name']): number | undefined => {
    const { usual, least = 0, most = 0 } = FIELDS.find((field) => field.name === name) ?? {};
    const given = search.get(name);
    if (given === null || given === '') return usual;
    const number = Number(given);
    return number >= least && number <= most ? number : undefined;
  };
  const share = (name: Field['name']): number | undefined => {
    const percent = value(name);
    return percent === undefined ? undefined : percent / 100;
  };
  const [callsPerHour, handleSeconds, level, seconds] = [value('calls'), value('handle'), share('level'), value('within')];
  if (callsPerHour === undefined || handleSeconds === undefined || level === undefined || seconds === undefined) return undefined;
  return { callsPerHour, handleSeconds, level, seconds, patienceSeconds: value('patience'), occupancy: share('occupancy'), shrinkage: share('shrinkage') };
}
