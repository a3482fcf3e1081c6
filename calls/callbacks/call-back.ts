import type { AttemptEnd, Callback } from '#callbacks';
import { type Millis, Scope } from '#core';
import { promptRef } from '#ivr';
import { type Call, orEnd } from '../call.ts';
import { helpCaller } from '../queue/help-caller.ts';
import type { AgentLine } from '../queue/offer-phone.ts';
import { type StayRequest, waitForAgent } from '../queue/wait-for-agent.ts';
import { dialCustomer } from './dial-customer.ts';

const USUAL_RING_MS: Millis = 30_000;
/** A person presses the key within this, an answering machine never. */
const CONFIRM_MS: Millis = 8_000;
const CONFIRM_KEY = '1';

/** One attempt to call a customer back; `scope` ends it before somebody talks (cancelled, server stopping). */
export async function callBack(call: Call, callback: Callback, scope: Scope): Promise<AttemptEnd> {
  const { house } = call;
  const { id, number, queue, order, attempts } = callback;
  [call.from, call.to, call.language, call.placed] = [number, house.settings.queues.get(queue)?.number ?? queue, callback.language, true];
  call.queue = queue;
  call.record('call.arrived', { from: number, to: call.to, transport: 'callback', callback: id, ...(callback.call === undefined ? {} : { before: callback.call }) });
  call.record('call.language', { language: call.language });
  call.record('callback.begun', { callback: id, attempt: attempts.length, order, queue, ...(callback.call === undefined ? {} : { before: callback.call }) });
  const within = new Scope(call.scope);
  scope.onEnd(() => within.end(scope.reason));
  const end = order === 'agent-first' ? await agentFirst(call, callback, within) : await customerFirst(call, callback, within);
  call.record('callback.ended', { callback: id, end });
  return end;
}

/** The age on the routing machine's clock. */
function stayOf({ house: { clock } }: Call, { queue, skills, priority, waitingSince }: Callback): StayRequest {
  return { queue, needs: skills, priority, waitingSince: clock.now() - Math.max(0, clock.wall() - waitingSince) };
}

/** The customer's place waits without the customer, who is called when an agent has answered. */
async function agentFirst(call: Call, callback: Callback, scope: Scope): Promise<AttemptEnd> {
  const stay = stayOf(call, callback);
  call.stage = 'queue';
  call.waitingSince = callback.waitingSince;
  const wait = await waitForAgent(call, stay, scope);
  if (!wait) return 'interrupted';
  if (wait.kind !== 'agent') return 'no-agent';
  const { line } = wait;
  const ringing = new Scope(scope);
  line.leg.ended.on(() => ringing.end('the agent hung up'), ringing);
  const sounds = new Scope(ringing);
  hearRinging(call, line, sounds);
  const reached = await dialCustomer(call, callback.number, ringMsOf(call), ringing);
  sounds.end('the ringing is over');
  if (!reached.ok) {
    call.record('callback.failed', { agent: line.agent, why: reached.end, text: reached.text });
    await tellAgent(call, line, ringing);
    return reached.end;
  }
  ringing.end('answered');
  line.media.stop();
  await talk(call, stay, line);
  return 'talked';
}

function hearRinging(call: Call, { media }: AgentLine, ringing: Scope): void {
  void media.play([promptRef('callback-calling', call.language)]).then(() => {
    if (!ringing.ended) void media.play([promptRef('ringback', call.language)], { loop: true });
  });
}

async function tellAgent(call: Call, line: AgentLine, ringing: Scope): Promise<void> {
  if (!ringing.ended) await orEnd(ringing, line.media.play([promptRef('callback-no-answer', call.language)]));
  line.scope.end('the customer was not reached');
}

/** The customer is called at the time when the turn has come, and then waits as one who waited all the time. */
async function customerFirst(call: Call, callback: Callback, scope: Scope): Promise<AttemptEnd> {
  call.stage = 'flow';
  const reached = await dialCustomer(call, callback.number, ringMsOf(call), scope);
  if (!reached.ok) {
    call.record('callback.failed', { why: reached.end, text: reached.text });
    return reached.end === 'no-agent' ? 'interrupted' : reached.end;
  }
  if (!(await confirmed(call))) return 'no-answer';
  await talk(call, stayOf(call, callback));
  return call.agent === undefined ? 'no-answer' : 'talked';
}

/** Somebody is there and wants the call; asked twice. */
async function confirmed(call: Call): Promise<boolean> {
  const asking = new Scope(call.scope);
  const pressed = new Promise<boolean>((yes) => call.caller?.keys.on((digit) => digit === CONFIRM_KEY && yes(true), asking));
  const asked = async (): Promise<boolean> => {
    for (let time = 0; time < 2 && !asking.ended; time++) {
      await call.caller?.media.play([promptRef('callback-hello', call.language)]);
      await new Promise<void>((over) => {
        asking.after(call.house.clock, CONFIRM_MS, over);
        asking.onEnd(over);
      });
    }
    return false;
  };
  try {
    return (await orEnd(call.scope, Promise.race([pressed, asked()]))) ?? false;
  } finally {
    asking.end('answered');
  }
}

async function talk(call: Call, stay: StayRequest, line?: AgentLine): Promise<void> {
  const help = await helpCaller(call, stay, line ? { line } : {});
  if (help?.outcome === 'done') call.end({ by: 'agent', code: 200, text: 'agent hung up' });
}

const ringMsOf = ({ house }: Call): Millis => house.settings.callbackRingMs ?? USUAL_RING_MS;
