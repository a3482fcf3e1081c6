/** A row at its place on the screen; `over` when it is gone from the data and only kept so that nothing jumps. */
export interface PlacedRow<Row> {
  readonly row: Row;
  readonly over: boolean;
}

/**
 * Rows in the order to show.
 *
 * While `held` (pointer or focus among the rows) each row keeps its place, those that went stay as `over`, and new
 * ones come at the end; otherwise the sorted order is taken over.
 */
export function keepPlace<Row extends { readonly id: string }>(
  shown: readonly PlacedRow<Row>[],
  sorted: readonly Row[],
  held: boolean,
): readonly PlacedRow<Row>[] {
  if (!held) return sorted.map((row) => ({ row, over: false }));
  const fresh = new Map(sorted.map((row) => [row.id, row]));
  const kept = shown.map(({ row }) => {
    const now = fresh.get(row.id);
    fresh.delete(row.id);
    return { row: now ?? row, over: now === undefined };
  });
  return [...kept, ...[...fresh.values()].map((row) => ({ row, over: false }))];
}
