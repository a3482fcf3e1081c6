import type { ExplainedOffer } from '#contract';
import type { messages } from './messages.ts';

type Key = keyof (typeof messages)['en'];

/** Codes of the server as keys of the messages. */
export const STRATEGY_WORDS = {
  direct: 'direct',
  'longest-idle': 'longestIdle',
  'least-occupied': 'leastOccupied',
  'fewest-calls': 'fewestCalls',
  'round-robin': 'roundRobin',
  'top-down': 'topDown',
  'best-skill': 'bestSkill',
  random: 'random',
  'ring-all': 'ringAll',
  progressive: 'progressive',
} as const satisfies Readonly<Record<ExplainedOffer['strategy'], Key>>;

export const WHY_AGENT = {
  'asked-for': 'askedFor',
  'only-candidate': 'onlyCandidate',
  'first-by-strategy': 'firstByStrategy',
  'rings-with-others': 'ringsWithOthers',
  'chosen-by-strategy': 'chosenByStrategy',
} as const satisfies Readonly<Record<ExplainedOffer['whyAgent'], Key>>;

export const WHY_CONTACT = {
  'next-in-line': 'nextInLine',
  'others-not-for-this-agent': 'othersNotForAgent',
  'asked-for-this-agent': 'askedForThisAgent',
  unknown: 'unknown',
} as const satisfies Readonly<Record<ExplainedOffer['whyContact'], Key>>;

const OUTCOMES: Readonly<Record<string, Key>> = {
  ringing: 'ringing',
  answered: 'answered',
  'no-answer': 'notAnswered',
  rejected: 'rejected',
  busy: 'phoneBusy',
  unreachable: 'unreachable',
  'answered elsewhere': 'answeredElsewhere',
  abandoned: 'abandoned',
  removed: 'removed',
  ended: 'ended',
};

/** How the offer ended, where the words are ours; others are reasons of the server. */
export function outcomeKey(outcome: string): Key | undefined {
  return OUTCOMES[outcome];
}

export const EXCLUDED = { offline: 'offline', offered: 'offered', busy: 'busy', 'wrap-up': 'wrapUp', excepted: 'excepted' } as const;
