import type { CallerFacts, Desk, DeskCall, DeskOffer, TodayFigures, WrapUp } from '#contract';
import type { AgentStatus } from '../agents/agent-status.ts';
import { agentStatus } from '../agents/agent-status.ts';
import type { Call } from '../call.ts';
import type { AgentSettings, House } from '../house.ts';
import { DISPOSITION_MISSING } from './talk-on-desk.ts';
import { whyOffered } from './why-offered.ts';
import type { Ringing, Talking, Workplace } from './workplaces.ts';

/** What an agent's desktop shows now. */
export function deskView(house: House, agent: AgentSettings, today: TodayFigures): Desk {
  const { workplaces, desk, clock } = house;
  const place = workplaces.of(agent.id);
  const status = agentStatus(desk.agentState(agent.id), clock);
  const wrapUp = wrapUpOf(place, status);
  const tickets = house.ticketsOf?.(agent.id);
  return {
    agent: agent.id,
    name: agent.name,
    extension: agent.extension,
    state: status.state,
    ...(status.reason === undefined ? {} : { reason: status.reason }),
    since: status.since ?? 0,
    phone: phoneOf(house, agent.extension),
    ...(place.ringing ? { offer: offerOf(house, place.ringing, agent.id) } : {}),
    ...(place.talking ? { call: callOf(house, place.talking, place) } : {}),
    ...(wrapUp ? { wrapUp } : {}),
    ...(tickets ? { tickets } : {}),
    today,
  };
}

function phoneOf({ sip }: House, extension: string): Desk['phone'] {
  const kinds = new Set([...(sip.phonesOf(extension)?.kinds ?? []), ...(sip.elsewhere?.kinds(extension) ?? [])]);
  if (kinds.size === 0) return 'none';
  if (kinds.size > 1) return 'both';
  return kinds.has('browser') ? 'browser' : 'desk-phone';
}

const callerOf = (call: Call): CallerFacts => ({ number: call.from, display: call.caller?.display ?? '', path: [...call.path], language: call.language });
const queueName = ({ settings }: House, queue: string) => settings.queues.get(queue)?.name ?? queue;

function offerOf(house: House, { call, queue, until, reason, kind }: Ringing, agent: string): DeskOffer {
  const { strategy, candidates, candidateCount = candidates.length, waitedMs, step } = reason;
  const idleSeconds = Math.round((candidates.find((one) => one.agent === agent)?.idleMs ?? 0) / 1000);
  return {
    callId: call.id,
    queue,
    queueName: queueName(house, queue),
    skills: call.needs.map(({ skill, level }) => ({ skill, level })),
    waitedSeconds: Math.round(waitedMs / 1000),
    until,
    caller: callerOf(call),
    why: whyOffered(reason, agent),
    reason: { strategy, candidates: candidateCount, idleSeconds, ...(step === undefined ? {} : { step }) },
    phone: kind === 'browser' ? 'browser' : 'desk-phone',
  };
}

function callOf(house: House, talking: Talking, { paper }: Workplace): DeskCall {
  const { call, queue, since, audioAtSince, held, heldAtPhone, muted, kind, connected, transferring, transferFailed } = talking;
  return {
    callId: call.id,
    queue,
    queueName: queueName(house, queue),
    caller: callerOf(call),
    since,
    audioAtSince,
    held,
    heldAtPhone,
    muted,
    phone: kind === 'browser' ? 'browser' : 'desk-phone',
    connected,
    ...(transferring === undefined ? {} : { transferring }),
    ...(transferFailed === undefined ? {} : { transferFailed }),
    ...(paper ? { notes: paper.notes } : {}),
    ...(paper?.disposition === undefined ? {} : { disposition: paper.disposition }),
    ...(call.assist.shown ? { assist: call.assist.shown } : {}),
  };
}

/** Shown while the clock runs, and after it while something is missing. */
function wrapUpOf({ paper, talking }: Workplace, { state, reason, since, until }: AgentStatus): WrapUp | undefined {
  if (!paper?.talked || talking) return undefined;
  const missing = state === 'not-ready' && reason === DISPOSITION_MISSING;
  if (state !== 'wrap-up' && !missing) return undefined;
  return {
    callId: paper.call.id,
    until: until ?? since ?? 0,
    notes: paper.notes,
    ...(paper.disposition === undefined ? {} : { disposition: paper.disposition }),
  };
}
