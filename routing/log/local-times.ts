import type { Millis } from '#core';
import type { AgentState, RoutingCommand, RoutingEvent } from '../model.ts';

/** Instants of the log as the clock of this process has them; `shift` = time of the log − time of the clock. */
export function stateAt(state: AgentState, shift: Millis): AgentState {
  if (shift === 0 || state.kind === 'offline') return state;
  const since = state.since - shift;
  return state.kind === 'wrap-up' ? { ...state, since, until: state.until - shift } : { ...state, since };
}

/** The same of an event: states, work and ranks carry instants; all else are spans. */
export function eventAt(event: RoutingEvent, shift: Millis): RoutingEvent {
  if (shift === 0) return event;
  switch (event.type) {
    case 'agent.state':
      return { ...event, state: stateAt(event.state, shift) };
    case 'agent.work':
    case 'agent.aside':
      return { ...event, work: event.work.map((piece) => ({ ...piece, since: piece.since - shift })) };
    case 'offer.made': {
      const { contactRank } = event.reason;
      return contactRank ? { ...event, reason: { ...event.reason, contactRank: { ...contactRank, since: contactRank.since - shift } } } : event;
    }
    default:
      return event;
  }
}

/** A command of this process, with instants of the log. */
export function commandAt(command: RoutingCommand, shift: Millis): RoutingCommand {
  if (shift === 0 || command.type !== 'contact.enqueue' || command.contact.waitingSince === undefined) return command;
  return { ...command, contact: { ...command.contact, waitingSince: command.contact.waitingSince + shift } };
}
