/** Rows of one kind as they were told last; gives back only those that are new or different. Pure but for its memory. */
export class ChangedRows<T extends { readonly id: string }> {
  readonly #told = new Map<string, string>();

  /** Of these rows, those that differ from what was told last. */
  differing(rows: Iterable<T>): T[] {
    const changed: T[] = [];
    for (const row of rows) {
      const text = JSON.stringify(row);
      if (this.#told.get(row.id) === text) continue;
      this.#told.set(row.id, text);
      changed.push(row);
    }
    return changed;
  }

  /** True when the row had been told. */
  forget(id: string): boolean {
    return this.#told.delete(id);
  }
}
