import type { OfferReason } from '#routing';

/** Why this agent got the call, in one short sentence. */
export function whyOffered({ strategy, candidates }: OfferReason, agent: string): string {
  if (strategy === 'direct') return 'Transferred to you by a colleague.';
  const idle = Math.round((candidates.find((one) => one.agent === agent)?.idleMs ?? 0) / 1000);
  if (candidates.length <= 1) return 'You are the only free agent with the skills needed.';
  return `Of ${candidates.length} free agents with the skills needed you have been free the longest (${idle} s).`;
}
