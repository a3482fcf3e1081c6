import { type Clock, Emitter, Scope, type Timer } from '#core';
import { initialRouting, nextDeadline, route } from './machine/route.ts';
import { agentStateOf, contactView, countsOf, queueViews } from './machine/views.ts';
import type { RoutingCommand, RoutingEvent, RoutingSettings } from './model.ts';
import type { RoutingDesk, RoutingLog } from './port.ts';

export interface RoutingDeskOptions {
  readonly settings: RoutingSettings;
  /** Replayed in silence first; its times must be of the same clock. Every command is appended before it is decided. */
  readonly log: RoutingLog;
  readonly clock: Clock;
}

/**
 * The machine with a clock and a log. A command sent from inside a listener waits until the events of the present one are
 * told, so that every listener hears the same order. The settings are the first command in the log, so that it replays from
 * an empty machine.
 */
export function createRoutingDesk(options: RoutingDeskOptions): RoutingDesk {
  const { log, clock } = options;
  const events = new Emitter<RoutingEvent>();
  const scope = new Scope();
  const inbox: RoutingCommand[] = [];
  let state = initialRouting({ agents: [], queues: [] });
  for (const { command, at } of log.read()) state = route(state, command, at).state;
  let working = false;
  let timer: Timer | undefined;

  function send(command: RoutingCommand): void {
    if (scope.ended) return;
    inbox.push(command);
    if (working) return;
    working = true;
    try {
      for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) decide(next);
    } finally {
      working = false;
    }
    arm();
  }

  function decide(command: RoutingCommand): void {
    const at = clock.now();
    log.append({ at, command });
    const turn = route(state, command, at);
    state = turn.state;
    for (const event of turn.events) events.emit(event);
  }

  function arm(): void {
    timer?.cancel();
    const deadline = nextDeadline(state);
    if (deadline === undefined) return;
    const delay = Math.max(0, Math.ceil(deadline - clock.now()));
    timer = scope.after(clock, delay, () => send({ type: 'tick' }));
  }

  send({ type: 'settings', settings: options.settings });
  return {
    send,
    events,
    agentState: (agent) => agentStateOf(state, agent),
    queues: () => queueViews(state, clock.now()),
    contact: (id) => contactView(state, id, clock.now()),
    counts: () => countsOf(state),
    close: () => scope.end('routing desk closed'),
  };
}
