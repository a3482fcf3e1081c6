import type { Voicemail } from '#contract';

/** How many came after the newest one that was there before. */
export function arrivals(list: readonly Pick<Voicemail, 'at'>[], newest: number): number {
  return list.filter(({ at }) => at > newest).length;
}

/** The message so many places down (or up) from the chosen one; the first, or the last, where none is chosen. */
export function neighbour(list: readonly Pick<Voicemail, 'id'>[], chosen: string | undefined, step: 1 | -1): string | undefined {
  const at = list.findIndex(({ id }) => id === chosen);
  if (at === -1) return (step === 1 ? list[0] : list.at(-1))?.id;
  return list[at + step]?.id;
}
