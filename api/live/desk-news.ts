import type { AgentId, Clock, Millis, Scope } from '#core';
import type { Desk } from '#contract';
import type { DeskPort } from '../port.ts';

/** People see no difference below this; a desktop changes several times while a call is answered. */
const AT_MOST_EVERY_MS: Millis = 100;

export interface DeskNewsOptions {
  readonly clock: Clock;
  readonly scope: Scope;
  /** Whether anybody listens. */
  readonly wanted: (agent: AgentId) => boolean;
  readonly tell: (agent: AgentId, desk: Desk) => void;
}

/** Tells changed desktops until the scope ends: the first change at once, those right after it together. */
export function followDesks(port: DeskPort, { clock, scope, wanted, tell }: DeskNewsOptions): void {
  /** Agents told a moment ago, and whether something changed since. */
  const quiet = new Map<AgentId, boolean>();
  const now = (agent: AgentId) => {
    quiet.set(agent, false);
    scope.after(clock, AT_MOST_EVERY_MS, () => {
      const changed = quiet.get(agent) === true;
      quiet.delete(agent);
      if (changed) now(agent);
    });
    const desk = port.desk(agent);
    if (desk) tell(agent, desk);
  };
  port.changed.on((agent) => {
    if (!wanted(agent)) return;
    if (quiet.has(agent)) quiet.set(agent, true);
    else now(agent);
  }, scope);
}
