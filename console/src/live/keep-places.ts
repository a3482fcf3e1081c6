import { useState } from 'react';
import type { PointerEventHandler } from 'react';

/**
 * The rows in the order shown before: values are new, new rows come last, rows that are gone stay as they were.
 * For use while the pointer is on the table, so that nothing moves under it.
 */
export function keepPlaces<T>(shown: readonly T[], next: readonly T[], idOf: (row: T) => string): readonly T[] {
  const byId = new Map(next.map((row) => [idOf(row), row]));
  const kept = shown.map((row) => byId.get(idOf(row)) ?? row);
  const known = new Set(shown.map(idOf));
  return [...kept, ...next.filter((row) => !known.has(idOf(row)))];
}

export interface KeptRows<T> {
  readonly rows: readonly T[];
  /** To be spread on the element around the rows. */
  readonly hold: { readonly onPointerEnter: PointerEventHandler; readonly onPointerLeave: PointerEventHandler };
  readonly held: boolean;
}

export function useKeptRows<T>(next: readonly T[], idOf: (row: T) => string): KeptRows<T> {
  // The rows at the moment the pointer came; undefined while it is elsewhere.
  const [kept, keep] = useState<readonly T[]>();
  const rows = kept === undefined ? next : keepPlaces(kept, next, idOf);
  return { rows, held: kept !== undefined, hold: { onPointerEnter: () => keep(next), onPointerLeave: () => keep(undefined) } };
}
