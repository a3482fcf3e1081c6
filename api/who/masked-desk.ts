import type { CallerFacts, Desk } from '#contract';
import { maskNumber } from './mask-number.ts';

/** A desktop for an agent whose role has no right to numbers. */
export function maskedDesk({ offer, call, ...desk }: Desk): Desk {
  return { ...desk, ...(offer ? { offer: { ...offer, caller: masked(offer.caller) } } : {}), ...(call ? { call: { ...call, caller: masked(call.caller) } } : {}) };
}

const masked = (caller: CallerFacts): CallerFacts => ({ ...caller, number: maskNumber(caller.number), display: maskNumber(caller.display) });
