import type { Mark } from './zh-marks.ts';

const ASKING = /^(?:and |so |but |okay |ok |well |then |sorry |hello |hi |please )*(?:(?:what|what's|when|where|where's|why|who|who's|whose|how|how's|which)\b|(?:is|are|am|was|were|do|does|did|can|could|will|would|should|have|has|had|may|shall|isn't|aren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't) (?:i|you|we|they|he|she|it|there|this|that|these|those|the|my|your|our|his|her|its|their|anyone|anybody|someone|somebody|any)\b)/u;
/** What i need is, whenever, how nice: asked by the form and not meant so. */
const NOT_ASKED = /^(?:what (?:i|we) (?:need|want|mean|have|said)|how (?:nice|kind|lovely|terrible|awful)|which (?:is|means)|when (?:i|we|you|the|it|they|he|she) |may i (?:say|add)\b)/u;
const TAG = /(?:, |\b)(?:isn't it|aren't you|don't you|doesn't it|won't you|is that right|is that correct|can you|could you|would you)$/u;

/** How an English clause, in lower case, ends; `last`: the speaker stops behind it. */
export function enMark(clause: string, last: boolean): Mark {
  if ((ASKING.test(clause) && !NOT_ASKED.test(clause)) || TAG.test(clause)) return last ? '?' : ',';
  return last ? '.' : ',';
}
