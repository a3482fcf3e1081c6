import type { Wish } from './run-flow.ts';
import { promptRef } from '#ivr';
import { type Call, orEnd } from './call.ts';

type Cause = Extract<Wish, { type: 'hang-up' }>['cause'];

/** Says what there is to say for this cause, then hangs up. */
export async function sayGoodbye(call: Call, cause: Cause): Promise<void> {
  // Who hears it waits for nobody any more.
  call.stage = 'ending';
  if (cause === 'fault') {
    const spoken = call.caller?.media.play([promptRef('technical-fault', call.language)]);
    if (spoken) await orEnd(call.scope, spoken);
  }
  const code = cause === 'fault' ? 500 : 200;
  call.end({ by: 'server', code, text: `flow ended: ${cause}` });
}
