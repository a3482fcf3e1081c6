import { type HangUpCause, promptRef } from '#ivr';
import { type Call, orEnd } from './call.ts';

/** RFC 3261 §21: what the caller's side is told. A flow that is through is a normal end, whatever it said. */
const CODES: Readonly<Record<string, number>> = { fault: 500, busy: 486, rejected: 603, 'no-agent': 480 };
const LAST_WORDS: Readonly<Record<string, string>> = { fault: 'technical-fault', 'no-agent': 'unavailable' };

/** Says what there is to say for this cause, then hangs up; `false` where the flow has said it. */
export async function sayGoodbye(call: Call, cause: HangUpCause, words: string | false | undefined = LAST_WORDS[cause]): Promise<void> {
  // Who hears it waits for nobody any more.
  call.stage = 'ending';
  if (words !== undefined && words !== false) {
    const spoken = call.caller?.media.play([promptRef(words, call.language)]);
    if (spoken) await orEnd(call.scope, spoken);
  }
  call.end({ by: 'server', code: CODES[cause] ?? 200, text: `flow ended: ${cause}` });
}
