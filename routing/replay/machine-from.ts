import { initialRouting, route } from '../machine/route.ts';
import type { RoutingEvent } from '../model.ts';
import type { LoggedCommand } from '../port.ts';
import type { DayStart } from './day/day-line.ts';

/** A machine that begins as a recorded part began; each entry given is decided. */
export function machineFrom(_start: Pick<DayStart, 'snapshot'>): (entry: LoggedCommand) => readonly RoutingEvent[] {
  let state = initialRouting({ agents: [], queues: [] });
  return ({ command, at }) => {
    const turn = route(state, command, at);
    state = turn.state;
    return turn.events;
  };
}
