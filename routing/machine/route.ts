import type { Millis } from '#core';
import type { RoutingCommand, RoutingEvent, RoutingSettings } from '../model.ts';
import { agentHolds, agentLetsGo } from './agents/holdings.ts';
import { restOver } from './agents/hold.ts';
import { agentNotReady, agentOffline, agentOnline, agentReady, contactEnded } from './agents/commands.ts';
import { wrapUpExtend, wrapUpFinish, wrapUpOver, wrapUpOwed } from './agents/wrap-up.ts';
import { change, enqueue } from './contacts/commands.ts';
import { nodeLost } from './contacts/node-lost.ts';
import { answered, contactDue, leave, offerFailed, rangOut } from './offers/commands.ts';
import { askOthers } from './offers/ask-others.ts';
import { applySettings } from './settings.ts';
import { emptyRouting, type RoutingState, type Turn } from './state.ts';

/** A machine with these agents (all offline) and queues. */
export function initialRouting(settings: RoutingSettings): RoutingState {
  const state = emptyRouting();
  applySettings({ state, now: 0, events: [] }, settings);
  return state;
}

/**
 * Decides one command, then everything that is due by `now` (ring time-outs, ends of wrap-up, steps, longest waits): an answer at the very instant
 * of its time-out counts. Deterministic, so a log of commands replays to the same events. The state is taken over: use the
 * returned one only. `now` in ms of any one clock; going back is taken as standing still.
 */
export function route(
  state: RoutingState,
  command: RoutingCommand,
  now: Millis,
): { readonly state: RoutingState; readonly events: readonly RoutingEvent[] } {
  state.clock = Math.max(state.clock, now);
  const turn: Turn = { state, now: state.clock, events: [] };
  decide(turn, command);
  askOthers(turn);
  expire(turn);
  return { state, events: turn.events };
}

/** When the machine must be woken by a `tick`, in ms of its clock; undefined when nothing is pending. */
export function nextDeadline(state: RoutingState): Millis | undefined {
  return state.alarms.first?.due;
}

function decide(turn: Turn, command: RoutingCommand): void {
  switch (command.type) {
    case 'agent.online':
      return agentOnline(turn, command);
    case 'agent.offline':
      return agentOffline(turn, command.agent);
    case 'agent.ready':
      return agentReady(turn, command.agent);
    case 'agent.not-ready':
      return agentNotReady(turn, command.agent, command.reason);
    case 'agent.holds':
      return agentHolds(turn, command);
    case 'agent.lets-go':
      return agentLetsGo(turn, command);
    case 'contact.enqueue':
      return enqueue(turn, command.contact);
    case 'contact.leave':
      return leave(turn, command.contact, command.why);
    case 'offer.answered':
      return answered(turn, command.offer);
    case 'offer.failed':
      return offerFailed(turn, command.offer, command.why);
    case 'contact.ended':
      return contactEnded(turn, command.contact, command.agent);
    case 'wrap-up.owed':
      return wrapUpOwed(turn, command.agent, command.reason);
    case 'wrap-up.extend':
      return wrapUpExtend(turn, command.agent, command.ms);
    case 'wrap-up.finish':
      return wrapUpFinish(turn, command.agent);
    case 'contact.change':
      return change(turn, command);
    case 'node.lost':
      return nodeLost(turn, command.node);
    case 'settings':
      return applySettings(turn, command.settings);
    case 'tick':
      return;
  }
}

function expire(turn: Turn): void {
  for (;;) {
    const alarm = turn.state.alarms.first;
    if (!alarm || alarm.due > turn.now) return;
    if (alarm.kind === 'contact') contactDue(turn, alarm);
    else if (alarm.phase === 'offered') rangOut(turn, alarm.offer);
    else if (alarm.aside) restOver(turn, alarm);
    else wrapUpOver(turn, alarm);
    askOthers(turn);
  }
}
