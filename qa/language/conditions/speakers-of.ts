import type { Speaker } from '#core';

/** Whose words `ch` or `by` of a policy means. */
export function speakersOf(channel: 'agent' | 'customer' | 'both'): readonly Speaker[] {
  if (channel === 'both') return ['caller', 'agent'];
  return channel === 'agent' ? ['agent'] : ['caller'];
}
