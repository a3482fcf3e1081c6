import { createHash } from 'node:crypto';
import { type Millis, Scope } from '#core';
import type { QueueOutcome } from '#ivr';
import type { Call } from '../call.ts';
import { lastAgentOf } from '../flow/customer-of.ts';
import { wallOf } from '../desk/workplaces.ts';
import { plainNumber } from '../outside/customers-file.ts';
import { converse } from '../talk/converse.ts';
import type { AgentLine } from './offer-phone.ts';
import { type StayRequest, type WaitResult, waitForAgent } from './wait-for-agent.ts';

const SHORTEST_NUMBER = 3;

/** How a caller was helped: `done` = talked, the last agent hung up; else the caller still waits for help. */
export interface Help {
  readonly outcome: Exclude<QueueOutcome, 'closed'>;
  readonly why: string;
}

export interface HelpOptions {
  /** The caller leaves the queue when this ends; a conversation that began goes on to its end. Default: with the call. */
  readonly scope?: Scope;
  /** An agent has answered. */
  readonly answered?: () => void;
  /** Gives up after so long without an answer (`nobody`, `no-answer`). */
  readonly longestMs?: Millis;
  /** An agent who has answered already (a callback): no wait comes first. */
  readonly line?: AgentLine;
}

/** Queue, conversation, and again as long as somebody is still to help: after transfers and lost phones. Undefined when the call or the scope ended. */
export async function helpCaller(call: Call, first: StayRequest, { scope = call.scope, answered, longestMs, line }: HelpOptions = {}): Promise<Help | undefined> {
  let request: StayRequest = { ...first, ...(await whoCalls(call, first)) };
  call.priority = first.priority;
  if (dissuades(call, first)) return { outcome: 'full', why: 'long-wait' };
  const waiting = new Scope(scope);
  let expired = false;
  if (longestMs !== undefined) waiting.after(call.house.clock, longestMs, () => ((expired = true), waiting.end('rang long enough')));
  const beforeAnswer = { scope: waiting };
  let found: WaitResult | undefined = line && { kind: 'agent', line };
  while (!call.scope.ended) {
    const waitingSince = request.waitingSince ?? call.house.clock.now();
    call.queue = request.queue;
    call.stage = 'queue';
    call.waitingSince = wallOf(call.house.clock, waitingSince);
    const wait: WaitResult | undefined = found ?? (await waitForAgent(call, { ...request, waitingSince }, beforeAnswer.scope));
    found = undefined;
    if (!wait) return expired ? { outcome: 'nobody', why: 'no-answer' } : undefined;
    if (wait.kind === 'nobody') return { outcome: outcomeOf(wait.why), why: wait.why };
    // Whoever lost the agent waits on with the age of the first wait.
    const again = { ...request, waitingSince, apologise: true };
    if (wait.kind === 'lost') {
      request = again;
      continue;
    }
    // From here on only the end of the call ends it.
    beforeAnswer.scope = call.scope;
    answered?.();
    let talk = await converse(call, wait.line, request.queue);
    while (talk?.kind === 'agent') talk = await converse(call, talk.line, talk.queue);
    if (!talk) return undefined;
    if (talk.kind === 'agent-hung-up') return { outcome: 'done', why: 'agent hung up' };
    request = talk.kind === 'queue' ? { ...talk.request, waitingSince, ...keptOf(request) } : again;
  }
  return undefined;
}

/** What goes along to another queue. */
const keptOf = ({ resumeKey, ageCreditMs }: StayRequest) => ({ ...(resumeKey === undefined ? {} : { resumeKey }), ...(ageCreditMs === undefined ? {} : { ageCreditMs }) });

/** Who would wait longer than the queue finds bearable is told so at once. Those who waited before, or want one person, are not. */
function dissuades(call: Call, { queue, waitingSince, only }: StayRequest): boolean {
  const { waits, settings } = call.house;
  const longestMs = settings.queues.get(queue)?.dissuadeMs;
  if (longestMs === undefined || waitingSince !== undefined || only !== undefined) return false;
  const { expectedMs } = waits.ofNext(queue);
  if (expectedMs === undefined || expectedMs <= longestMs) return false;
  call.record('queue.dissuaded', { queue, expectedSeconds: expectedMs / 1000 });
  return true;
}

function outcomeOf(why: string): Help['outcome'] {
  if (why === 'full') return 'full';
  if (why === 'overflow') return 'overflow';
  return why === 'removed' || why === 'node-lost' ? 'failed' : 'nobody';
}

/** By what an abandoned caller is recognised, and who spoke with this caller last. */
async function whoCalls(call: Call, request: StayRequest): Promise<Pick<StayRequest, 'resumeKey' | 'lastAgent'>> {
  // Withheld numbers say nothing about who it is.
  if (plainNumber(call.from).length < SHORTEST_NUMBER || request.only !== undefined) return {};
  const asksForLast = (call.house.settings.queues.get(request.queue)?.lastAgentMs ?? 0) > 0;
  const lastAgent = call.lastAgent ?? (asksForLast ? await lastAgentOf(call.house, call.from).catch(() => undefined) : undefined);
  return { resumeKey: fingerprint(call.from), ...(lastAgent === undefined ? {} : { lastAgent }) };
}

/** The routing log is kept and copied: no numbers in it. */
const fingerprint = (number: string) => createHash('sha256').update(number).digest('hex').slice(0, 16);
