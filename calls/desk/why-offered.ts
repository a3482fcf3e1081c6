import type { OfferReason } from '#routing';

const BECAUSE: Readonly<Record<Exclude<OfferReason['strategy'], 'direct' | 'longest-idle'>, string>> = {
  'least-occupied': 'you have been the least busy today',
  'fewest-calls': 'you have had the fewest calls today',
  'round-robin': 'it is your turn',
  'top-down': 'you come first in the order',
  'best-skill': 'your skills fit best',
  random: 'you were picked at random',
  'ring-all': 'all are asked at once; the first to answer has it',
  progressive: 'one more is asked every few seconds; the first to answer has it',
};

/** Why this agent got the call, in one short sentence. */
export function whyOffered({ strategy, candidates, candidateCount = candidates.length }: OfferReason, agent: string): string {
  if (strategy === 'direct') return 'Transferred to you by a colleague.';
  if (candidateCount <= 1) return 'You are the only free agent with the skills needed.';
  const idle = Math.round((candidates.find((one) => one.agent === agent)?.idleMs ?? 0) / 1000);
  const because = strategy === 'longest-idle' ? `you have been free the longest (${idle} s)` : BECAUSE[strategy];
  return `Of ${candidateCount} free agents with the skills needed ${because}.`;
}
