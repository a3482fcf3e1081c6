import { useRef, useState } from 'react';
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
  const [held, setHeld] = useState(false);
  const shown = useRef<readonly T[]>(next);
  const rows = held ? keepPlaces(shown.current, next, idOf) : next;
  shown.current = rows;
  return { rows, held, hold: { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) } };
}
