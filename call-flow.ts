/** The story of one call, top to bottom. Each step is a file in calls/; the call's scope ends everything at a hang-up. */
import { type Flow, queuesAhead } from '#ivr';
import type { AttemptEnd } from '#callbacks';
import type { IncomingCall } from '#sip';
import { callBack } from './calls/callbacks/call-back.ts';
import { answerCaller } from './calls/answer-caller.ts';
import { Call } from './calls/call.ts';
import { dialFeatureCode } from './calls/agents/feature-codes.ts';
import { finishCall } from './calls/finish-call.ts';
import type { House } from './calls/house.ts';
import { occupyAgent } from './calls/agents/own-call.ts';
import { runFlow, type Wish } from './calls/run-flow.ts';
import { sayGoodbye } from './calls/say-goodbye.ts';
import { helpCaller } from './calls/queue/help-caller.ts';

/** The calls in progress, and a way to end them all. */
export interface CallFlow {
  readonly open: ReadonlySet<Call>;
  /** Ends what is left, for instance when the server stops; resolves when all of it is recorded. */
  endAll(text: string): Promise<void>;
}

/** From now on every call that reaches one of our numbers is taken. */
export function takeCalls(house: House): CallFlow {
  const open = new Set<Call>();
  const running = new Set<Promise<void>>();
  const run = (story: (call: Call) => Promise<void>): Promise<void> => {
    const call = new Call(house);
    open.add(call);
    const told = whole(call, story).finally(() => {
      open.delete(call);
      running.delete(told);
    });
    running.add(told);
    return told;
  };
  house.sip.incoming.on((incoming) => void run((call) => tell(call, incoming)));
  void house.callbacks?.begin(async (callback, scope, begun) => {
    let end: AttemptEnd = 'interrupted';
    await run(async (call) => {
      begun(call.id);
      end = await callBack(call, callback, scope);
    });
    return end;
  });
  return {
    open,
    async endAll(text) {
      for (const call of open) call.end({ by: 'server', code: 503, text });
      await Promise.allSettled(running);
    },
  };
}

/** One call from its first step to its last. Whatever goes wrong inside ends this call with a word about it, and no other. */
async function whole(call: Call, story: (call: Call) => Promise<void>): Promise<void> {
  try {
    await story(call);
  } catch (error) {
    call.house.log.error('a call ended by a fault of ours', { call: call.id, error });
    call.end({ by: 'server', code: 500, text: 'internal fault' });
  } finally {
    await finishCall(call);
  }
}

/** A caller comes. */
async function tell(call: Call, incoming: IncomingCall): Promise<void> {
  const { user } = incoming.from;
  [call.from, call.to] = [user, incoming.to];
  const { numbers, flowVersions } = call.house.settings;
  // Flows may be exchanged while the call goes on: it walks the one it met to the end.
  const flow = numbers.get(incoming.to);
  const version = flow && flowVersions?.get(flow);
  call.queuesAhead = queuesBehind(call.house, incoming.to);
  const walks = version ? { flow: version.flow, version: version.number, hash: version.hash } : {};
  call.record('call.arrived', { from: user, to: incoming.to, transport: incoming.transport, ...walks });
  occupyAgent(call, incoming);
  if (await answerCaller(call, incoming)) await serve(call, incoming, flow);
}

async function serve(call: Call, incoming: IncomingCall, flow: Flow | undefined): Promise<void> {
  if (incoming.agent && (await dialFeatureCode(call, incoming.agent, incoming.to))) return;
  const wish = await findOutWish(call, incoming, flow);
  if (!wish) return;
  if (wish.type === 'hang-up') return sayGoodbye(call, wish.cause, wish.said ? false : undefined);
  const { queue, skills: needs, priority, ageCreditMs = 0, waitingSince } = wish;
  const help = await helpCaller(call, { queue, needs, priority, ageCreditMs, ...(waitingSince === undefined ? {} : { waitingSince }) });
  if (help?.outcome === 'done') return call.end({ by: 'agent', code: 200, text: 'agent hung up' });
  if (help?.why === 'long-wait') return sayGoodbye(call, 'no-agent', 'long-wait');
  if (help) return sayGoodbye(call, help.outcome === 'failed' ? 'fault' : 'no-agent');
}

/** Queues that a number can lead to, before anything was asked. */
function queuesBehind({ settings: { numbers, queues } }: House, number: string): readonly string[] {
  const flow = numbers.get(number);
  return flow ? queuesAhead(flow) : [...queues.values()].filter((queue) => queue.number === number).map(({ id }) => id);
}

/** A flow asks the caller; a queue's own number leads straight into it. */
async function findOutWish(call: Call, incoming: IncomingCall, flow: Flow | undefined): Promise<Wish | undefined> {
  const { queues } = call.house.settings;
  if (flow) return runFlow(call, flow, incoming.from.user, incoming.to);
  const queue = [...queues.values()].find(({ number }) => number === incoming.to);
  if (queue) return { type: 'queue', queue: queue.id, skills: [], priority: 0 };
  return { type: 'hang-up', cause: 'fault' };
}
