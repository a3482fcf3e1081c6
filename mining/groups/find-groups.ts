import type { KeywordGroup, MinedTurn } from '../model.ts';
import { comparable } from '../words/comparable.ts';

/** Looks for keyword groups in conversations. */
export interface GroupFinder {
  /** Ids of the groups that occur, in the order they are configured. */
  find(turns: readonly Pick<MinedTurn, 'speaker' | 'text'>[]): readonly string[];
}

export function groupFinder(groups: readonly KeywordGroup[]): GroupFinder {
  const looked = groups.map(({ id, speaker, any }) => ({ id, speaker, phrases: any.map(comparable).filter((phrase) => phrase !== '') }));
  return {
    find(turns) {
      const said = turns.map(({ speaker, text }) => ({ speaker, text: comparable(text) }));
      const occurs = ({ speaker, phrases }: (typeof looked)[number]) => said.some((turn) => (speaker === undefined || turn.speaker === speaker) && phrases.some((phrase) => turn.text.includes(phrase)));
      return looked.filter(occurs).map(({ id }) => id);
    },
  };
}
