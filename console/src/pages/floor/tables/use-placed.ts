import { type FocusEventHandler, type PointerEventHandler, useCallback, useState } from 'react';
import { keepPlace, type PlacedRow } from '../model/keep-place.ts';

export interface Placed<Row> {
  readonly rows: readonly PlacedRow<Row>[];
  readonly held: boolean;
  /** To be spread on the element around the rows. */
  readonly hold: {
    readonly onPointerEnter: PointerEventHandler;
    readonly onPointerLeave: PointerEventHandler;
    readonly onFocus: FocusEventHandler;
    readonly onBlur: FocusEventHandler;
  };
}

/** Rows that keep their place while the pointer, or focus by the keyboard, is among them; `sorted` must be the same array while nothing changed. */
export function usePlaced<Row extends { readonly id: string }>(sorted: readonly Row[]): Placed<Row> {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const held = pointer || focus;
  const [placed, setPlaced] = useState(() => ({ rows: keepPlace([], sorted, false), sorted, held }));
  const changed = placed.sorted !== sorted || placed.held !== held;
  const rows = changed ? keepPlace(placed.rows, sorted, held) : placed.rows;
  if (changed) setPlaced({ rows, sorted, held });
  return {
    rows,
    held,
    hold: {
      onPointerEnter: useCallback(() => setPointer(true), []),
      onPointerLeave: useCallback(() => setPointer(false), []),
      // A click leaves focus behind when the pointer goes; only focus that the keyboard moves holds the rows.
      onFocus: useCallback(({ target }) => setFocus(target.matches(':focus-visible')), []),
      onBlur: useCallback(() => setFocus(false), []),
    },
  };
}
