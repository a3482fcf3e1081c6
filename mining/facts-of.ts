import { createHash } from 'node:crypto';
import { groupFinder } from './groups/find-groups.ts';
import type { CallFacts, KeywordGroup, MinedTurn } from './model.ts';
import { talkFacts } from './talk/talk-facts.ts';
import { termsOf } from './words/terms.ts';

/** To be raised when the same words give other facts. */
const RULES = 1;

/** How facts are made; the same version makes the same facts of the same words. */
export interface FactMaker {
  readonly version: string;
  factsOf(turns: readonly MinedTurn[]): CallFacts;
}

export function factMaker(groups: readonly KeywordGroup[]): FactMaker {
  const finder = groupFinder(groups);
  // The dictionary of Chinese words is that of ICU.
  const version = createHash('sha256').update(JSON.stringify([RULES, process.versions.icu, groups])).digest('hex').slice(0, 16);
  return {
    version,
    factsOf(turns) {
      const inOrder = turns.toSorted((a, b) => a.start - b.start || a.end - b.end || (a.speaker < b.speaker ? -1 : 1));
      return { ...talkFacts(inOrder), terms: termsOf(inOrder), groups: finder.find(inOrder) };
    },
  };
}
