/** More names than anybody looks through. */
const MOST_NAMES = 60;

/** ` did you mean “sales”?` for a name close to a known one, then all known names: the tail of a message. */
export function didYouMean(given: string, known: readonly string[], kind: string): string {
  const near = nearest(given, known);
  const hint = near === undefined ? '' : ` did you mean “${near}”?`;
  const more = known.length > MOST_NAMES ? ', …' : '';
  return `${hint} ${kind}: ${known.length > 0 ? known.slice(0, MOST_NAMES).join(', ') + more : 'none'}`;
}

/** The closest known name, if at most a third of its letters differ. */
function nearest(given: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, distance: distance(given, name) }))
    .filter(({ name, distance }) => distance <= Math.ceil(name.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.name;
}

/** Letters to insert, delete or replace (Levenshtein), by rows of the usual table. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replace = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replace, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
