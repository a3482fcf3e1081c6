import type { CallId, Clock, EpochMillis } from '#core';
import type { AgentState } from '#routing';

/** An agent's state as people read it: wall clock, call ids. */
export interface AgentStatus {
  /** `offline`, `ready`, `not-ready`, `offered`, `busy`, `wrap-up`. */
  readonly state: AgentState['kind'];
  /** Why not ready. */
  readonly reason?: string;
  readonly since?: EpochMillis;
  /** When wrap-up ends. */
  readonly until?: EpochMillis;
  /** The call the agent is offered or speaks on. */
  readonly call?: CallId;
}

/** The routing machine counts on the monotonic clock and in stays (`<call>#<n>`); people read neither. */
export function agentStatus(state: AgentState, clock: Clock): AgentStatus {
  const wall = (at: number) => Math.round(clock.wall() - clock.now() + at);
  return {
    state: state.kind,
    ...(state.kind === 'not-ready' ? { reason: state.reason } : {}),
    ...('since' in state ? { since: wall(state.since) } : {}),
    ...('until' in state ? { until: wall(state.until) } : {}),
    ...('contact' in state ? { call: state.contact.split('#')[0] ?? '' } : {}),
  };
}
