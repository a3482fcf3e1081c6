/** Share of the call that a marker takes at least: 24 px (WCAG 2.5.8) of the narrowest waveform. */
const ROOM = 0.04;

/** What happens at nearly the same time shares one marker, so that none covers another. `edge`: left end of the marker, as a share. */
export function clusters<T>(items: readonly T[], edge: (item: T) => number): readonly (readonly T[])[] {
  const groups: T[][] = [];
  let from = -Infinity;
  for (const item of [...items].sort((a, b) => edge(a) - edge(b))) {
    if (edge(item) - from < ROOM) groups.at(-1)?.push(item);
    else {
      groups.push([item]);
      from = edge(item);
    }
  }
  return groups;
}
