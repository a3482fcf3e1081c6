import type { FlowState } from '#ivr';
import type { CallFacts } from '#transcription';
import type { Call } from '../call.ts';

/** What the flow learned of how a caller speaks; chooses recognisers (`transcription.choose`). */
export interface SpeechFacts {
  readonly dialect?: string;
  readonly customer?: string;
  readonly tier?: string;
}

/** Keeps the flow's variable `dialect`, and who the customer is. A sub-flow that does not have the variable leaves it as it is. */
export function learnSpeech(known: SpeechFacts, { variables, customer }: Pick<FlowState, 'variables' | 'customer'>): SpeechFacts {
  const { dialect } = variables;
  const tagged = typeof dialect === 'string' && dialect !== known.dialect;
  const named = customer !== undefined && (customer.id !== known.customer || customer.tier !== known.tier);
  if (!tagged && !named) return known;
  return { ...known, ...(tagged ? { dialect } : {}), ...(named ? { customer: customer.id, ...(customer.tier === undefined ? {} : { tier: customer.tier }) } : {}) };
}

/** By what engine and model of a call are chosen now. */
export const speechFacts = ({ language, queue, speech }: Pick<Call, 'language' | 'queue' | 'speech'>): CallFacts => ({ language, queue, ...speech });
